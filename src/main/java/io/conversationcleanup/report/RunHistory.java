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
import java.util.function.UnaryOperator;

/**
 * How a run went over time. Immutable.
 *
 * @param points how fast it was, in order
 * @param events what happened to it, in order
 * @param start with what it was last started; empty if that was not noted
 */
record RunHistory(List<TimelinePoint> points, List<RunEvent> events, Optional<StartDetail> start) {

    /** Nothing is known. */
    static final RunHistory NONE = new RunHistory(List.of(), List.of(), Optional.empty());

    RunHistory {
        points = List.copyOf(points);
        events = List.copyOf(events);
    }

    /** The history of a run, whose end may not have been noted yet. */
    static RunHistory of(HistoryStore chronicle, Run run) {
        List<RunEvent> events = new ArrayList<>(chronicle.events(run.number()));
        Instant end = run.endedAt();
        if (end != null && events.stream().noneMatch(event -> isEndOf(event, end))) {
            events.add(RunEvent.ended(end, run.status(), run.statusReason()));
        }
        return new RunHistory(chronicle.points(run.number()), events, chronicle.lastStart(run.number()));
    }

    /** The same with other words for what happened. */
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

    /** What is said of the ends of its starts. */
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
