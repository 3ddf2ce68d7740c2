package io.conversationcleanup.simulator;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long an answer takes: evenly spread over {@code mean ± jitter}. Immutable.
 *
 * @param mean the time between a call's arrival and its answer
 * @param jitter at most the mean
 */
public record Latency(Duration mean, Duration jitter) {

    /** Answers as soon as possible. */
    public static final Latency NONE = new Latency(Duration.ZERO, Duration.ZERO);

    public Latency {
        if (mean.isNegative() || jitter.isNegative() || jitter.compareTo(mean) > 0) {
            throw new IllegalArgumentException("a latency of " + mean.toMillis() + " ms ± " + jitter.toMillis()
                    + " ms is impossible: both must be at least 0 and the jitter at most the mean");
        }
    }

    /** One answer's time in nanoseconds. */
    long drawNanos(RandomGenerator random) {
        if (jitter.isZero()) {
            return mean.toNanos();
        }
        long spread = jitter.toNanos();
        return mean.toNanos() - spread + random.nextLong(2 * spread + 1);
    }
}
