package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.simulator.Faults.FaultShare;
import io.conversationcleanup.simulator.SimulatorSettings;
import io.conversationcleanup.simulator.SimulatorSettings.Latency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the jar does with the quota, in real time. How near to the quota it comes is a benchmark's matter. */
class QuotaIT {

    private static final int QUOTA = 200;

    private static final SimulatorSettings JITTERY =
            SimulatorSettings.DEFAULT.withLatency(new Latency(Duration.ofMillis(20), Duration.ofMillis(10)));

    @TempDir
    private Path directory;

    @Test
    void noSecondSeesMoreDeparturesThanTheRate() {
        try (Rehearsal rehearsal = rehearsal(1_000, JITTERY, "{calls-per-second: 200}")) {
            rehearsal
                    .program()
                    .run("run", "job.yml", "--yes", "--output", "out")
                    .mustEndWith(0);

            rehearsal.mustHaveCalledEachOnce();
            assertThat(rehearsal.reports().count("rate.limitPerSecond")).isEqualTo(QUOTA);
            assertThat(rehearsal.reports().count("rate.maxInAnySecond")).isBetween(1L, (long) QUOTA);
        }
    }

    @Test
    void inStrictModeAServerThatCountsEachSlidingSecondRefusesNothing() {
        try (Rehearsal rehearsal = rehearsal(
                1_000, JITTERY.withCallsPerSecond(QUOTA), "{calls-per-second: 200, strict: true, max-in-flight: 64}")) {
            rehearsal
                    .program()
                    .run("run", "job.yml", "--yes", "--output", "out")
                    .mustEndWith(0);

            rehearsal.mustHaveCalledEachOnce();
            assertThat(rehearsal.reports().count("calls.throttled")).isZero();
        }
    }

    @Test
    void aSmallerQuotaThanConfiguredCostsTimeAndFewCallsButNoAttempt() {
        try (Rehearsal rehearsal = rehearsal(600, JITTERY.withCallsPerSecond(100), "{calls-per-second: 200}")) {
            EndedProgram ended = rehearsal
                    .program()
                    .run("run", "job.yml", "--yes", "--output", "out")
                    .mustEndWith(0);

            WrittenReports reports = rehearsal.reports();
            assertThat(reports.count("rows.deleted")).isEqualTo(600);
            assertThat(reports.count("calls.throttled")).isBetween(1L, reports.count("calls.total") / 4);
            assertThat(reports.attempts()).containsOnly(1);
            assertThat(ended.err()).contains("The provider asked to slow down");
        }
    }

    @Test
    void aNoisyNetworkCostsTimeButNoRow() {
        List<FaultShare> noise = Stream.of("3%:50004", "2%:502", "2%:reset", "1%:garbage", "1%:truncate", "0.2%:hang")
                .map(FaultShare::parse)
                .toList();
        try (Rehearsal rehearsal = rehearsal(1_500, JITTERY.withFaultShares(noise), "{calls-per-second: 400}")) {
            rehearsal
                    .program()
                    .run("run", "job.yml", "--yes", "--output", "out")
                    .mustEndWith(0);

            WrittenReports reports = rehearsal.reports();
            assertThat(reports.balancedRows()).isEqualTo(1_500);
            assertThat(reports.count("rows.deleted")).isEqualTo(1_500);
            assertThat(reports.count("calls.total")).isEqualTo(rehearsal.callsSoFar());
        }
    }

    private Rehearsal rehearsal(int rows, SimulatorSettings settings, String limits) {
        return Rehearsal.of(directory, Rehearsal.rows(rows), settings, limits);
    }
}
