package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.job.RunMonitor;
import io.conversationcleanup.job.RunMonitor.Phase;
import io.conversationcleanup.job.RunMonitor.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgressTest {

    private static final long SECOND = 1_000_000_000;

    private static final RunMonitor.Hold PAUSED = new RunMonitor.Hold("paused", RunMonitor.Hold.Leaves.NOTHING);

    private final Progress.Line line = new Progress.Line();

    @ParameterizedTest
    @EnumSource(names = {"STARTING", "CONFIRMING"})
    void saysNothingWhereThereIsNothingToTell(Phase phase) {
        assertThat(line.at(new Snapshot(phase, 0, 0, 0, 0, 0, RunMonitor.Hold.NONE), 0, 80))
                .isEmpty();
    }

    @Test
    void tellsHowStagingGoes() {
        staging(0, 0);

        Golden.check("progress/staging.txt", staging(1_250_000, 5));
    }

    @Test
    void tellsDoneOfTotalRateTimeLeftAndFailures() {
        deleting(0, 0, 0, 0);

        Golden.check("progress/deleting.txt", deleting(500, 3, 0, 5));
    }

    @Test
    void tellsHowManyRowsWaitForAnotherAttempt() {
        deleting(0, 0, 0, 0);

        Golden.check("progress/rows-to-retry.txt", deleting(500, 0, 12, 5));
    }

    @Test
    void tellsWhatKeepsCallsBack() {
        deleting(0, 0, 0, 0);

        Golden.check(
                "progress/slowed.txt", held(new RunMonitor.Hold("slowed to 98/s", RunMonitor.Hold.Leaves.CALLS), 5));
    }

    @Test
    void tellsNoRateAndNoTimeLeftWhileNothingLeaves() {
        deleting(0, 0, 0, 0);

        Golden.check("progress/paused.txt", held(PAUSED, 5));
    }

    @Test
    void afterAWaitTheRateIsThatSinceItsEnd() {
        deleting(0, 0, 0, 0);
        deleting(500, 0, 0, 5);
        held(PAUSED, 8);

        Golden.check("progress/rate-after-a-pause.txt", deleting(600, 0, 0, 9));
    }

    @Test
    void aSlowRateIsNotShownAsNone() {
        for (int second = 0; second <= 10; second++) {
            deleting(second / 2, 0, 0, second);
        }

        Golden.check("progress/slow-rate.txt", deleting(5, 0, 0, 10));
    }

    @Test
    void knowsNoRateAndNoTimeLeftAtFirst() {
        Golden.check("progress/first-line.txt", deleting(400, 0, 0, 7));
    }

    @Test
    void theRateIsThatOfTheLastTenSeconds() {
        for (int second = 0; second <= 20; second++) {
            deleting(second * 10L, 0, 0, second);
        }

        Golden.check("progress/rate-of-ten-seconds.txt", deleting(300, 0, 0, 25));
    }

    @Test
    void aPauseShowsAndIsForgottenTenSecondsLater() {
        deleting(0, 0, 0, 0);
        deleting(100, 0, 0, 1);

        Golden.check(
                "progress/rate-after-ten-idle-seconds.txt", List.of(deleting(100, 0, 0, 11), deleting(200, 0, 0, 12)));
    }

    @Test
    void anotherPhaseBeginsWithoutARate() {
        staging(0, 0);
        staging(200, 1);

        Golden.check("progress/first-line-after-staging.txt", deleting(400, 0, 0, 2));
    }

    @Test
    void aRunTakenUpAgainDoesNotCountWhatWasDoneBefore() {
        deleting(900, 0, 0, 0);

        Golden.check("progress/resumed-run.txt", deleting(910, 0, 0, 1));
    }

    @Test
    void tellsTheTimeLeftAsAClockDoes() {
        Golden.check(
                "progress/times-left.txt",
                LongStream.of(59, 60, 3_599, 3_600, 90_000)
                        .mapToObj(ProgressTest::afterOneOf)
                        .toList());
    }

    /** A line one second after the start, with this many rows left and a row a second. */
    private static String afterOneOf(long left) {
        Progress.Line line = new Progress.Line();
        line.at(new Snapshot(Phase.DELETING, 1 + left, 1 + left, 0, 0, 0, RunMonitor.Hold.NONE), 0, 80);
        return line.at(new Snapshot(Phase.DELETING, 1 + left, 1 + left, 1, 0, 0, RunMonitor.Hold.NONE), SECOND, 80)
                .orElseThrow();
    }

    @Test
    void neverTellsAllBeforeAllIsDone() {
        assertThat(deleting(999, 0, 0, 0)).contains("(99 %)");
        assertThat(deleting(1_000, 0, 0, 0)).contains("(100 %)");
        Golden.check(
                "progress/staging-an-empty-input.txt",
                line.at(new Snapshot(Phase.STAGING, 0, 0, 0, 0, 0, RunMonitor.Hold.NONE), 0, 80)
                        .orElseThrow());
    }

    @Test
    void tellsThatTheReportsAreBeingWritten() {
        Golden.check(
                "progress/writing-reports.txt",
                line.at(new Snapshot(Phase.REPORTING, 9, 9, 9, 0, 0, RunMonitor.Hold.NONE), 0, 80)
                        .orElseThrow());
    }

    @Test
    void leavesOutWhatAReaderMissesLeastWhereThereIsNoRoom() {
        List<String> lines = new ArrayList<>();
        for (int columns : List.of(200, 81, 80, 60, 50, 40, 10)) {
            Progress.Line narrow = new Progress.Line();
            narrow.at(manyRows(1_234_407), 0, columns);
            lines.add(columns + " columns: "
                    + narrow.at(manyRows(1_234_567), SECOND, columns).orElseThrow());
        }

        Golden.check("progress/narrow-terminals.txt", lines);
    }

    private static Snapshot manyRows(long done) {
        return new Snapshot(Phase.DELETING, 9_999_999, 9_999_999, done, 9_999, 9_999, RunMonitor.Hold.NONE);
    }

    private String held(RunMonitor.Hold hold, long second) {
        return line.at(new Snapshot(Phase.DELETING, 1_000, 1_000, 500, 0, 0, hold), second * SECOND, 80)
                .orElseThrow();
    }

    private String staging(long staged, long second) {
        return line.at(
                        new Snapshot(Phase.STAGING, 2_000_000, staged, 0, 0, 0, RunMonitor.Hold.NONE),
                        second * SECOND,
                        80)
                .orElseThrow();
    }

    private String deleting(long done, long failed, long waiting, long second) {
        return line.at(
                        new Snapshot(Phase.DELETING, 1_000, 1_000, done, failed, waiting, RunMonitor.Hold.NONE),
                        second * SECOND,
                        80)
                .orElseThrow();
    }
}
