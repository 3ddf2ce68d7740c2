package io.conversationcleanup.model;

/**
 * Calls and answers in a period. Immutable.
 *
 * @param done answers that finished a row successfully
 * @param refused answers that refused a row permanently, or refused everything
 * @param postponed answers after which the row is sent again
 * @param unanswered calls that are known to get no usable answer
 */
public record Traffic(
        long departed, long done, long refused, long postponed, long throttled, long unanswered, Latencies latencies) {

    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, Latencies.NONE);

    public Traffic plus(Traffic other) {
        return new Traffic(
                departed + other.departed,
                done + other.done,
                refused + other.refused,
                postponed + other.postponed,
                throttled + other.throttled,
                unanswered + other.unanswered,
                latencies.plus(other.latencies));
    }
}
