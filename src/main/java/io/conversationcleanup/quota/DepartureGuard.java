package io.conversationcleanup.quota;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the calls in any one second; bucket tokens cannot, because a thread may wake late and then on time.
 * {@link #answered} is thread-safe; the rest is for one thread at a time.
 *
 * <p>Strict mode holds at the server too: a call's second begins at its answer, less 0.97 of the smallest round trip,
 * because the server cannot have counted the call later than that.
 */
final class DepartureGuard {

    /** Polls for answers in strict mode, since no specific answer is awaited. */
    private static final long LOOK_AGAIN = 1_000_000L;

    private static final double SURE_SHARE_OF_ROUND_TRIP = 0.97;

    private final boolean strict;
    private final Deque<Permit> held = new ArrayDeque<>();

    private int most;
    private final AtomicLong smallestRoundTrip = new AtomicLong(Long.MAX_VALUE);

    DepartureGuard(int most, boolean strict) {
        this.most = most;
        this.strict = strict;
    }

    /** Creates a guard that blocks for one second, because the departures of the last second are unknown. */
    static DepartureGuard closedForASecond(int most, boolean strict, long now) {
        DepartureGuard guard = new DepartureGuard(most, strict);
        for (int i = 0; i < most; i++) {
            Permit permit = new Permit(now);
            permit.answeredAt(now);
            guard.held.add(permit);
        }
        return guard;
    }

    /** Sets the bound; earlier departures still count. */
    void most(int calls) {
        most = calls;
    }

    /** The wait for the next call; not positive if it may leave now. */
    long nanosToWait(long now) {
        if (held.size() < most) {
            return 0;
        }
        // In strict mode, places become free in any order.
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
        long wait = LOOK_AGAIN;
        for (Permit permit : held) {
            wait = Math.min(wait, freeAt(permit) - now);
        }
        return wait;
    }

    /** Computed late, because the smallest round trip is then better known than at the answer. */
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
