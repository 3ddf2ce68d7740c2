package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.simulator.SimulatorSettings;
import io.conversationcleanup.simulator.SimulatorSettings.Latency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signal at a moment at which no run goes on in good order yet, or any more. */
class StopAnytimeIT {

    private static final int MANY = 300_000;
    /** Nothing is in flight that would have to be answered; the rest is for a loaded machine. */
    private static final Duration AT_ONCE = Duration.ofSeconds(15);

    private static final String[] RUN = {"run", "job.yml", "--yes", "--output", "out"};

    @TempDir
    private Path directory;

    @Test
    void whileTheInputIsReadNothingIsSentAndTheSameCommandGoesOn() {
        try (Rehearsal rehearsal = rehearsal(MANY, SimulatorSettings.DEFAULT)) {
            try (RunningProgram run = rehearsal.program().start(RUN)) {
                run.awaitThat("rows in the repository", () -> size("cleanup-data/repository.mv.db") > 2_000_000);
                run.terminate();

                EndedProgram stopped = run.awaitEnd(AT_ONCE).mustEndWith(143);

                String text = Golden.masked(stopped.out().replaceAll("\\s+", " "), directory)
                        .replaceFirst("first [\\d,]+", "first <ROWS>");
                Golden.check("run/stopped-while-reading.txt", text.replaceFirst(" [\\d,]+ rows?: .*", ""));
            }
            EndedProgram resumed =
                    rehearsal.program().run("run", "job.yml", "--max-rows", "0").mustEndWith(6);
            assertThat(resumed.resumes()).isTrue();
            assertThat(resumed.err()).contains("300,000 rows");
            assertThat(rehearsal.callsSoFar()).isZero();
        }
    }

    @Test
    void whileStandardInputIsCopiedTheProgramEndsAndLeavesNoCopy() {
        try (Rehearsal rehearsal = rehearsal(10, SimulatorSettings.DEFAULT);
                RunningProgram run = rehearsal.program().start("run", "job.yml", "--yes", "--input", "-")) {
            Path open = Path.of("/proc/" + run.pid() + "/fd");
            assumeThat(open).exists();
            run.awaitThat("a copy, which has no name", () -> holdsCopy(open));
            run.terminate();

            EndedProgram stopped = run.awaitEnd(AT_ONCE).mustEndWith(143);

            Golden.check("run/stopped-before-it-began.txt", Golden.masked(stopped.messages(), directory));
            assertThat(copies(rehearsal)).isEmpty();
            assertThat(rehearsal.callsSoFar()).isZero();
        }
    }

    @Test
    void aSecondSignalEndsAtOnceAndLeavesNoMoreThanWhatIsInFlightInDoubt() {
        int rows = 30;
        Latency latency = new Latency(Duration.ofSeconds(5), Duration.ZERO);
        try (Rehearsal rehearsal = rehearsal(rows, SimulatorSettings.DEFAULT.withLatency(latency))) {
            try (RunningProgram run = rehearsal.program().start(RUN)) {
                run.awaitThat("calls in flight", () -> rehearsal.callsSoFar() > 3);
                // Those of the first two seconds are one request.
                run.terminateUntilTheEnd();

                EndedProgram stopped = run.awaitEnd(AT_ONCE).mustEndWith(143);

                assertThat(stopped.out()).as("no reports were waited for").isEmpty();
            }
            long before = rehearsal.callsSoFar();

            rehearsal.program().run(RUN).mustEndWith(0);

            assertThat(rehearsal.reports().count("rows.deleted")).isEqualTo(rows);
            assertThat(rehearsal.callsSoFar() - rows).isLessThanOrEqualTo(before);
            assertThat(rehearsal.reports().count("calls.inDoubt"))
                    .isBetween(rehearsal.callsSoFar() - rows, (long) rows);
        }
    }

    @Test
    void othersWhoSeeTheProcessDoNotSeeTheSecret() throws IOException {
        try (Rehearsal rehearsal = rehearsal(1_000, SimulatorSettings.DEFAULT);
                RunningProgram run = rehearsal.program().start(RUN)) {
            run.awaitThat("a call", () -> rehearsal.callsSoFar() > 0);
            Path arguments = Path.of("/proc/" + run.pid() + "/cmdline");
            assumeThat(arguments).exists();

            assertThat(Files.readString(arguments)).contains("job.yml").doesNotContain(Workplace.SECRET);

            run.terminate();
            EndedProgram stopped = run.awaitEnd().mustEndWith(143);
            assertThat(stopped.out() + stopped.err()).doesNotContain(Workplace.SECRET);
        }
    }

    private Rehearsal rehearsal(int rows, SimulatorSettings settings) {
        return Rehearsal.of(directory, Rehearsal.rows(rows), settings, "{calls-per-second: 100}");
    }

    private static List<String> copies(Rehearsal rehearsal) {
        return rehearsal.workplace().files().stream()
                .filter(file -> file.startsWith("cleanup-data/input/"))
                .toList();
    }

    private long size(String file) {
        try {
            Path path = directory.resolve(file);
            return Files.exists(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static boolean holdsCopy(Path openFiles) {
        try (Stream<Path> files = Files.list(openFiles)) {
            return files.anyMatch(file -> {
                try {
                    return Files.readSymbolicLink(file).toString().contains("cleanup-data/input/");
                } catch (IOException closedMeanwhile) {
                    return false;
                }
            });
        } catch (IOException ended) {
            return false;
        }
    }
}
