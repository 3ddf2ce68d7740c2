package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.simulator.SimulatorSettings;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is stopped by a signal, or that another process wants too. */
class StopRunIT {

    private static final int ROWS = 1_500;
    private static final int SIGINT = 2;
    private static final Duration PROMPTLY = Duration.ofSeconds(15);

    private static final String[] RUN = {"run", "job.yml", "--yes", "--output", "out"};

    @TempDir
    private Path directory;

    @Test
    void aTerminatedRunWritesItsReportsAndTheSameCommandFinishesIt() {
        try (Rehearsal rehearsal = rehearsal(ROWS, "{calls-per-second: 500}")) {
            EndedProgram stopped;
            try (RunningProgram run = rehearsal.program().start(RUN)) {
                run.awaitThat("400 calls", () -> rehearsal.callsSoFar() >= 400);
                run.terminate();
                stopped = run.awaitEnd(PROMPTLY).mustEndWith(143);
            }
            assertStopped(rehearsal, stopped, ROWS);

            rehearsal.program().run(RUN).mustEndWith(0);

            rehearsal.mustHaveCalledEachOnce();
            assertThat(rehearsal.reports().status()).isEqualTo("COMPLETED");
            assertThat(rehearsal.reports().count("rows.deleted")).isEqualTo(ROWS);
            assertThat(rehearsal.reports().count("calls.total")).isEqualTo(ROWS);
            assertThat(rehearsal.reports().count("calls.inDoubt")).isZero();
        }
    }

    @Test
    void oneRequestThatArrivesAsTwoSignalsStopsInGoodOrder() {
        try (Rehearsal rehearsal = rehearsal(ROWS, "{calls-per-second: 100}");
                RunningProgram run = rehearsal.program().start(RUN)) {
            run.awaitThat("50 calls", () -> rehearsal.callsSoFar() >= 50);
            run.terminate();
            run.awaitThat("the request to be heard", () -> run.errSoFar().contains("Stopping"));
            run.terminate();

            assertStopped(rehearsal, run.awaitEnd(PROMPTLY).mustEndWith(143), ROWS);
        }
    }

    @Test
    void anInterruptedRunEndsInGoodOrderToo() throws IOException {
        assumeThat(ignoresInterrupts())
                .as("these tests were started in the background, where Ctrl-C is ignored")
                .isFalse();
        try (Rehearsal rehearsal = rehearsal(ROWS, "{calls-per-second: 100}");
                RunningProgram run = rehearsal.program().start(RUN)) {
            run.awaitThat("50 calls", () -> rehearsal.callsSoFar() >= 50);
            run.interrupt();

            assertStopped(rehearsal, run.awaitEnd(PROMPTLY).mustEndWith(130), ROWS);
        }
    }

    @Test
    void aSecondProcessIsTurnedAwayAndTheFirstGoesOn() {
        int rows = 5_000;
        try (Rehearsal rehearsal = rehearsal(rows, "{calls-per-second: 100}");
                RunningProgram first = rehearsal.program().start(RUN)) {
            first.awaitThat("a call", () -> rehearsal.callsSoFar() > 0);

            EndedProgram second = rehearsal.program().run(RUN).mustEndWith(5);

            assertThat(second.out()).isEmpty();
            assertThat(second.err()).contains("(process " + first.pid() + ")");
            Golden.check("run/in-use-by-the-jar.txt", Golden.masked(second.messages(), directory));
            long then = rehearsal.callsSoFar();
            first.awaitThat("calls after that", () -> rehearsal.callsSoFar() > then + 20);
            first.awaitThat("progress", () -> first.errSoFar().contains("Deleting"));
            first.terminate();
            EndedProgram ended = first.awaitEnd(PROMPTLY).mustEndWith(143);
            assertThat(ended.err()).containsPattern("Deleting +\\d+ / 5,000 .*/s +ETA .* 0 failed");
            assertStopped(rehearsal, ended, rows);
        }
    }

    private Rehearsal rehearsal(int rows, String limits) {
        return Rehearsal.of(directory, Rehearsal.rows(rows), SimulatorSettings.DEFAULT, limits);
    }

    /** Every call that was made is known to the reports, and no row was called twice. */
    private static void assertStopped(Rehearsal rehearsal, EndedProgram stopped, int rows) {
        WrittenReports reports = rehearsal.reports();
        assertThat(stopped.out()).contains(": STOPPED\n", "Reports: out/report.html\n");
        assertThat(reports.status()).isEqualTo("STOPPED");
        assertThat(reports.balancedRows()).isEqualTo(rows);
        assertThat(reports.results()).hasSize(rows);
        assertThat(reports.count("rows.deleted")).isEqualTo(rehearsal.callsSoFar());
        assertThat(reports.count("rows.pending")).isEqualTo(rows - rehearsal.callsSoFar());
        assertThat(rehearsal.timesCalled().values()).containsOnly(1L);
    }

    /** Whether processes started from here ignore SIGINT, which a program cannot undo; false where it cannot be known. */
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .map(line ->
                            new BigInteger(line.substring("SigIgn:".length()).strip(), 16))
                    .anyMatch(mask -> mask.testBit(SIGINT - 1));
        }
    }
}
