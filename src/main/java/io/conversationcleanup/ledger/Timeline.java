package io.conversationcleanup.ledger;

import io.conversationcleanup.model.Latencies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Points put together to fewer and longer ones. Stateless, hence thread-safe. */
public final class Timeline {

    private Timeline() {}

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
