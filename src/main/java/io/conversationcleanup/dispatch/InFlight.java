package io.conversationcleanup.dispatch;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The room for rows that are noted and not yet recorded, shared by the senders of a run: while one of them waits for its last
 * answers the others have its room, so that few of them keep up the rate as well as all. Thread-safe.
 */
public final class InFlight {

    private final int most;
    private final Semaphore free;
    private final AtomicInteger aside = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();

    /** Room for so many rows, at least one. */
    public InFlight(int most) {
        this.most = most;
        this.free = new Semaphore(most);
    }

    /** How many rows there is room for if none is noted. */
    int most() {
        return most;
    }

    /** Takes room for so many rows if it is there. */
    boolean take(int rows) {
        return free.tryAcquire(rows);
    }

    /** Takes what room there is for up to so many rows, and tells for how many. */
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

    /** Waits until there is room for a row, for so many nanoseconds at most. */
    void awaitRoom(long nanos) {
        try {
            if (free.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                free.release();
            }
        } catch (InterruptedException e) {
            // Nobody interrupts a sender, see Halt; should it happen, the mark stays for the thread that set it.
            Thread.currentThread().interrupt();
        }
    }

    /** Notes that so many more calls are under way, or so many fewer. */
    void underWay(int more) {
        calls.addAndGet(more);
    }

    /** Whether no sender has a call under way. */
    boolean isStill() {
        return calls.get() == 0;
    }

    /** Notes that so many more rows are set aside until it shows what to make of them, or so many fewer. */
    void setAside(int more) {
        aside.addAndGet(more);
    }

    /** Whether no call can leave because of the rows set aside. */
    boolean isBlocked() {
        return aside.get() >= most;
    }
}
