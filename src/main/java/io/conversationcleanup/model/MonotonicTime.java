package io.conversationcleanup.model;

/** Monotonic time that tests can set. Implementations are thread-safe. */
public interface MonotonicTime {

    /** Returns nanoseconds since a fixed moment. */
    long nanos();

    /** Waits; returns at once if {@code nanos} is not positive, and {@link Wait#CALLED_OFF} if ended early. */
    Wait sleep(long nanos);

    enum Wait {
        ENDED,
        CALLED_OFF
    }
}
