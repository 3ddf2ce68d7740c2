package io.conversationcleanup.report;

import io.conversationcleanup.ledger.HistoryStore;
import io.conversationcleanup.ledger.HistoryStore.RunEvent;
import io.conversationcleanup.ledger.HistoryStore.StartDetail;
import io.conversationcleanup.ledger.OwnedRun;
import io.conversationcleanup.ledger.TimelinePoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The history of one run. */
final class HistoryInMemory implements HistoryStore {

    private final List<TimelinePoint> points = new ArrayList<>();
    private final List<RunEvent> events = new ArrayList<>();
    private Optional<StartDetail> start = Optional.empty();

    @Override
    public List<TimelinePoint> points(long run) {
        return List.copyOf(points);
    }

    @Override
    public void keep(OwnedRun run, Instant from, List<TimelinePoint> kept) {
        points.removeIf(point -> !point.from().isBefore(from));
        points.addAll(kept);
    }

    @Override
    public void note(OwnedRun run, RunEvent event) {
        events.add(event);
    }

    @Override
    public List<RunEvent> events(long run) {
        return List.copyOf(events);
    }

    @Override
    public void started(OwnedRun run, Instant at, String who, StartDetail detail) {
        events.add(new RunEvent(at, RunEvent.Kind.STARTED, who, ""));
        start = Optional.of(detail);
    }

    @Override
    public Optional<StartDetail> lastStart(long run) {
        return start;
    }
}
