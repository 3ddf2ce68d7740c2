package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.job.RunMonitor;
import io.conversationcleanup.job.RunMonitor.Phase;
import io.conversationcleanup.job.RunMonitor.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProgressLineTest {

    private static final long SECOND = 1_000_000_000;

    private final ProgressLine line = new ProgressLine();

    @ParameterizedTest
    @EnumSource(names = {"STARTING", "CONFIRMING"})
    void saysNothingWhereThereIsNothingToTell(Phase phase) {
        assertThat(line.at(new Snapshot(phase, 0, 0, 0, 0, 0, RunMonitor.Hold.NONE), 0, 80))
                .isEmpty();
    }

    @Test
    void tellsHowStagingGoes() {
        staging(0, 0);

        assertThat(staging(1_250_000, 5)).isEqualTo("Staging 1,250,000 / 2,000,000 (62 %)  250,000 rows/s");
    }

    @Test
    void tellsDoneOfTotalRateTimeLeftAndFailures() {
        deleting(0, 0, 0, 0);

        assertThat(deleting(500, 3, 0, 5)).isEqualTo("Deleting 500 / 1,000 (50 %)  100/s  ETA 0:05  3 failed");
    }

    @Test
    void tellsHowManyRowsWaitForAnotherAttempt() {
        deleting(0, 0, 0, 0);

        assertThat(deleting(500, 0, 12, 5))
                .isEqualTo("Deleting 500 / 1,000 (50 %)  100/s  ETA 0:05  0 failed  12 to retry");
    }

    @Test
    void tellsWhatKeepsCallsBack() {
        deleting(0, 0, 0, 0);

        assertThat(line.at(
                        new Snapshot(
                                Phase.DELETING,
                                1_000,
                                1_000,
                                500,
                                0,
                                0,
                                new RunMonitor.Hold("slowed to 98/s", RunMonitor.Hold.Leaves.CALLS)),
                        5 * SECOND,
                        80))
                .contains("Deleting 500 / 1,000 (50 %)  slowed to 98/s  100/s  ETA 0:05  0 failed");
    }

    @Test
    void tellsNoRateAndNoTimeLeftWhileNothingLeaves() {
        deleting(0, 0, 0, 0);

        assertThat(line.at(
                        new Snapshot(
                                Phase.DELETING,
                                1_000,
                                1_000,
                                500,
                                0,
                                0,
                                new RunMonitor.Hold("paused", RunMonitor.Hold.Leaves.NOTHING)),
                        5 * SECOND,
                        80))
                .contains("Deleting 500 / 1,000 (50 %)  paused  0 failed");
    }

    @Test
    void afterAWaitTheRateIsThatSinceItsEnd() {
        RunMonitor.Hold paused = new RunMonitor.Hold("paused", RunMonitor.Hold.Leaves.NOTHING);
        deleting(0, 0, 0, 0);
        deleting(500, 0, 0, 5);
        line.at(new Snapshot(Phase.DELETING, 1_000, 1_000, 500, 0, 0, paused), 8 * SECOND, 80);

        assertThat(deleting(600, 0, 0, 9)).contains("  100/s  ETA 0:04  ");
    }

    @Test
    void aSlowRateIsNotShownAsNone() {
        for (int second = 0; second <= 10; second++) {
            deleting(second / 2, 0, 0, second);
        }

        assertThat(deleting(5, 0, 0, 10)).contains("  0.5/s  ETA 33:10  ");
    }

    @Test
    void knowsNoRateAndNoTimeLeftAtFirst() {
        assertThat(deleting(400, 0, 0, 7)).isEqualTo("Deleting 400 / 1,000 (40 %)  0/s  ETA unknown  0 failed");
    }

    @Test
    void theRateIsThatOfTheLastTenSeconds() {
        for (int second = 0; second <= 20; second++) {
            deleting(second * 10L, 0, 0, second);
        }

        assertThat(deleting(300, 0, 0, 25)).contains("  15/s  ETA 0:47  ");
    }

    @Test
    void aPauseShowsAndIsForgottenTenSecondsLater() {
        deleting(0, 0, 0, 0);
        deleting(100, 0, 0, 1);

        assertThat(deleting(100, 0, 0, 11)).contains("  0/s  ETA unknown  ");
        assertThat(deleting(200, 0, 0, 12)).contains("  100/s  ETA 0:08  ");
    }

    @Test
    void anotherPhaseBeginsWithoutARate() {
        staging(0, 0);
        staging(200, 1);

        assertThat(deleting(400, 0, 0, 2)).contains("  0/s  ETA unknown  ");
    }

    @Test
    void aRunTakenUpAgainDoesNotCountWhatWasDoneBefore() {
        deleting(900, 0, 0, 0);

        assertThat(deleting(910, 0, 0, 1)).contains("  10/s  ETA 0:09  ");
    }

    @ParameterizedTest
    @CsvSource({"59, 0:59", "60, 1:00", "3599, 59:59", "3600, 1:00:00", "90000, 25:00:00"})
    void tellsTheTimeLeftAsAClockDoes(long seconds, String expected) {
        long total = 1 + seconds;
        line.at(new Snapshot(Phase.DELETING, total, total, 0, 0, 0, RunMonitor.Hold.NONE), 0, 80);

        assertThat(line.at(new Snapshot(Phase.DELETING, total, total, 1, 0, 0, RunMonitor.Hold.NONE), SECOND, 80)
                        .orElseThrow())
                .contains("  ETA " + expected + "  ");
    }

    @Test
    void neverTellsAllBeforeAllIsDone() {
        assertThat(deleting(999, 0, 0, 0)).contains("(99 %)");
        assertThat(deleting(1_000, 0, 0, 0)).contains("(100 %)");
        assertThat(line.at(new Snapshot(Phase.STAGING, 0, 0, 0, 0, 0, RunMonitor.Hold.NONE), 0, 80))
                .hasValueSatisfying(text -> assertThat(text).isEqualTo("Staging 0 / 0 (100 %)  0 rows/s"));
    }

    @Test
    void tellsThatTheReportsAreBeingWritten() {
        assertThat(line.at(new Snapshot(Phase.REPORTING, 9, 9, 9, 0, 0, RunMonitor.Hold.NONE), 0, 80))
                .contains("Writing the reports");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    200, Deleting 1_234_567 / 9_999_999 (12 %)  160/s  ETA 15:13:04  9_999 failed  9_999 to retry
                    81,  Deleting 1_234_567 / 9_999_999  160/s  ETA 15:13:04  9_999 failed  9_999 to retry
                    80,  Deleting 1_234_567 / 9_999_999  160/s  ETA 15:13:04  9_999 failed
                    60,  Deleting 1_234_567 / 9_999_999  ETA 15:13:04  9_999 failed
                    50,  Deleting 1_234_567 / 9_999_999  ETA 15:13:04
                    40,  Deleting 1_234_567 / 9_999_999
                    10,  Deleting 1_234_567 / 9_999_999
                    """)
    void leavesOutWhatAReaderMissesLeastWhereThereIsNoRoom(int columns, String expected) {
        line.at(
                new Snapshot(Phase.DELETING, 9_999_999, 9_999_999, 1_234_407, 9_999, 9_999, RunMonitor.Hold.NONE),
                0,
                columns);

        assertThat(line.at(
                        new Snapshot(
                                Phase.DELETING, 9_999_999, 9_999_999, 1_234_567, 9_999, 9_999, RunMonitor.Hold.NONE),
                        SECOND,
                        columns))
                .contains(expected.replace('_', ','));
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
