package io.conversationcleanup.model;

/**
 * Calls made, as counts that can be added. Immutable.
 *
 * @param total all calls, whatever came of them
 * @param retries calls for a row that had been called before
 * @param throttled calls that the provider answered with "slow down"
 * @param inDoubt rows sent again because a crash left it unknown whether their call had happened
 * @param maxInAnySecond the most calls that left in any one second; adding takes the larger
 */
public record CallCounts(long total, long retries, long throttled, long inDoubt, int maxInAnySecond) {

    /** No calls. */
    public static final CallCounts NONE = new CallCounts(0, 0, 0, 0, 0);

    /** The calls of both. */
    public CallCounts plus(CallCounts other) {
        return new CallCounts(
                total + other.total,
                retries + other.retries,
                throttled + other.throttled,
                inDoubt + other.inDoubt,
                Math.max(maxInAnySecond, other.maxInAnySecond));
    }
}
