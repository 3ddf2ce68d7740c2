package io.conversationcleanup.model;

/**
 * Calls of some span of time and what was answered in it. Immutable.
 *
 * @param departed calls that left
 * @param done answers that settled a row
 * @param refused answers that refused a row for good, or everything
 * @param postponed answers after which the row is sent again
 * @param throttled answers that asked to slow down
 * @param unanswered calls of which it is known that no usable answer comes
 * @param latencies how long the answers took
 */
public record Traffic(
        long departed, long done, long refused, long postponed, long throttled, long unanswered, Latencies latencies) {

    /** No calls. */
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, Latencies.NONE);

    /** The calls of both. */
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
