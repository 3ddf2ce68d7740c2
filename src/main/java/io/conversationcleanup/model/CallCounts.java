package io.conversationcleanup.model;

/**
 * Counts of calls. Immutable. {@code inDoubt} counts rows sent again because a crash left their call's fate unknown;
 * {@code maxInAnySecond} of a sum is the larger of the two.
 */
public record CallCounts(long total, long retries, long throttled, long inDoubt, int maxInAnySecond) {

    public static final CallCounts NONE = new CallCounts(0, 0, 0, 0, 0);

    public CallCounts plus(CallCounts other) {
        return new CallCounts(
                total + other.total,
                retries + other.retries,
                throttled + other.throttled,
                inDoubt + other.inDoubt,
                Math.max(maxInAnySecond, other.maxInAnySecond));
    }
}
