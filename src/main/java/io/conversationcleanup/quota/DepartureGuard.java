package io.conversationcleanup.quota;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The hard bound: as many slots as calls may leave in one second, each held for a second. A permit of the token bucket is
 * not a departure, since a thread may wake late after one wait and on time after the next; the guard looks at departures.
 *
 * <p>Strict mode holds at the server as well, whatever the network does: the second begins at the call's answer, less
 * 0.97 of the smallest round trip seen, because the server cannot have counted the call later than that.
 *
 * <p>{@link #answered} may be called from any thread, the rest by one thread at a time.
 */
final class DepartureGuard {

    private static final long UNANSWERED = Long.MAX_VALUE;
    /** A call that is still unanswered is looked at again after a millisecond: answers are not waited for by name. */
    private static final long LOOK_AGAIN = 1_000_000L;

    private static final double SURE_SHARE_OF_ROUND_TRIP = 0.97;

    private final boolean strict;
    private final AtomicLongArray freeAt;
    private int next;
    private final AtomicLong smallestRoundTrip = new AtomicLong(Long.MAX_VALUE);

    DepartureGuard(int slots, boolean strict, long now) {
        this.strict = strict;
        this.freeAt = new AtomicLongArray(slots);
        for (int i = 0; i < slots; i++) {
            freeAt.set(i, now);
        }
    }

    /** How long the next call has to wait, in nanoseconds; not positive if it may leave now. */
    long nanosToWait(long now) {
        long free = freeAt.get(next);
        return free == UNANSWERED ? LOOK_AGAIN : free - now;
    }

    Permit depart(long now) {
        int slot = next;
        freeAt.set(slot, strict ? UNANSWERED : aSecondAfter(now));
        next = (next + 1) % freeAt.length();
        return new Permit(slot, now);
    }

    void answered(Permit permit, long now) {
        if (strict) {
            long roundTrip = now - permit.departedAt();
            long smallest = smallestRoundTrip.accumulateAndGet(roundTrip, Math::min);
            freeAt.set(permit.slot(), aSecondAfter(now) - (long) (SURE_SHARE_OF_ROUND_TRIP * smallest));
        }
    }

    private static long aSecondAfter(long now) {
        return now + SecondWindow.SECOND + 1;
    }
}
