package io.conversationcleanup.quota;

/** A permit for one call to leave now. Thread-safe; equal only to itself. */
public final class Permit {

    static final long UNANSWERED = Long.MAX_VALUE;

    private final long departedAt;
    private volatile long answeredAt = UNANSWERED;

    Permit(long departedAt) {
        this.departedAt = departedAt;
    }

    /** Returns the departure time in nanoseconds of the pacer's time. */
    public long departedAt() {
        return departedAt;
    }

    long answeredAt() {
        return answeredAt;
    }

    void answeredAt(long nanos) {
        answeredAt = nanos;
    }
}
