package io.conversationcleanup.dispatch;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The room for rows that are noted and not yet recorded, shared by the senders of a run: while one of them waits for its last
 * answers the others have its room, so that few of them keep up the rate as well as all. Thread-safe.
 */
public final class InFlightLimit {

    private final int most;
    private final Semaphore free;
    private final AtomicInteger undecided = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();

    /** Room for so many rows, at least one. */
    public InFlightLimit(int most) {
        this.most = most;
        this.free = new Semaphore(most);
    }

    /** How many rows there is room for if none is noted. */
    int most() {
        return most;
    }

    /** Takes room for so many rows, if there is as much. */
    boolean take(int rows) {
        return free.tryAcquire(rows);
    }

    /** Takes the room that there is for up to so many rows, and returns for how many. */
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
            // See StopSwitch.SystemTime.
            Thread.currentThread().interrupt();
        }
    }

    /** Counts so many calls under way more, or fewer. */
    void underWay(int more) {
        calls.addAndGet(more);
    }

    /** Whether no sender has a call under way. */
    boolean isStill() {
        return calls.get() == 0;
    }

    /** Counts so many undecided rows more, or fewer. */
    void undecided(int more) {
        undecided.addAndGet(more);
    }

    /** Whether no call can leave because of the undecided rows. */
    boolean isBlocked() {
        return undecided.get() >= most;
    }
}
