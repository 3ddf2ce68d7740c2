package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.Lane;
import io.conversationcleanup.ledger.HistoryStore;
import io.conversationcleanup.ledger.HistoryStore.RunEvent;
import io.conversationcleanup.ledger.HistoryStore.StartDetail;
import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.ledger.TimelinePoint;
import io.conversationcleanup.model.Latencies;
import io.conversationcleanup.model.MonotonicTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records a run's progress for its report; a failed write is repeated with the next sample. Thread-safe. All points are
 * in memory and thinned out, so a sample costs one short transaction.
 */
final class RunTimeline {

    static final int MOST_POINTS = 2_000;

    /** A shorter sample extends the previous point, because its rate would be random. */
    private static final Duration SHORTEST = Duration.ofMillis(500);

    private final HistoryStore history;
    private final OwnedRun run;
    private final Lane lane;
    private final MonotonicTime time;
    private final InstantSource clock;

    private @Nullable Instant sampledAt;
    private long sampledNanos;
    private List<TimelinePoint> points = List.of();
    /** The points before this index are stored and final. */
    private int kept;

    private final Deque<RunEvent> unnoted = new ArrayDeque<>();

    RunTimeline(HistoryStore history, OwnedRun run, Lane lane, MonotonicTime time, InstantSource clock) {
        this.history = history;
        this.run = run;
        this.lane = lane;
        this.time = time;
        this.clock = clock;
    }

    synchronized void begin() {
        if (sampledAt != null) {
            return;
        }
        points = new ArrayList<>(history.points(run.run()));
        kept = points.size();
        Instant now = Instant.ofEpochMilli(clock.millis());
        // The wall clock may have been set back between two starts.
        sampledAt = points.isEmpty() || points.get(kept - 1).to().isBefore(now)
                ? now
                : points.get(kept - 1).to();
        sampledNanos = time.nanos();
        lane.meter().take();
    }

    synchronized void sample() {
        noteEvents();
        Instant from = sampledAt;
        if (from == null) {
            return;
        }
        long passed = (time.nanos() - sampledNanos) / 1_000_000;
        if (passed <= 0) {
            return;
        }
        sampledNanos += passed * 1_000_000;
        Instant to = from.plusMillis(passed);
        sampledAt = to;
        add(point(from, to));
        history.keep(run, points.get(kept).from(), points.subList(kept, points.size()));
        // The last point may still grow.
        kept = points.size() - 1;
    }

    synchronized Latencies recentLatencies() {
        return TimelinePoint.recent(points, Duration.ofMinutes(1));
    }

    private TimelinePoint point(Instant from, Instant to) {
        Duration length = Duration.between(from, to);
        double limit = lane.pacer().ceiling();
        double rate = lane.pacer().ratePerSecond();
        return new TimelinePoint(
                from,
                to,
                length,
                lane.meter().take(),
                limit,
                Math.min(rate, limit),
                lane.pacer().paused() ? length : Duration.ZERO,
                lane.outage().map(outage -> shorter(outage.lasting(), length)).orElse(Duration.ZERO),
                rate < limit ? length : Duration.ZERO);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void add(TimelinePoint point) {
        TimelinePoint last = points.isEmpty() ? null : points.get(points.size() - 1);
        if (last != null
                && last.to().equals(point.from())
                && (last.length().compareTo(SHORTEST) < 0 || point.length().compareTo(SHORTEST) < 0)) {
            points.set(points.size() - 1, last.plus(point));
            kept = Math.min(kept, points.size() - 1);
        } else {
            points.add(point);
        }
        if (points.size() > MOST_POINTS) {
            points = new ArrayList<>(TimelinePoint.thinned(points, MOST_POINTS * 3 / 4));
            kept = 0;
        }
    }

    void started(String who, StartDetail detail) {
        history.started(run, clock.instant(), who, detail);
    }

    synchronized void note(RunEvent.Kind kind, String who, String detail) {
        unnoted.add(new RunEvent(Instant.ofEpochMilli(clock.millis()), kind, who, detail));
    }

    private void noteEvents() {
        while (!unnoted.isEmpty()) {
            history.note(run, unnoted.getFirst());
            unnoted.removeFirst();
        }
    }
}
