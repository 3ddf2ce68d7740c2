package io.conversationcleanup.quota;

import java.time.Duration;
import java.util.Optional;

/**
 * The rate that applies now: the ceiling, less what the provider's "slow down" answers have taken from it, and on its way
 * back. Thread-safe.
 *
 * <p>A throttled answer takes 30 % of the rate at once and pauses the lane; the rate climbs back by 2 % of the ceiling for
 * each second without another. Calls that left before a cut say nothing about the rate after it, so they cut no further.
 */
final class AdaptiveRate {

    private static final double CUT = 0.7;
    private static final double STEP_OF_CEILING = 0.02;
    /** Without a ceiling there is no share of it: the rate grows by a half each second. */
    private static final double GROWTH_WITHOUT_CEILING = 1.5;
    /** The rate never falls below this share of the ceiling, nor below one call in ten seconds: it would be slow to climb. */
    private static final double SLOWEST_SHARE = 0.02;

    private static final double SLOWEST = 0.1;
    /** Neither provider says how long to wait (no Retry-After is documented), and both count by the second. */
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Whatever a Retry-After says: a run that sleeps for a day, or for ever, looks hung. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private double ceiling;
    private double rate;
    private long lastCutAt;
    private long lastStepAt;
    private long pausedUntil;

    AdaptiveRate(double ceiling, long now) {
        this.ceiling = ceiling;
        this.rate = ceiling;
        this.lastCutAt = now - 1;
        this.lastStepAt = now;
        this.pausedUntil = now;
    }

    /**
     * Lowers the rate.
     *
     * @param permit the call that was answered with "slow down"
     * @param observed the calls that left in the second before, for want of a rate to take a share of
     * @return whether the rate was lowered; not if the call had left before the last cut
     */
    synchronized boolean throttled(Permit permit, Optional<Duration> retryAfter, int observed, long now) {
        if (permit.departedAt() - lastCutAt <= 0) {
            return false;
        }
        double before = Double.isInfinite(rate) ? Math.max(1, observed) : rate;
        double slowest = Double.isInfinite(ceiling) ? SLOWEST : Math.max(SLOWEST, SLOWEST_SHARE * ceiling);
        rate = Math.min(before, Math.max(slowest, before * CUT));
        lastCutAt = now;
        pausedUntil = now + shorter(retryAfter.orElse(PAUSE), LONGEST_PAUSE).toNanos();
        lastStepAt = pausedUntil;
        return true;
    }

    /** Sets the ceiling; a rate that no slow-down has lowered goes with it. */
    synchronized void ceiling(double callsPerSecond, long now) {
        boolean lowered = at(now) < ceiling;
        ceiling = callsPerSecond;
        rate = lowered ? Math.min(rate, ceiling) : ceiling;
        lastStepAt = Math.max(lastStepAt, now);
    }

    synchronized double ceiling() {
        return ceiling;
    }

    /** The rate in calls a second after what the time that has passed gives back. */
    synchronized double at(long now) {
        long seconds = (now - lastStepAt) / SecondWindow.SECOND;
        if (rate < ceiling && seconds > 0) {
            lastStepAt += seconds * SecondWindow.SECOND;
            rate = Math.min(ceiling, climbed(seconds));
        }
        return rate;
    }

    /** How long the lane still pauses, in nanoseconds; not positive if it does not. */
    synchronized long nanosOfPause(long now) {
        return pausedUntil - now;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private double climbed(long seconds) {
        return Double.isInfinite(ceiling)
                ? rate * Math.pow(GROWTH_WITHOUT_CEILING, (double) seconds)
                : rate + seconds * STEP_OF_CEILING * ceiling;
    }
}
