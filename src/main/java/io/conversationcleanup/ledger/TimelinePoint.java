package io.conversationcleanup.ledger;

import io.conversationcleanup.model.Latencies;
import io.conversationcleanup.model.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened on a run's way in a short span of time. Immutable.
 *
 * @param from where it begins, in whole milliseconds
 * @param to where it ends, in whole milliseconds
 * @param observed the time in it in which a process was sending; less than its length if there was none for a while
 * @param traffic the calls
 * @param limitPerSecond the highest ceiling of the rate in it, in calls a second; infinite if unlimited
 * @param ratePerSecond the lowest rate that applied in it, in calls a second, the ceiling or less; infinite if unlimited
 * @param paused the part of it for which somebody had paused the run
 * @param outage the part of it for which the provider could not be used
 * @param slowed the part of it for which the rate was below the ceiling, since the provider had asked to slow down
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

    /** How long it is. */
    public Duration length() {
        return Duration.between(from, to);
    }

    /** This one and a later one as one. */
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

    /**
     * No more points than this, as short as that allows; all that was counted is still in them.
     *
     * @param points in their order
     * @param most at least 1
     */
    public static List<TimelinePoint> thinned(List<TimelinePoint> points, int most) {
        List<TimelinePoint> thinned = List.copyOf(points);
        Duration width = Duration.ofMillis(1_500);
        while (thinned.size() > most) {
            thinned = joined(points, width);
            width = width.multipliedBy(2);
        }
        return thinned;
    }

    /** How long the answers of the last points took, as many points as reach into this span before the end. */
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

    /** Neighbours together until each point is about so long; over a gap only if it is shorter than that. */
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
