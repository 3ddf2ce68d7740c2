package io.conversationcleanup.quota;

/** Leave for one call to depart now. Thread-safe; equal to itself alone. */
public final class Permit {

    static final long UNKNOWN = Long.MAX_VALUE;

    private final long departedAt;
    private volatile long freeAt;

    Permit(long departedAt, long freeAt) {
        this.departedAt = departedAt;
        this.freeAt = freeAt;
    }

    /** When the call departed, in nanoseconds of the pacer's time. */
    public long departedAt() {
        return departedAt;
    }

    /** When the call no longer counts against the quota; {@link #UNKNOWN} until it is answered, in strict mode. */
    long freeAt() {
        return freeAt;
    }

    void freeAt(long nanos) {
        freeAt = nanos;
    }
}
