package io.conversationcleanup.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.model.Latencies;
import io.conversationcleanup.model.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimelinePointTest {

    private static final Instant START = Instant.parse("2026-11-20T09:30:00Z");

    private static TimelinePoint point(long second, long calls) {
        return new TimelinePoint(
                START.plusSeconds(second),
                START.plusSeconds(second + 1),
                Duration.ofSeconds(1),
                new Traffic(calls, calls, 0, 0, 0, 0, new Latencies(Map.of(40, calls))),
                160,
                second == 3 ? 112 : 160,
                Duration.ZERO,
                second == 5 ? Duration.ofMillis(700) : Duration.ZERO,
                second == 3 ? Duration.ofSeconds(1) : Duration.ZERO);
    }

    private static List<TimelinePoint> seconds(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(second -> point(second, 10 + second % 7))
                .toList();
    }

    @Test
    void asFewPointsAsAllowedStayAsTheyAre() {
        List<TimelinePoint> points = seconds(0, 10);

        assertThat(TimelinePoint.thinned(points, 10)).isEqualTo(points);
    }

    @Test
    void neighboursAreJoinedUntilThereAreFewEnoughAndNothingIsLost() {
        List<TimelinePoint> points = seconds(0, 2_001);

        List<TimelinePoint> thinned = TimelinePoint.thinned(points, 1_500);

        assertThat(thinned).hasSize(1_001);
        assertThat(thinned.get(0).length()).isEqualTo(Duration.ofSeconds(2));
        assertThat(sum(thinned)).isEqualTo(sum(points));
        assertThat(thinned.get(0).from()).isEqualTo(START);
        assertThat(thinned.get(1_000).to()).isEqualTo(START.plusSeconds(2_001));
        assertThat(thinned.get(1).ratePerSecond()).isEqualTo(112);
        assertThat(thinned.get(1).slowed()).isEqualTo(Duration.ofSeconds(1));
        assertThat(thinned.get(2).outage()).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void theTimeBetweenTwoStartsIsNotFilledUp() {
        List<TimelinePoint> points = new ArrayList<>(seconds(0, 100));
        points.addAll(seconds(10_000, 100));

        List<TimelinePoint> thinned = TimelinePoint.thinned(points, 20);

        assertThat(thinned).hasSizeBetween(10, 20);
        assertThat(thinned).allSatisfy(point -> assertThat(point.length()).isLessThan(Duration.ofMinutes(1)));
        assertThat(sum(thinned)).isEqualTo(sum(points));
    }

    @Test
    void manyShortStartsCannotGrowBeyondTheBound() {
        List<TimelinePoint> points =
                IntStream.range(0, 3_000).mapToObj(i -> point(i * 3_600L, 1)).toList();

        List<TimelinePoint> thinned = TimelinePoint.thinned(points, 100);

        assertThat(thinned).hasSizeLessThanOrEqualTo(100);
        assertThat(sum(thinned).departed()).isEqualTo(3_000);
        assertThat(thinned.get(0).observed()).isLessThan(thinned.get(0).length());
    }

    private static Traffic sum(List<TimelinePoint> points) {
        return points.stream().map(TimelinePoint::traffic).reduce(Traffic.NONE, Traffic::plus);
    }

    @Test
    void theLatestAnswersAreThoseOfThePointsThatReachIntoTheSpan() {
        List<TimelinePoint> points = seconds(0, 100);

        assertThat(TimelinePoint.recent(points, Duration.ofSeconds(3)).total())
                .isEqualTo(points.subList(97, 100).stream()
                        .mapToLong(point -> point.traffic().departed())
                        .sum());
        assertThat(TimelinePoint.recent(List.of(), Duration.ofSeconds(3))).isEqualTo(Latencies.NONE);
    }
}
