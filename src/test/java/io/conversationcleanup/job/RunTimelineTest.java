package io.conversationcleanup.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.conversationcleanup.ledger.HistoryStore;
import io.conversationcleanup.ledger.HistoryStore.RunEvent;
import io.conversationcleanup.ledger.TimelinePoint;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTimelineTest {

    private final RunBench bench = new RunBench();
    private final RunTimeline timeline = bench.work().timeline();

    private void pass(long millis) {
        bench.time.sleep(Duration.ofMillis(millis).toNanos());
    }

    private List<TimelinePoint> kept() {
        return bench.ledger().history().points(bench.work().number());
    }

    @Test
    void nothingIsKeptBeforeTheFirstCallMayLeave() {
        pass(1_000);
        timeline.sample();

        assertThat(kept()).isEmpty();
    }

    @Test
    void eachSampleIsAPointThatAdjoinsTheLast() {
        timeline.begin();
        pass(1_000);
        timeline.sample();
        bench.pacer().ceiling(50);
        bench.pacer().pause();
        pass(1_004);
        timeline.sample();

        assertThat(kept()).hasSize(2);
        assertThat(kept().get(0).length()).isEqualTo(Duration.ofSeconds(1));
        assertThat(kept().get(0).limitPerSecond()).isEqualTo(160);
        assertThat(kept().get(0).paused()).isZero();
        assertThat(kept().get(1).from()).isEqualTo(kept().get(0).to());
        assertThat(kept().get(1).length()).isEqualTo(Duration.ofMillis(1_004));
        assertThat(kept().get(1).limitPerSecond()).isEqualTo(50);
        assertThat(kept().get(1).paused()).isEqualTo(Duration.ofMillis(1_004));
        assertThat(kept().get(1).slowed()).isZero();
    }

    @Test
    void anEventThatCouldNotBeNotedIsNotedWithTheNextSample() {
        HistoryStore history = mock();
        willThrow(new IllegalStateException("the database is away"))
                .willDoNothing()
                .given(history)
                .note(any(), any());
        RunTimeline shaky =
                new RunTimeline(history, bench.work().owned(), bench.spec().lane(), bench.time, bench);

        shaky.note(RunEvent.Kind.PAUSED, "bob", "");
        assertThatThrownBy(shaky::sample).hasMessage("the database is away");
        shaky.sample();
        shaky.sample();

        verify(history, times(2))
                .note(bench.work().owned(), new RunEvent(RunBench.START, RunEvent.Kind.PAUSED, "bob", ""));
    }

    @Test
    void whatIsShorterThanHalfASecondIsPartOfThePointBefore() {
        timeline.begin();
        pass(1_000);
        timeline.sample();
        pass(120);
        timeline.sample();

        assertThat(kept()).hasSize(1);
        assertThat(kept().get(0).length()).isEqualTo(Duration.ofMillis(1_120));
        assertThat(kept().get(0).observed()).isEqualTo(Duration.ofMillis(1_120));
    }

    @Test
    void aLaterStartGoesOnAfterTheEarlierOne() {
        timeline.begin();
        pass(1_000);
        timeline.sample();
        RunTimeline later = new RunTimeline(
                bench.ledger().history(),
                bench.work().owned(),
                bench.spec().lane(),
                bench.time,
                () -> RunBench.START.minusSeconds(3_600));
        later.begin();
        pass(1_000);
        later.sample();

        assertThat(kept()).hasSize(2);
        assertThat(kept().get(1).from()).isEqualTo(kept().get(0).to());
    }

    @Test
    void thereAreNeverMorePointsThanTheBoundAndAllTimeIsInThem() {
        timeline.begin();
        for (int i = 0; i < 5_000; i++) {
            pass(1_000);
            timeline.sample();
        }

        List<TimelinePoint> points = kept();
        assertThat(points).hasSizeBetween(RunTimeline.MOST_POINTS / 2, RunTimeline.MOST_POINTS);
        assertThat(points.stream().map(TimelinePoint::observed).reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofSeconds(5_000));
    }
}
