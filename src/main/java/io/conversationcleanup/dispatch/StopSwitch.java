package io.conversationcleanup.dispatch;

import io.conversationcleanup.model.MonotonicTime;
import io.conversationcleanup.model.StopCause;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stops all sending of a run; keeps the first reason. Thread-safe. */
public final class StopSwitch {

    private final AtomicReference<@Nullable Reason> reason = new AtomicReference<>();
    private final CountDownLatch requested = new CountDownLatch(1);

    /** The reason for a stop; its text is a sentence for a person. Immutable. */
    public record Reason(StopCause cause, String text) {}

    /** Stops all sending; has no effect after the first request. */
    public void request(StopCause cause, String text) {
        reason.compareAndSet(null, new Reason(cause, text));
        requested.countDown();
    }

    public boolean requested() {
        return reason.get() != null;
    }

    public Optional<Reason> reason() {
        return Optional.ofNullable(reason.get());
    }

    /** The system's monotonic time; the switch ends its waits early. Thread-safe. */
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
                // No code interrupts a sender, because an interrupt during a commit closes an H2 database. An outside
                // interrupt ends the wait and stays set.
                Thread.currentThread().interrupt();
                return stop.requested() ? Wait.CALLED_OFF : Wait.ENDED;
            }
        }
    }
}
