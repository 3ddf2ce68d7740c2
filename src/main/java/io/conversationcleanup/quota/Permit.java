package io.conversationcleanup.quota;

/** Leave for one call to depart now. Thread-safe; equal to itself alone. */
public final class Permit {

    static final long UNANSWERED = Long.MAX_VALUE;

    private final long departedAt;
    private volatile long answeredAt = UNANSWERED;

    Permit(long departedAt) {
        this.departedAt = departedAt;
    }

    /** When the call departed, in nanoseconds of the pacer's time. */
    public long departedAt() {
        return departedAt;
    }

    /** When the call was answered, or {@link #UNANSWERED}. */
    long answeredAt() {
        return answeredAt;
    }

    void answeredAt(long nanos) {
        answeredAt = nanos;
    }
}
