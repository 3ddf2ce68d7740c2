package io.conversationcleanup.report;

import static io.conversationcleanup.report.RunViews.atRest;
import static io.conversationcleanup.report.RunViews.live;
import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.model.LiveState;
import io.conversationcleanup.model.LiveState.RateCeiling;
import io.conversationcleanup.model.LiveState.Sending;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.runs.RunView;
import io.conversationcleanup.runs.RunView.Standing;
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
        Golden.check("status/live.txt", one(live(Sending.ON, 100.0)));
    }

    @Test
    void aPausedRunIsShownWithTheWayToLetItGoOn() {
        Golden.check("status/paused.txt", one(live(Sending.PAUSED, 100.0)));
    }

    @Test
    void aSlowDownIsTold() {
        Golden.check("status/slowed-down.txt", one(live(Sending.ON, 49.0)));
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
                outage == null ? null : "the look-up of the name api.test takes longer than 5 s",
                pause,
                retry));
    }

    private static List<String> progress(RunView run) {
        return StatusText.progress(List.of(run));
    }

    @Test
    void anOutageIsTold() {
        RunView out = held(75L, null, null);

        Golden.check("status/outage.txt", one(out));
        Golden.check("status/progress-outage.txt", progress(out));
    }

    @Test
    void aPauseThatTheProviderAskedForIsToldWithItsEnd() {
        RunView pause = held(null, 252L, null);

        Golden.check("status/provider-asks-for-a-pause.txt", one(pause));
        Golden.check("status/progress-provider-asks-for-a-pause.txt", progress(pause));
    }

    @Test
    void aWaitForRetriesIsToldWithTheRowsThatWaitAndItsEnd() {
        RunView waits = held(null, null, 45L);

        Golden.check("status/waiting-for-retries.txt", one(waits));
        Golden.check("status/progress-waiting-for-retries.txt", progress(waits));
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
                null,
                null));

        Golden.check("status/reading-the-input.txt", one(reading));
        Golden.check("status/progress-reading-the-input.txt", progress(reading));
    }

    @Test
    void aStoppedRunIsShownWithItsReasonItsReportsAndTheCommandThatTakesItUp() {
        Golden.check("status/stopped.txt", one(atRest("users-1", RunStatus.STOPPED, Standing.ENDED)));
    }

    @Test
    void ofAFinishedRunTheCommandIsShownThatSendsItsRetryableRowsAgain() {
        Golden.check(
                "status/completed-with-failures.txt",
                one(atRest("users-1", RunStatus.COMPLETED_WITH_FAILURES, Standing.ENDED)));
    }

    @Test
    void aRunWhoseProcessIsGoneIsShownAsThat() {
        Golden.check("status/process-gone.txt", one(atRest("users-1", RunStatus.STOPPED, Standing.ORPHANED)));
    }

    @Test
    void theListHasALineForEachRunInItsOrder() {
        Golden.check(
                "status/list-of-three.txt",
                StatusText.list(List.of(
                        live(Sending.ON, 100.0),
                        atRest("users-0", RunStatus.STOPPED, Standing.ORPHANED),
                        atRest("b", RunStatus.COMPLETED_WITH_FAILURES, Standing.ENDED))));
        Golden.check("status/list-of-none.txt", StatusText.list(List.of()));
    }

    @Test
    void whereThereIsNoRoomTheLastColumnsAreLeftOut() {
        String name = "a".repeat(50);

        Golden.check(
                "status/list-without-room.txt",
                StatusText.list(List.of(atRest(name, RunStatus.ABORTED, Standing.ENDED))));
    }

    @Test
    void progressIsALineForEachRunThatGoesOn() {
        Golden.check(
                "status/progress.txt",
                StatusText.progress(
                        List.of(live(Sending.ON, 100.0), atRest("b", RunStatus.COMPLETED, Standing.ENDED))));
        Golden.check("status/progress-paused.txt", progress(live(Sending.PAUSED, 100.0)));
    }

    @Test
    void asJsonOneRunIsTheSummaryWithTheTimeLeftAndManyAreAnArrayOfSummaries() {
        RunView live = live(Sending.ON, 100.0);
        JsonNode one = new JsonMapper().readTree(ReportJson.run(live));
        JsonNode summary = new JsonMapper().readTree(ReportJson.summary(live.summary()));

        assertThat(one.get("etaSeconds").intValue()).isEqualTo(5);
        assertThat(one.propertyNames()).containsAll(summary.propertyNames()).hasSize(summary.size() + 2);
        assertThat(new JsonMapper()
                        .readTree(ReportJson.run(live(Sending.PAUSED, 100.0)))
                        .get("etaSeconds")
                        .isNull())
                .isTrue();
        JsonNode ended = new JsonMapper().readTree(ReportJson.summary(ENDED.summary()));
        ((ObjectNode) summary).set("now", one.get("now"));
        assertThat(new JsonMapper().readTree(ReportJson.runs(List.of(live, ENDED))))
                .isEqualTo(new JsonMapper().createArrayNode().add(summary).add(ended));
        assertThat(ReportJson.runs(List.of())).isEqualTo("[]\n");
    }

    @Test
    void asJsonARunThatGoesOnTellsWhatKeepsItsCallsBack() {
        Golden.check("status/now.json", now(live(Sending.ON, 49.0)));
        Golden.check("status/now-held-back.json", now(held(75L, 252L, 45L)));
        Golden.check("status/now-paused-and-unlimited.json", now(live(Sending.PAUSED, null)));
        assertThat(new JsonMapper().readTree(ReportJson.run(ENDED)).has("now")).isFalse();
    }

    private static String now(RunView run) {
        return new JsonMapper().readTree(ReportJson.run(run)).get("now").toPrettyString();
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
                null,
                null));

        Golden.check("status/list-reading-the-input.txt", StatusText.list(List.of(reading)));
    }
}
