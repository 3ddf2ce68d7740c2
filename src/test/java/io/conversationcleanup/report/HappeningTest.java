package io.conversationcleanup.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.ledger.HistoryStore.RunEvent;
import io.conversationcleanup.ledger.TimelinePoint;
import io.conversationcleanup.model.Latencies;
import io.conversationcleanup.model.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HappeningTest {

    private static final Instant START = Instant.parse("2026-11-20T09:30:00Z");

    private static TimelinePoint point(long second, long throttled, double rate, long outageMillis) {
        return new TimelinePoint(
                START.plusSeconds(second),
                START.plusSeconds(second + 1),
                Duration.ofSeconds(1),
                new Traffic(1, 1, 0, 0, throttled, 0, Latencies.NONE),
                160,
                rate,
                Duration.ZERO,
                Duration.ofMillis(outageMillis),
                rate < 160 ? Duration.ofSeconds(1) : Duration.ZERO);
    }

    private static RunEvent event(long second, RunEvent.Kind kind, String who, String detail) {
        return new RunEvent(START.plusSeconds(second), kind, who, detail);
    }

    private static List<String> texts(List<TimelinePoint> points, RunEvent... events) {
        return Happening.of(new RunHistory(points, List.of(events), Optional.empty())).stream()
                .map(one -> Duration.between(START, one.at()).toMillis() + " "
                        + one.lasted()
                                .map(lasted -> "(" + lasted.toMillis() + ") ")
                                .orElse("") + one.text())
                .toList();
    }

    @Test
    void whatPeopleDidIsToldInWords() {
        Golden.check(
                "report/what-people-did.txt",
                texts(
                        List.of(),
                        event(0, RunEvent.Kind.STARTED, "alice", "{}"),
                        event(1, RunEvent.Kind.PAUSED, "bob", ""),
                        event(2, RunEvent.Kind.RESUMED, "bob", ""),
                        event(3, RunEvent.Kind.RATE_SET, "bob", "19.8"),
                        event(4, RunEvent.Kind.RATE_SET, "bob", "unlimited"),
                        event(5, RunEvent.Kind.STARTED, "carol", "{}"),
                        event(6, RunEvent.Kind.ENDED, "", "STOPPED_BY_RULE: 21 % of the rows failed"),
                        event(7, RunEvent.Kind.STARTED, "carol", "{}"),
                        event(8, RunEvent.Kind.ENDED, "", "COMPLETED")));
    }

    @Test
    void outagesAndSlowDownsAreToldWithTheirLength() {
        Golden.check(
                "report/outages-and-slow-downs.txt",
                texts(List.of(
                        point(0, 0, 160, 0),
                        point(1, 3, 112, 0),
                        point(2, 1, 78.4, 0),
                        point(3, 0, 160, 300),
                        point(4, 0, 160, 1_000),
                        point(5, 0, 160, 0),
                        point(90, 0, 160, 1_000))));
    }

    @Test
    void ofTooManyTheLongestAreTold() {
        List<TimelinePoint> points = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            points.add(point(10L * i, 0, 160, i == 77 ? 1_000 : 500));
        }

        List<String> texts = texts(points, event(5_000, RunEvent.Kind.ENDED, "", "COMPLETED"));

        assertThat(texts).hasSize(Happening.SHOWN).contains("770000 (1000) The provider could not be used");
        assertThat(texts.get(Happening.SHOWN - 1)).isEqualTo("5000000 Completed");
    }
}
