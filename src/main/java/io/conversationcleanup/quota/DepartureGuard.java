package io.conversationcleanup.quota;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The hard bound: as many calls as may leave in one second, each counted for a second. A permit of the token bucket is not a
 * departure, since a thread may wake late after one wait and on time after the next; the guard looks at departures.
 *
 * <p>Strict mode holds at the server as well, whatever the network does: the second begins at the call's answer, less
 * 0.97 of the smallest round trip seen, because the server cannot have counted the call later than that.
 *
 * <p>{@link #answered} may be called from any thread, the rest by one thread at a time.
 */
final class DepartureGuard {

    /** A call that is still unanswered is looked at again after a millisecond: answers are not waited for by name. */
    private static final long LOOK_AGAIN = 1_000_000L;

    private static final double SURE_SHARE_OF_ROUND_TRIP = 0.97;

    private final boolean strict;
    /** The departures that may still count, in their order. */
    private final Deque<Permit> held = new ArrayDeque<>();

    private int most;
    private final AtomicLong smallestRoundTrip = new AtomicLong(Long.MAX_VALUE);

    /** A guard that nothing has passed yet. */
    DepartureGuard(int most, boolean strict) {
        this.most = most;
        this.strict = strict;
    }

    /** A guard that lets nothing pass for a second, for want of knowledge of what has left in the one before. */
    static DepartureGuard closedForASecond(int most, boolean strict, long now) {
        DepartureGuard guard = new DepartureGuard(most, strict);
        for (int i = 0; i < most; i++) {
            Permit permit = new Permit(now);
            permit.answeredAt(now);
            guard.held.add(permit);
        }
        return guard;
    }

    /** How many may leave in any one second from now on; what has left already counts. */
    void most(int calls) {
        most = calls;
    }

    /** How long the next call has to wait at least, in nanoseconds; not positive if it may leave now. */
    long nanosToWait(long now) {
        if (held.size() < most) {
            return 0;
        }
        // In strict mode a call may be answered long after later ones, and holds only its own place until then.
        if (strict) {
            held.removeIf(permit -> freeAt(permit) <= now);
        } else {
            while (!held.isEmpty() && freeAt(held.element()) <= now) {
                held.remove();
            }
        }
        return held.size() < most ? 0 : untilOneIsFree(now);
    }

    private long untilOneIsFree(long now) {
        if (!strict) {
            return freeAt(held.element()) - now;
        }
        // An answer may come at any moment and free its place earlier than the others'.
        long wait = LOOK_AGAIN;
        for (Permit permit : held) {
            wait = Math.min(wait, freeAt(permit) - now);
        }
        return wait;
    }

    /** Looked at as late as it is needed: by then the smallest round trip is better known than at the answer. */
    private long freeAt(Permit permit) {
        if (!strict) {
            return permit.departedAt() + SecondWindow.SECOND + 1;
        }
        long answeredAt = permit.answeredAt();
        return answeredAt == Permit.UNANSWERED
                ? Permit.UNANSWERED
                : answeredAt + SecondWindow.SECOND + 1 - (long) (SURE_SHARE_OF_ROUND_TRIP * knownRoundTrip());
    }

    Permit depart(long now) {
        Permit permit = new Permit(now);
        held.add(permit);
        return permit;
    }

    private long knownRoundTrip() {
        long smallest = smallestRoundTrip.get();
        return smallest == Long.MAX_VALUE ? 0 : smallest;
    }

    void answered(Permit permit, long now) {
        smallestRoundTrip.accumulateAndGet(now - permit.departedAt(), Math::min);
        permit.answeredAt(now);
    }
}
