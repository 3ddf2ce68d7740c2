package io.conversationcleanup.report;

import io.conversationcleanup.ledger.HistoryStore;
import io.conversationcleanup.ledger.HistoryStore.RunEvent;
import io.conversationcleanup.ledger.HistoryStore.StartDetail;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.ledger.TimelinePoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The history of a run: the points of its speed and its events, both in order. {@code start} is empty for a run without
 * a stored start. Immutable.
 */
record RunHistory(List<TimelinePoint> points, List<RunEvent> events, Optional<StartDetail> start) {

    RunHistory {
        points = List.copyOf(points);
        events = List.copyOf(events);
    }

    /** Reads the history of a run, whose end may not be stored yet. */
    static RunHistory of(HistoryStore store, Run run) {
        List<RunEvent> events = new ArrayList<>(store.events(run.number()));
        Instant end = run.endedAt();
        if (end != null && events.stream().noneMatch(event -> isEndOf(event, end))) {
            events.add(RunEvent.ended(end, run.status(), run.statusReason()));
        }
        return new RunHistory(store.points(run.number()), events, store.lastStart(run.number()));
    }

    RunHistory worded(UnaryOperator<String> words) {
        return new RunHistory(
                points,
                events.stream()
                        .map(event -> event.kind() == RunEvent.Kind.ENDED
                                ? new RunEvent(event.at(), event.kind(), event.who(), words.apply(event.detail()))
                                : event)
                        .toList(),
                start);
    }

    /** Groups the adjacent points for which the test holds. */
    static List<List<TimelinePoint>> spans(
            List<TimelinePoint> points,
            Predicate<TimelinePoint> wanted,
            BiPredicate<TimelinePoint, TimelinePoint> adjoin) {
        List<List<TimelinePoint>> spans = new ArrayList<>();
        TimelinePoint before = null;
        for (TimelinePoint point : points) {
            boolean holds = wanted.test(point);
            if (holds) {
                if (before == null || !adjoin.test(before, point)) {
                    spans.add(new ArrayList<>());
                }
                spans.get(spans.size() - 1).add(point);
            }
            before = holds ? point : null;
        }
        return spans;
    }

    List<String> endings() {
        return events.stream()
                .filter(event -> event.kind() == RunEvent.Kind.ENDED)
                .map(RunEvent::detail)
                .toList();
    }

    private static boolean isEndOf(RunEvent event, Instant end) {
        return event.kind() == RunEvent.Kind.ENDED && event.at().toEpochMilli() == end.toEpochMilli();
    }
}
