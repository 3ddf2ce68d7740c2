package io.conversationcleanup.ledger;

import static io.conversationcleanup.ledger.LedgerBench.START;
import static io.conversationcleanup.ledger.LedgerBench.newRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.ledger.HistoryStore.RunEvent;
import io.conversationcleanup.ledger.HistoryStore.StartDetail;
import io.conversationcleanup.model.Latencies;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.model.Traffic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How runs went over time. */
interface ChronicleLaws {

    LedgerBench bench();

    private HistoryStore history() {
        return bench().ledger().history();
    }

    private static TimelinePoint point(int second, int seconds, double limit) {
        return new TimelinePoint(
                START.plusSeconds(second),
                START.plusSeconds(second + seconds),
                Duration.ofMillis(999),
                new Traffic(7, 1, 2, 3, 4, 5, new Latencies(Map.of(0, 3L, 31, 12L, 143, 1L))),
                limit,
                limit / 2,
                Duration.ofMillis(11),
                Duration.ofMillis(12),
                Duration.ofMillis(13));
    }

    @Test
    default void pointsAreFoundAsTheyWereKeptAndThoseOfOtherRunsAreNotAmongThem() {
        long run = bench().create(newRun()).number();
        long other = bench().create(newRun()).number();

        history().keep(bench().owned(run), START, List.of(point(0, 1, 160), point(1, 1, Double.POSITIVE_INFINITY)));
        history().keep(bench().owned(other), START, List.of(point(5, 1, 19.8)));

        assertThat(history().points(run)).containsExactly(point(0, 1, 160), point(1, 1, Double.POSITIVE_INFINITY));
        assertThat(history().points(other)).containsExactly(point(5, 1, 19.8));
    }

    @Test
    default void whatIsKeptReplacesAllFromItsMomentOn() {
        long run = bench().create(newRun()).number();
        history().keep(bench().owned(run), START, List.of(point(0, 1, 160), point(1, 1, 160), point(2, 1, 160)));

        history().keep(bench().owned(run), START.plusSeconds(1), List.of(point(1, 2, 100)));

        assertThat(history().points(run)).containsExactly(point(0, 1, 160), point(1, 2, 100));
    }

    @Test
    default void eventsAreFoundInTheOrderInWhichTheyWereNoted() {
        long run = bench().create(newRun()).number();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("z", "1");
        settings.put("a", "über \u0000 \"2\"");
        StartDetail detail = new StartDetail(settings, 4_711);

        history().started(bench().owned(run), START, "alice on host (process 1)", detail);
        history().note(bench().owned(run), new RunEvent(START, RunEvent.Kind.PAUSED, "bob", ""));
        bench().ledger()
                .runs()
                .ended(bench().owned(run), RunStatus.STOPPED, StopCause.PERSON, "stopped by bob", START.plusSeconds(9));

        assertThat(history().events(run))
                .extracting(RunEvent::kind)
                .containsExactly(RunEvent.Kind.STARTED, RunEvent.Kind.PAUSED, RunEvent.Kind.ENDED);
        assertThat(history().events(run).get(0).who()).isEqualTo("alice on host (process 1)");
        assertThat(history().events(run).get(2))
                .isEqualTo(new RunEvent(START.plusSeconds(9), RunEvent.Kind.ENDED, "", "STOPPED: stopped by bob"));
        assertThat(history().lastStart(run)).contains(detail);
        assertThat(history().lastStart(run).orElseThrow().settings().keySet()).containsExactly("z", "a");
    }

    @Test
    default void aRunOfWhichNothingIsKnownHasAnEmptyChronicle() {
        long run = bench().create(newRun()).number();

        assertThat(history().points(run)).isEmpty();
        assertThat(history().events(run)).isEmpty();
        assertThat(history().lastStart(run)).isEmpty();
    }

    @Test
    default void whatIsForgottenHasNoChronicle() {
        long run = bench().create(newRun()).number();
        history().keep(bench().owned(run), START, List.of(point(0, 1, 160)));
        history().note(bench().owned(run), new RunEvent(START, RunEvent.Kind.PAUSED, "bob", ""));

        bench().forget(run);

        assertThat(history().points(run)).isEmpty();
        assertThat(history().events(run)).isEmpty();
    }
}
