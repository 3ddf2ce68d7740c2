package io.conversationcleanup.quota;

import io.conversationcleanup.model.MonotonicTime;
import java.util.function.LongUnaryOperator;

/** Time that moves only when somebody sleeps, by what was asked and as much more as a late waking takes. */
public final class VirtualTime implements MonotonicTime {

    private final LongUnaryOperator lateness;
    private long now;
    private boolean calledOff;
    private Runnable onSleep = () -> {};

    public VirtualTime() {
        this(nanos -> 0);
    }

    public VirtualTime(LongUnaryOperator lateness) {
        this.lateness = lateness;
        this.now = 1_000_000_000L;
    }

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public synchronized Wait sleep(long nanos) {
        if (calledOff) {
            return Wait.CALLED_OFF;
        }
        onSleep.run();
        now += Math.max(0, nanos) + lateness.applyAsLong(nanos);
        return Wait.ENDED;
    }

    /** Does this at each sleep. */
    public synchronized void onSleep(Runnable action) {
        onSleep = action;
    }

    public synchronized void advance(long nanos) {
        now += nanos;
    }

    public synchronized void callOff() {
        calledOff = true;
    }

    /** Waits are not called off any more. */
    public synchronized void resume() {
        calledOff = false;
    }
}
