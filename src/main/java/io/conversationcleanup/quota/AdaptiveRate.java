package io.conversationcleanup.quota;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current rate: the ceiling, or less after "slow down" answers. Thread-safe. Such an answer cuts it by 30 %; each
 * second without another adds 2 % of the ceiling, except while the run is paused.
 */
final class AdaptiveRate {

    private static final Logger log = LoggerFactory.getLogger(AdaptiveRate.class);

    private static final double CUT = 0.7;
    private static final double STEP_OF_CEILING = 0.02;
    private static final double GROWTH_WITHOUT_CEILING = 1.5;

    private static final double AS_GOOD_AS_UNLIMITED = 1e6;
    /** The minimum, as a share of the ceiling; from a lower rate the climb would take too long. */
    private static final double SLOWEST_SHARE = 0.02;

    private static final double SLOWEST = 0.1;
    /** No provider documents Retry-After, and both count by the second. */
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Caps Retry-After, because a run that sleeps longer looks hung. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private static final double NOT_SLOWED = Double.POSITIVE_INFINITY;

    private double ceiling;
    /** Kept even above the ceiling, so that raising the ceiling again does not undo the slow-down. */
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
     * Cuts the rate, unless the call left before the last cut, and pauses the lane for the longest requested time.
     * Without a rate, the base is {@code observed}, the calls in the last second.
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

    synchronized void ceiling(double callsPerSecond, long now) {
        at(now);
        ceiling = callsPerSecond;
        lastStepAt = later(lastStepAt, now);
    }

    synchronized double ceiling() {
        return ceiling;
    }

    /** Stops the climb until {@link #goesOn}. */
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

    /** The rest of the pause; not positive if there is none. */
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
