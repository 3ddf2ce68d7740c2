package io.conversationcleanup.dispatch;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The room for noted rows without a recorded result; shared, so that no sender's idle room is lost. Thread-safe. */
public final class InFlightLimit {

    private final int most;
    private final Semaphore free;
    private final AtomicInteger undecided = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();

    public InFlightLimit(int most) {
        this.most = most;
        this.free = new Semaphore(most);
    }

    int most() {
        return most;
    }

    boolean take(int rows) {
        return free.tryAcquire(rows);
    }

    /** Takes up to this many places; returns how many. */
    int takeSome(int rows) {
        int taken = 0;
        while (taken < rows && free.tryAcquire()) {
            taken++;
        }
        return taken;
    }

    void give(int rows) {
        free.release(rows);
    }

    void awaitRoom(long nanos) {
        try {
            if (free.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                free.release();
            }
        } catch (InterruptedException e) {
            // See StopSwitch.SystemTime.
            Thread.currentThread().interrupt();
        }
    }

    void underWay(int more) {
        calls.addAndGet(more);
    }

    boolean isStill() {
        return calls.get() == 0;
    }

    void undecided(int more) {
        undecided.addAndGet(more);
    }

    /** Whether undecided rows leave no room for another call. */
    boolean isBlocked() {
        return undecided.get() >= most;
    }
}
