package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.simulator.SimulatorSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that goes wrong stops before it has burnt the file. */
class StoppedByRuleIT {

    private static final int ROWS = 60;

    @TempDir
    private Path directory;

    @Test
    void theSameRefusalInARowStopsTheRunAndTheRestGoesOnLater() {
        try (Program program = oneAtATime(missing(IntStream.rangeClosed(11, 60)))) {
            program.set("stop-rules", "{same-code-in-a-row: 5}");

            CommandRun stopped = program.run();

            assertThat(stopped.exitCode()).isEqualTo(2);
            RunReports reports = stopped.reports(ROWS);
            assertThat(reports.status()).isEqualTo("STOPPED_BY_RULE");
            Golden.check("summary/reason-same-code-in-a-row.txt", reports.reason());
            assertThat(reports.rowCounts()).isEqualTo(Map.of("deleted", 10L, "failed", 5L, "pending", 45L));
            assertThat(program.calls()).isEqualTo(15);

            program.serve(Program.PROVIDER, 0, InstantSource.system());
            program.callNewProvider();
            CommandRun resumed = program.run();

            assertThat(resumed.exitCode()).isEqualTo(1);
            assertThat(resumed.reports(ROWS).rowCounts()).isEqualTo(Map.of("deleted", 55L, "failed", 5L));
            assertThat(program.asked()).isEqualTo(Program.onceEach(Asked.rows(ROWS)));
        }
    }

    @Test
    void tooLargeAShareOfFailuresStopsTheRun() {
        try (Program program = oneAtATime(missing(IntStream.of(1, 2, 3, 25, 26)))) {
            program.set("stop-rules", "{failed-percent: 10, after-rows: 20}");

            CommandRun stopped = program.run();

            assertThat(stopped.exitCode()).isEqualTo(2);
            RunReports reports = stopped.reports(ROWS);
            assertThat(reports.status()).isEqualTo("STOPPED_BY_RULE");
            Golden.check("summary/reason-failed-percent.txt", reports.reason());
            assertThat(reports.rowCounts()).isEqualTo(Map.of("deleted", 21L, "failed", 4L, "pending", 35L));
            assertThat(program.calls()).isEqualTo(25);
        }
    }

    @Test
    void rulesThatAreOffStopNothing() {
        try (Program program = oneAtATime(missing(IntStream.rangeClosed(1, 60)))) {
            program.set("stop-rules", "{failed-percent: off, after-rows: 1, same-code-in-a-row: off}");

            CommandRun run = program.run();

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.reports(ROWS).rowCounts()).isEqualTo(Map.of("failed", 60L));
            assertThat(program.asked()).isEqualTo(Program.onceEach(Asked.rows(ROWS)));
        }
    }

    private static SimulatorSettings missing(IntStream numbers) {
        return Program.PROVIDER.withMissingUsers(
                numbers.mapToObj(number -> "user-" + number).collect(Collectors.toSet()));
    }

    /** So that rows come to an end in their order. */
    private Program oneAtATime(SimulatorSettings provider) {
        Program program = Program.in(directory, provider);
        program.input(Asked.rows(ROWS));
        program.set("limits", "{calls-per-second: unlimited, max-in-flight: 1}");
        return program;
    }
}
