package io.conversationcleanup.dispatch;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The one switch that ends all sending of a run; the first reason stays. Thread-safe. */
public final class Halt {

    private final AtomicReference<@Nullable HaltReason> reason = new AtomicReference<>();
    private final CountDownLatch requested = new CountDownLatch(1);

    /** Ends all sending, unless something else already has. */
    public void request(HaltReason newReason) {
        reason.compareAndSet(null, newReason);
        requested.countDown();
    }

    /** Whether nothing more may be sent. */
    public boolean requested() {
        return reason.get() != null;
    }

    /** Why nothing more may be sent, or empty if it may. */
    public Optional<HaltReason> reason() {
        return Optional.ofNullable(reason.get());
    }

    /**
     * Waits for the switch.
     *
     * @param nanos for how long at most, in nanoseconds
     * @return whether it was thrown
     */
    boolean await(long nanos) {
        try {
            return requested.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Nobody interrupts a sender, for an interrupt during a commit closes an H2 database. Should it happen all
            // the
            // same, the wait is over and the mark stays for the thread that set it.
            Thread.currentThread().interrupt();
            return requested();
        }
    }
}
