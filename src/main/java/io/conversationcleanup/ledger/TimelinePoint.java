package io.conversationcleanup.ledger;

import io.conversationcleanup.model.Traffic;
import java.time.Duration;
import java.time.Instant;

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
}
