package io.conversationcleanup.ledger;

import io.conversationcleanup.model.Latencies;
import io.conversationcleanup.model.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A short span of a run's history; times in whole milliseconds, rates in calls a second, infinite for unlimited.
 * Immutable.
 *
 * @param observed time in which a process was sending
 * @param limitPerSecond highest limit
 * @param ratePerSecond lowest rate applied
 * @param paused time paused by a user
 * @param outage time in which the provider was unavailable
 * @param slowed time below the limit because the provider asked to slow down
 */
public record TimelinePoint(
        Instant from,
        Instant to,
        Duration observed,
        Traffic traffic,
        double limitPerSecond,
        double ratePerSecond,
        Duration paused,
        Duration outage,
        Duration slowed) {

    public Duration length() {
        return Duration.between(from, to);
    }

    /** Merges this point with a later one. */
    public TimelinePoint plus(TimelinePoint later) {
        return new TimelinePoint(
                from,
                later.to,
                observed.plus(later.observed),
                traffic.plus(later.traffic),
                Math.max(limitPerSecond, later.limitPerSecond),
                Math.min(ratePerSecond, later.ratePerSecond),
                paused.plus(later.paused),
                outage.plus(later.outage),
                slowed.plus(later.slowed));
    }

    /** Merges neighbours until at most this many (1 or more) points are left; all counts are kept. */
    public static List<TimelinePoint> thinned(List<TimelinePoint> points, int most) {
        List<TimelinePoint> thinned = List.copyOf(points);
        Duration width = Duration.ofMillis(1_500);
        while (thinned.size() > most) {
            thinned = joined(points, width);
            width = width.multipliedBy(2);
        }
        return thinned;
    }

    /** Merges the latencies of the last points that reach into this span before the end. */
    public static Latencies recent(List<TimelinePoint> points, Duration span) {
        Latencies recent = Latencies.NONE;
        for (int i = points.size() - 1; i >= 0; i--) {
            Instant end = points.get(points.size() - 1).to();
            if (!points.get(i).to().isAfter(end.minus(span))) {
                break;
            }
            recent = recent.plus(points.get(i).traffic().latencies());
        }
        return recent;
    }

    /** Merges neighbours until each is about this long, but not over a longer gap. */
    private static List<TimelinePoint> joined(List<TimelinePoint> points, Duration width) {
        List<TimelinePoint> joined = new ArrayList<>();
        for (TimelinePoint point : points) {
            TimelinePoint last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null
                    && last.length().compareTo(width) < 0
                    && Duration.between(last.to(), point.from()).compareTo(width) < 0) {
                joined.set(joined.size() - 1, last.plus(point));
            } else {
                joined.add(point);
            }
        }
        return joined;
    }
}
