package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.ledger.jdbc.PostgreSqlServer;
import io.conversationcleanup.simulator.SimulatorSettings;
import io.conversationcleanup.simulator.SimulatorSettings.Latency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs that are killed without notice, at moments drawn from a seed, and taken up again. {@code -Dkill.seed=N} draws the
 * same moments again, {@code -Dkill.count=N} kills as often.
 */
class KillRunIT {

    private static final int KILLED = 137;
    private static final int CALLS_A_KILL = 200;
    private static final int IN_FLIGHT = 32;
    /** Long enough for the program to start and to send for a while. */
    private static final long LATEST = Duration.ofSeconds(4).toNanos();

    private static final Pattern IN_DOUBT = Pattern.compile("(\\d+) rows were in flight.* lines ([\\d, ]+)");

    private final long seed = Long.getLong("kill.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @RegisterExtension
    private final AfterTestExecutionCallback tellSeed = context -> context.getExecutionException()
            .ifPresent(failure -> failure.addSuppressed(new AssertionError("drawn with -Dkill.seed=" + seed)));

    @TempDir
    private Path directory;

    /** Where the runs are kept, and how often one is killed there: what a kill meets in the program is the same. */
    enum Place {
        H2(20),
        POSTGRESQL(6);

        private final int kills;

        Place(int kills) {
            this.kills = Integer.getInteger("kill.count", kills);
        }

        private String[] options() {
            return this == H2 ? new String[0] : new String[] {"--repository", PostgreSqlServer.newDatabase()};
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKillWhileSendingLeavesInDoubtAtMostWhatWasInFlight(Place place) {
        int rows = CALLS_A_KILL * (place.kills + 2);
        String[] options = place.options();
        SimulatorSettings settings =
                SimulatorSettings.DEFAULT.withLatency(new Latency(Duration.ofMillis(6), Duration.ofMillis(4)));
        String limits = "{calls-per-second: 1500, max-in-flight: %d}".formatted(IN_FLIGHT);
        try (Rehearsal rehearsal = Rehearsal.of(directory, Rehearsal.rows(rows), settings, limits)) {
            StringBuilder log = new StringBuilder();
            for (int kill = 0; kill < place.kills; kill++) {
                try (RunningProgram run = start(rehearsal, options)) {
                    awaitSomeMoment(run, rehearsal);
                    run.kill();
                    EndedProgram ended = run.awaitEnd();
                    // It may have finished before the kill.
                    assertThat(ended.exitCode()).isIn(KILLED, 0);
                    log.append(ended.err());
                }
            }
            try (RunningProgram run = start(rehearsal, options)) {
                log.append(run.awaitEnd().mustEndWith(0).err());
            }

            assertNothingForgotten(rehearsal, rows);
            assertRepeatedCallsAreOwnedUpTo(rehearsal, log.toString(), (long) place.kills * IN_FLIGHT);
        }
    }

    @Test
    void killsBeforeAndAfterSendingRepeatNoCallAndForgetNoRow() {
        int rows = 40_000;
        int conversations = 400;
        List<Row> repeating = IntStream.range(0, rows)
                .mapToObj(n -> Row.number(n % conversations))
                .toList();
        try (Rehearsal rehearsal =
                Rehearsal.of(directory, repeating, SimulatorSettings.DEFAULT, "{calls-per-second: unlimited}")) {
            // While its tables are being made, and twice while it is staging.
            killOnceTheRepositoryHas(20_000 + random.nextInt(50_000), rehearsal);
            killOnceTheRepositoryHas(400_000 + random.nextInt(1_000_000), rehearsal);
            killOnceTheRepositoryHas(1_500_000 + random.nextInt(1_000_000), rehearsal);
            assertThat(rehearsal.callsSoFar()).isZero();
            try (RunningProgram run = start(rehearsal)) {
                run.awaitThatOrEnd(
                        "a report is being written", () -> rehearsal.reports().beingWritten());
                run.kill();
                // It may have been faster than the kill; then it has finished in good order.
                assertThat(run.awaitEnd().exitCode()).isIn(KILLED, 0);
            }

            try (RunningProgram run = start(rehearsal)) {
                run.awaitEnd().mustEndWith(0);
            }

            rehearsal.mustHaveCalledEachOnce();
            assertNothingForgotten(rehearsal, rows);
            assertThat(rehearsal.reports().count("rows.deleted")).isEqualTo(conversations);
            assertThat(rehearsal.reports().count("rows.duplicate")).isEqualTo(rows - conversations);
            assertThat(rehearsal.workplace().files()).noneMatch(file -> file.endsWith(".tmp"));
        }
    }

    /** Mostly while it is sending; sometimes whenever it happens to be, the program's own start among it. */
    private void awaitSomeMoment(RunningProgram run, Rehearsal rehearsal) {
        if (random.nextInt(4) == 0) {
            long until = System.nanoTime() + random.nextLong(LATEST);
            run.awaitThatOrEnd("some time", () -> System.nanoTime() - until >= 0);
        } else {
            long moment = rehearsal.callsSoFar() + 1 + random.nextInt(CALLS_A_KILL);
            run.awaitThatOrEnd(moment + " calls", () -> rehearsal.callsSoFar() >= moment);
        }
    }

    private static RunningProgram start(Rehearsal rehearsal, String... options) {
        List<String> arguments = new ArrayList<>(List.of("run", "job.yml", "--yes", "--output", "out"));
        arguments.addAll(List.of(options));
        return rehearsal.program().start(arguments.toArray(String[]::new));
    }

    /** It grows with each row that is staged, and nothing can be called before all are. */
    private static void killOnceTheRepositoryHas(long bytes, Rehearsal rehearsal) {
        Path repository = rehearsal.workplace().directory().resolve("cleanup-data/repository.mv.db");
        try (RunningProgram run = start(rehearsal)) {
            run.awaitThat("%,d bytes of repository".formatted(bytes), () -> sizeOf(repository) >= bytes);
            run.kill();
            run.awaitEnd().mustEndWith(KILLED);
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    private static void assertNothingForgotten(Rehearsal rehearsal, int rows) {
        WrittenReports reports = rehearsal.reports();
        assertThat(reports.status()).isEqualTo("COMPLETED");
        assertThat(reports.balancedRows()).isEqualTo(rows);
        assertThat(reports.results())
                .extracting(WrittenReports.Result::line)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(2, rows + 1).boxed().toList());
        assertThat(reports.count("rows.deleted") + reports.count("rows.duplicate"))
                .isEqualTo(rows);
    }

    private static void assertRepeatedCallsAreOwnedUpTo(Rehearsal rehearsal, String log, long mostInDoubt) {
        Map<Row, Long> times = rehearsal.timesCalled();
        assertThat(times.keySet()).containsExactlyInAnyOrderElementsOf(rehearsal.rows());
        long repeated = rehearsal.callsSoFar() - times.size();
        long inDoubt = rehearsal.reports().count("calls.inDoubt");
        List<MatchResult> named = IN_DOUBT.matcher(log).results().toList();
        Set<Long> lines = new HashSet<>();
        named.forEach(match -> {
            List<Long> those = List.of(match.group(2).split(", ")).stream()
                    .map(Long::valueOf)
                    .toList();
            assertThat(those).hasSize(Integer.parseInt(match.group(1))).hasSizeLessThanOrEqualTo(IN_FLIGHT);
            lines.addAll(those);
        });

        assertThat(inDoubt)
                .isEqualTo(named.stream()
                        .mapToLong(match -> Long.parseLong(match.group(1)))
                        .sum());
        assertThat(repeated).isLessThanOrEqualTo(inDoubt);
        assertThat(inDoubt).isLessThanOrEqualTo(mostInDoubt);
        Set<Long> repeatedLines = IntStream.range(0, rehearsal.rows().size())
                .filter(index -> times.get(rehearsal.rows().get(index)) > 1)
                .mapToObj(index -> index + 2L)
                .collect(Collectors.toSet());
        assertThat(lines).containsAll(repeatedLines);
    }
}
