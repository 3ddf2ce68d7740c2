package io.conversationcleanup.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.job.RunMonitor.Phase;
import io.conversationcleanup.job.RunMonitor.Snapshot;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Latencies;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunMonitorTest {

    private final RunMonitor monitor = new RunMonitor();

    @Test
    void stagingGoesOnFromWhatAnEarlierStartStaged() {
        assertThat(monitor.snapshot()).isEqualTo(new Snapshot(Phase.STARTING, 0, 0, 0, 0, 0, RunMonitor.Hold.NONE));
        monitor.stagingOf(1_200, 500);
        monitor.staged(500);
        assertThat(monitor.snapshot())
                .isEqualTo(new Snapshot(Phase.STAGING, 1_200, 1_000, 0, 0, 0, RunMonitor.Hold.NONE));
    }

    @Test
    void tellsWhatKeepsCallsBack() {
        RunBench bench = new RunBench();
        monitor.sendsOn(bench.spec().lane());
        assertThat(monitor.snapshot().hold()).isEqualTo(RunMonitor.Hold.NONE);

        bench.pacer().throttled(bench.pacer().acquire(Long.MAX_VALUE).orElseThrow(), Optional.empty());
        assertThat(monitor.snapshot().hold())
                .isEqualTo(new RunMonitor.Hold("provider asked to wait 0:01", RunMonitor.Hold.Leaves.NOTHING));

        bench.time.advance(Duration.ofSeconds(1).toNanos());
        assertThat(monitor.snapshot().hold())
                .isEqualTo(new RunMonitor.Hold("slowed to 112/s", RunMonitor.Hold.Leaves.CALLS));

        monitor.awaitsRetries(() -> Duration.ofMillis(44_200).toNanos());
        assertThat(monitor.snapshot().hold())
                .isEqualTo(new RunMonitor.Hold("next retries in 0:45", RunMonitor.Hold.Leaves.NOTHING));
        monitor.sendsAgain();
        assertThat(monitor.snapshot().hold().words()).isEqualTo("slowed to 112/s");

        bench.pacer().pause();
        assertThat(monitor.snapshot().hold()).isEqualTo(new RunMonitor.Hold("paused", RunMonitor.Hold.Leaves.NOTHING));
    }

    @Test
    void aSlowRateIsToldWithItsDecimals() {
        RunBench bench = new RunBench();
        bench.pacer().ceiling(1);
        monitor.sendsOn(bench.spec().lane());
        bench.pacer()
                .throttled(bench.pacer().acquire(Long.MAX_VALUE).orElseThrow(), Optional.of(Duration.ofMinutes(10)));
        assertThat(monitor.snapshot().hold().words()).isEqualTo("provider asked to wait 5:00");

        bench.time.advance(Duration.ofMinutes(5).toNanos());

        assertThat(monitor.snapshot().hold().words()).isEqualTo("slowed to 0.7/s");
    }

    @Test
    void deletingBeginsWithWhatIsDoneAndCountsAWaitingRowAsNotFailed() {
        monitor.deletingOf(new RunMonitor.Counts(new Tally(100, 20, 1, 2, 9, 6, 3, 4, 61), Map.of()));
        assertThat(monitor.snapshot())
                .isEqualTo(new Snapshot(Phase.DELETING, 100, 100, 33, 8, 6, RunMonitor.Hold.NONE));
    }

    @Test
    void eachOutcomeCountsOnce() {
        monitor.deletingOf(new RunMonitor.Counts(new Tally(10, 0, 0, 0, 0, 0, 0, 0, 10), Map.of()));
        monitor.recorded(List.of(
                RunBench.outcome(1, RowState.DELETED, 1),
                RunBench.outcome(2, RowState.ALREADY_GONE, 1),
                RunBench.outcome(3, RowState.FAILED, 1),
                RunBench.outcome(4, RowState.WAITING, 1),
                RunBench.outcome(5, RowState.WAITING, 1),
                RunBench.outcome(6, RowState.WAITING, 1)));
        assertThat(monitor.snapshot()).isEqualTo(new Snapshot(Phase.DELETING, 10, 10, 3, 1, 3, RunMonitor.Hold.NONE));

        monitor.recorded(List.of(
                RunBench.outcome(4, RowState.DELETED, 2),
                RunBench.outcome(5, RowState.RETRYABLE, 2),
                RunBench.outcome(6, RowState.WAITING, 2)));
        assertThat(monitor.snapshot()).isEqualTo(new Snapshot(Phase.DELETING, 10, 10, 5, 2, 1, RunMonitor.Hold.NONE));

        monitor.recorded(List.of(RunBench.outcome(6, RowState.DELETED, 3)));
        assertThat(monitor.snapshot()).isEqualTo(new Snapshot(Phase.DELETING, 10, 10, 6, 2, 0, RunMonitor.Hold.NONE));
    }

    @Test
    void theTallyAndTheFailuresFollowTheOutcomes() {
        assertThat(monitor.counts()).isEmpty();
        monitor.deletingOf(new RunMonitor.Counts(new Tally(10, 1, 0, 1, 1, 1, 1, 1, 5), Map.of("50001", 1L)));

        monitor.recorded(List.of(
                RunBench.outcome(2, RowState.DELETED, 1),
                RunBench.outcome(3, RowState.WAITING, 1),
                RunBench.outcome(4, RowState.ALREADY_GONE, 1),
                failed(5, 1, "50001")));
        assertThat(monitor.counts())
                .contains(new RunMonitor.Counts(new Tally(10, 2, 1, 2, 2, 2, 1, 1, 1), Map.of("50001", 2L)));

        monitor.recorded(List.of(RunBench.outcome(3, RowState.RETRYABLE, 2), failed(9, 2, "60008")));
        assertThat(monitor.counts())
                .contains(new RunMonitor.Counts(
                        new Tally(10, 2, 1, 3, 1, 0, 1, 1, 1), Map.of("50001", 2L, "60008", 1L, "", 1L)));
    }

    private static RowResult failed(long row, int attempts, String code) {
        return new RowResult(row, RowState.FAILED, code, "", attempts, RunBench.START, null);
    }

    @Test
    void callsAreCountedUpFromThoseOfEarlierStarts() {
        monitor.counted(new CallCounts(100, 7, 2, 1, 50));
        monitor.counted(new CallCounts(10, 1, 3, 0, 40));

        assertThat(monitor.counted()).isEqualTo(new CallCounts(110, 8, 5, 1, 50));
    }

    @Test
    void theLatenciesAreInSecondsAndUnknownBeforeTheFirstAnswer() {
        assertThat(monitor.latencySeconds(0.5)).isEmpty();

        monitor.answersComeIn(() -> new Latencies(Map.of(Latencies.bucket(20_000_000), 10L)));

        assertThat(monitor.latencySeconds(0.5).orElseThrow()).isBetween(0.018, 0.022);
    }
}
