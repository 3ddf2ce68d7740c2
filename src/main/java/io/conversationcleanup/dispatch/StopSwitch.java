package io.conversationcleanup.dispatch;

import io.conversationcleanup.model.MonotonicTime;
import io.conversationcleanup.model.StopCause;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The one switch that ends all sending of a run; the first reason stays. Thread-safe. */
public final class StopSwitch {

    private final AtomicReference<@Nullable Reason> reason = new AtomicReference<>();
    private final CountDownLatch requested = new CountDownLatch(1);

    /**
     * Why a run sends nothing more. Immutable.
     *
     * @param text what happened, in a sentence for a person
     */
    public record Reason(StopCause cause, String text) {}

    /** Ends all sending, unless something else already has. */
    public void request(StopCause cause, String text) {
        reason.compareAndSet(null, new Reason(cause, text));
        requested.countDown();
    }

    /** Whether nothing more may be sent. */
    public boolean requested() {
        return reason.get() != null;
    }

    /** Why nothing more may be sent, or empty if it may. */
    public Optional<Reason> reason() {
        return Optional.ofNullable(reason.get());
    }

    /** The machine's time, whose waits this switch ends early. Thread-safe. */
    public record SystemTime(StopSwitch stop) implements MonotonicTime {

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Wait sleep(long nanos) {
            try {
                return stop.requested.await(nanos, TimeUnit.NANOSECONDS) ? Wait.CALLED_OFF : Wait.ENDED;
            } catch (InterruptedException e) {
                // Nobody interrupts a sender, because an interrupt during a commit closes an H2 database. If it happens
                // all the same, the wait is over and the thread stays interrupted.
                Thread.currentThread().interrupt();
                return stop.requested() ? Wait.CALLED_OFF : Wait.ENDED;
            }
        }
    }
}
