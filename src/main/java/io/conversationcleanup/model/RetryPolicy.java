package io.conversationcleanup.model;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to send a row again after a temporary failure: exponential back-off with full jitter and a cap. Immutable. The
 * first attempt counts too; {@code firstDelay} is the longest wait before the second.
 */
public record RetryPolicy(int maxAttempts, Duration firstDelay, Duration maxDelay) {

    /** Attempts of a row whose answer is unknown to the program. */
    public static final int UNEXPECTED_ATTEMPTS = 3;

    /** More doublings would overflow; the cap applies long before. */
    private static final int MOST_DOUBLINGS = 30;

    /** Returns the wait after this many attempts, from 1. */
    public Duration delayAfter(int attempts, RandomGenerator random) {
        long first = firstDelay.toMillis();
        long longest = Math.min(maxDelay.toMillis(), first << Math.min(attempts - 1, MOST_DOUBLINGS));
        return Duration.ofMillis(random.nextLong(longest + 1));
    }
}
