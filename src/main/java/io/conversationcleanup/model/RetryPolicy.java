package io.conversationcleanup.model;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and when a row that failed for a passing reason is sent again: exponential back-off with full jitter and a cap.
 * Immutable.
 *
 * @param maxAttempts the most attempts of a row, the first included
 * @param firstDelay the longest wait before the second attempt; each further one may take twice as long
 * @param maxDelay the cap
 */
public record RetryPolicy(int maxAttempts, Duration firstDelay, Duration maxDelay) {

    /** The attempts that a row gets whose answer nobody can place: the first and two more. */
    public static final int UNEXPECTED_ATTEMPTS = 3;

    /** Doubling further than this would overflow; the cap has long been reached. */
    private static final int MOST_DOUBLINGS = 30;

    /**
     * How long to wait after this attempt.
     *
     * @param attempts the attempts used, from 1
     */
    public Duration delayAfter(int attempts, RandomGenerator random) {
        long first = firstDelay.toMillis();
        long longest = Math.min(maxDelay.toMillis(), first << Math.min(attempts - 1, MOST_DOUBLINGS));
        return Duration.ofMillis(random.nextLong(longest + 1));
    }
}
