package io.conversationcleanup.report;

import static io.conversationcleanup.report.RunViews.atRest;
import static io.conversationcleanup.report.RunViews.live;
import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.ledger.LiveState;
import io.conversationcleanup.ledger.LiveState.RateCeiling;
import io.conversationcleanup.ledger.LiveState.Sending;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.report.RunView.Standing;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StatusTextTest {

    private static final RunView ENDED = atRest("users-0", RunStatus.STOPPED, Standing.ENDED);

    private static List<String> one(RunView view) {
        return StatusText.one(
                view,
                code -> code.equals("50001") ? Optional.of("Read the manual.") : Optional.empty(),
                words -> "cc " + words);
    }

    @Test
    void aRunThatGoesOnIsShownWithItsRateItsFailuresAndWhatCanBeDone() {
        assertThat(one(live(Sending.ON, 100.0)))
                .containsExactly(
                        "Run users-1: RUNNING, deleting",
                        "  tencent delete-conversation over users.csv",
                        "  Asked for by alice: GDPR-7",
                        "  1,000 rows: 600 deleted, 20 already gone, 5 failed, 15 retryable, 3 rejected,",
                        "    2 duplicates, 355 pending",
                        "  700 calls in 8.0 s (87.5 calls/s; 80.6 rows/s; limit 100/s), 40 retries,",
                        "    2 throttled, 1 in doubt",
                        "  Now 98.2 calls/s of at most 100, ETA 0:05",
                        "  Failed or to be tried again, by code:",
                        "    50004 (15)",
                        "    50001 (5): Read the manual.",
                        "  Worked on by alice on host (process 7) since 2026-11-20T09:30:00.000Z",
                        "  Pause:  cc pause users-1",
                        "  Stop:   cc stop users-1");
    }

    @Test
    void aPausedRunIsShownWithTheWayToLetItGoOn() {
        assertThat(one(live(Sending.PAUSED, 100.0)))
                .contains("  Paused: no calls leave until somebody lets it go on.", "  Go on:  cc unpause users-1")
                .noneMatch(line -> line.contains("cc pause"))
                .noneMatch(line -> line.contains("Now ") || line.contains("ETA"));
    }

    @Test
    void aSlowDownIsTold() {
        assertThat(one(live(Sending.ON, 49.0)))
                .contains(
                        "  Now 98.2 calls/s of at most 49, ETA 0:05",
                        "  Slowed down by the provider; climbs back to 100 calls/s by itself.");
    }

    private static RunView held(@Nullable Long outage, @Nullable Long pause, @Nullable Long retry) {
        return live(new LiveState(
                "deleting",
                1_000,
                1_000,
                true,
                98.2,
                73,
                70.0,
                RateCeiling.REQUIRED,
                Sending.ON,
                outage,
                pause,
                retry));
    }

    private static List<String> progress(RunView run) {
        return StatusText.progress(List.of(run));
    }

    @Test
    void anOutageIsTold() {
        RunView out = held(75L, null, null);

        assertThat(one(out))
                .contains("  The provider has been out of use for 1 min 15 s; calls try again one at a", "    time.")
                .noneMatch(line -> line.contains("Now ") || line.contains("by itself"));
        assertThat(progress(out)).containsExactly("users-1: 635 / 1,000, outage, 13 not done");
    }

    @Test
    void aPauseThatTheProviderAskedForIsToldWithItsEnd() {
        RunView pause = held(null, 252L, null);

        assertThat(one(pause))
                .contains("  The provider asked for a pause: no calls leave until 09:34:12 UTC, in 4:12.")
                .noneMatch(line -> line.contains("Now ") || line.contains("by itself"));
        assertThat(progress(pause)).containsExactly("users-1: 635 / 1,000, provider asked to wait 4:12, 13 not done");
    }

    @Test
    void aWaitForRetriesIsToldWithTheRowsThatWaitAndItsEnd() {
        RunView waits = held(null, null, 45L);

        assertThat(one(waits))
                .contains("  10 rows wait for another attempt; the next leave at 09:30:45 UTC, in 0:45.")
                .noneMatch(line -> line.contains("Now "));
        assertThat(progress(waits)).containsExactly("users-1: 635 / 1,000, next retries in 0:45, 13 not done");
    }

    @Test
    void whileTheInputIsReadTheRowsReadAreTold() {
        RunView reading = live(new LiveState(
                "reading the input",
                500,
                1_000,
                false,
                0,
                0,
                100.0,
                RateCeiling.REQUIRED,
                Sending.ON,
                null,
                null,
                null));

        assertThat(one(reading)).contains("Run users-1: RUNNING, reading the input", "  500 of 1,000 rows read");
        assertThat(StatusText.progress(List.of(reading))).containsExactly("users-1, reading the input");
    }

    @Test
    void aStoppedRunIsShownWithItsReasonItsReportsAndTheCommandThatTakesItUp() {
        assertThat(one(atRest("users-1", RunStatus.STOPPED, Standing.ENDED)))
                .startsWith(
                        "Run users-1: STOPPED",
                        "  tencent delete-conversation over users.csv",
                        "  Asked for by alice: GDPR-7",
                        "  stopped by bob")
                .endsWith(
                        "  Reports: /data/users-1",
                        "  The same run command again sends the 365 rows that are left.",
                        "  Go on:  conversation-cleanup run a.yml --input b.csv");
    }

    @Test
    void ofAFinishedRunTheCommandIsShownThatSendsItsRetryableRowsAgain() {
        assertThat(one(atRest("users-1", RunStatus.COMPLETED_WITH_FAILURES, Standing.ENDED)))
                .endsWith("  Again:  cc rerun users-1");
    }

    @Test
    void aRunWhoseProcessIsGoneIsShownAsThat() {
        assertThat(one(atRest("users-1", RunStatus.STOPPED, Standing.ORPHANED)))
                .startsWith("Run users-1: its process is gone")
                .endsWith("  Go on:  conversation-cleanup run a.yml --input b.csv")
                .noneMatch(line -> line.contains("Reports"));
    }

    @Test
    void theListHasALineForEachRunInItsOrder() {
        assertThat(StatusText.list(List.of(
                        live(Sending.ON, 100.0),
                        atRest("users-0", RunStatus.STOPPED, Standing.ORPHANED),
                        atRest("b", RunStatus.COMPLETED_WITH_FAILURES, Standing.ENDED))))
                .containsExactly(
                        "RUN      STATUS          ROWS  LEFT  NOT DONE  ENDED (UTC)",
                        "users-1  running        1,000   365        13",
                        "users-0  process gone   1,000   365        13  11-20 09:31",
                        "b        some not done  1,000   365        13  11-20 09:31");
        assertThat(StatusText.list(List.of())).containsExactly("There are no runs yet.");
    }

    @Test
    void whereThereIsNoRoomTheLastColumnsAreLeftOut() {
        String name = "a".repeat(50);

        assertThat(StatusText.list(List.of(atRest(name, RunStatus.ABORTED, Standing.ENDED))))
                .containsExactly("RUN" + " ".repeat(49) + "STATUS    ROWS  LEFT", name + "  aborted  1,000   365");
    }

    @Test
    void progressIsALineForEachRunThatGoesOn() {
        assertThat(StatusText.progress(
                        List.of(live(Sending.ON, 100.0), atRest("b", RunStatus.COMPLETED, Standing.ENDED))))
                .containsExactly("users-1: 635 / 1,000, 98.2 calls/s, ETA 0:05, 13 not done");
        assertThat(StatusText.progress(List.of(live(Sending.PAUSED, 100.0))))
                .containsExactly("users-1: 635 / 1,000, paused, 13 not done");
    }

    @Test
    void asJsonOneRunIsTheSummaryWithTheTimeLeftAndManyAreAnArrayOfSummaries() {
        RunView live = live(Sending.ON, 100.0);
        JsonNode one = new JsonMapper().readTree(StatusJson.text(live));
        JsonNode summary = new JsonMapper().readTree(SummaryJson.text(live.summary()));

        assertThat(one.get("etaSeconds").intValue()).isEqualTo(5);
        assertThat(one.propertyNames()).containsAll(summary.propertyNames()).hasSize(summary.size() + 2);
        assertThat(new JsonMapper()
                        .readTree(StatusJson.text(live(Sending.PAUSED, 100.0)))
                        .get("etaSeconds")
                        .isNull())
                .isTrue();
        JsonNode ended = new JsonMapper().readTree(SummaryJson.text(ENDED.summary()));
        ((ObjectNode) summary).set("now", one.get("now"));
        assertThat(new JsonMapper().readTree(StatusJson.text(List.of(live, ENDED))))
                .isEqualTo(new JsonMapper().createArrayNode().add(summary).add(ended));
        assertThat(StatusJson.text(List.of())).isEqualTo("[]\n");
    }

    @Test
    void asJsonARunThatGoesOnTellsWhatKeepsItsCallsBack() {
        assertThat(now(live(Sending.ON, 49.0))).isEqualTo("""
                        {"phase":"deleting","callsPerSecond":98.2,"allowedPerSecond":49.0,"paused":false,\
                        "outageSeconds":null,"providerPauseSeconds":null,"waitingRows":10,"nextRetrySeconds":null}""");
        assertThat(now(held(75L, 252L, 45L))).isEqualTo("""
                        {"phase":"deleting","callsPerSecond":0.0,"allowedPerSecond":70.0,"paused":false,\
                        "outageSeconds":75,"providerPauseSeconds":252,"waitingRows":10,"nextRetrySeconds":45}""");
        assertThat(now(live(Sending.PAUSED, null)))
                .contains("\"callsPerSecond\":0.0", "\"allowedPerSecond\":null", "\"paused\":true");
        assertThat(new JsonMapper().readTree(StatusJson.text(ENDED)).has("now")).isFalse();
    }

    private static String now(RunView run) {
        return new JsonMapper().readTree(StatusJson.text(run)).get("now").toString();
    }

    @Test
    void aRunThatReadsItsInputIsListedWithWhatItHasRead() {
        RunView reading = live(new LiveState(
                "reading the input",
                70_000,
                100_000,
                false,
                0,
                0,
                160.0,
                RateCeiling.REQUIRED,
                Sending.ON,
                null,
                null,
                null));

        assertThat(StatusText.list(List.of(reading)).get(1)).matches("users-1  reading +70,000 .*");
    }
}
