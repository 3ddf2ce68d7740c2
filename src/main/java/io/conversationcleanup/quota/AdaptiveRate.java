package io.conversationcleanup.quota;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rate that applies now: the ceiling, or less while the provider's "slow down" answers have taken from it. Thread-safe.
 *
 * <p>A throttled answer takes 30 % of the rate at once and pauses the lane; the rate climbs back by 2 % of the ceiling for
 * each second without another, those apart in which somebody has paused the lane: nothing is learnt in them. Calls that left
 * before a cut say nothing about the rate after it, so they cut no further.
 */
final class AdaptiveRate {

    private static final Logger log = LoggerFactory.getLogger(AdaptiveRate.class);

    private static final double CUT = 0.7;
    private static final double STEP_OF_CEILING = 0.02;
    /** Without a ceiling there is no share of it: the rate grows by a half each second, until it bounds nothing. */
    private static final double GROWTH_WITHOUT_CEILING = 1.5;

    private static final double AS_GOOD_AS_UNLIMITED = 1e6;
    /** The rate never falls below this share of the ceiling, nor below one call in ten seconds: it would be slow to climb. */
    private static final double SLOWEST_SHARE = 0.02;

    private static final double SLOWEST = 0.1;
    /** Neither provider says how long to wait (no Retry-After is documented), and both count by the second. */
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Whatever a Retry-After says: a run that sleeps for a day, or for ever, looks hung. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private static final double NOT_SLOWED = Double.POSITIVE_INFINITY;

    private double ceiling;
    /** Kept while the ceiling is below it, so that raising that again does not do away with the slow-down. */
    private double slowed = NOT_SLOWED;

    private long lastCutAt;
    private long lastStepAt;
    private long pausedUntil;
    private boolean halted;
    private long haltedAt;

    AdaptiveRate(double ceiling, long now) {
        this.ceiling = ceiling;
        this.lastCutAt = now - 1;
        this.lastStepAt = now;
        this.pausedUntil = now;
    }

    /**
     * Lowers the rate, unless the call had left before the last cut, and pauses the lane for as long as the provider asks. Of
     * several such requests the longest counts.
     *
     * @param permit the call that was answered with "slow down"
     * @param observed the calls that left in the second before, for want of a rate to take a share of
     */
    synchronized void throttled(Permit permit, Optional<Duration> retryAfter, int observed, long now) {
        boolean cuts = permit.departedAt() - lastCutAt > 0;
        double before = at(now);
        if (cuts) {
            double base = Double.isInfinite(before) ? Math.max(1, observed) : before;
            double slowest = Double.isInfinite(ceiling) ? SLOWEST : Math.max(SLOWEST, SLOWEST_SHARE * ceiling);
            slowed = Math.min(base, Math.max(slowest, base * CUT));
            lastCutAt = now;
        }
        Duration pause = shorter(retryAfter.orElse(cuts ? PAUSE : Duration.ZERO), LONGEST_PAUSE);
        boolean longer = pause.toNanos() - nanosOfPause(now) > 0;
        if (longer) {
            pausedUntil = now + pause.toNanos();
        }
        lastStepAt = later(cuts ? now : lastStepAt, pausedUntil);
        if (cuts) {
            log.info(
                    "The provider asked to slow down: {} calls/s become {}, after a pause of {} s",
                    rounded(before),
                    rounded(slowed),
                    nanosOfPause(now) / 1e9);
        } else if (longer) {
            log.info("The provider asked for a longer pause: {} s from now on", nanosOfPause(now) / 1e9);
        }
    }

    private static String rounded(double rate) {
        return Double.isInfinite(rate)
                ? "unlimited"
                : new BigDecimal(rate, new MathContext(3)).stripTrailingZeros().toPlainString();
    }

    /** Sets the ceiling; a rate that no slow-down has lowered goes with it. */
    synchronized void ceiling(double callsPerSecond, long now) {
        at(now);
        ceiling = callsPerSecond;
        lastStepAt = later(lastStepAt, now);
    }

    synchronized double ceiling() {
        return ceiling;
    }

    /** Notes that nothing leaves until {@link #goesOn}, which is no reason for the rate to climb. */
    synchronized void halts(long now) {
        if (!halted) {
            halted = true;
            haltedAt = now;
        }
    }

    synchronized void goesOn(long now) {
        if (halted) {
            halted = false;
            lastStepAt += Math.max(0, now - later(haltedAt, lastStepAt));
        }
    }

    /** The rate in calls a second after what the time that has passed gives back. */
    synchronized double at(long now) {
        long seconds = ((halted ? haltedAt : now) - lastStepAt) / SecondWindow.SECOND;
        if (slowed < ceiling && seconds > 0) {
            lastStepAt += seconds * SecondWindow.SECOND;
            slowed = climbed(seconds);
            if (slowed >= Math.min(ceiling, AS_GOOD_AS_UNLIMITED)) {
                slowed = NOT_SLOWED;
                log.info("The rate is back at its ceiling: the provider has not asked to slow down for a while");
            }
        }
        return Math.min(slowed, ceiling);
    }

    /** How long the lane still pauses, in nanoseconds; not positive if it does not. */
    synchronized long nanosOfPause(long now) {
        return pausedUntil - now;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    private double climbed(long seconds) {
        return Double.isInfinite(ceiling)
                ? slowed * Math.pow(GROWTH_WITHOUT_CEILING, (double) seconds)
                : slowed + seconds * STEP_OF_CEILING * ceiling;
    }
}
