package io.conversationcleanup.definition;

import java.time.Duration;

/**
 * How often and after which delays a row is sent again. Immutable.
 *
 * @param maxAttempts how many calls a row gets at most, the first included
 * @param firstDelay the delay before the second attempt
 * @param maxDelay the longest delay, not shorter than the first
 */
public record RetrySettings(int maxAttempts, Duration firstDelay, Duration maxDelay) {}
