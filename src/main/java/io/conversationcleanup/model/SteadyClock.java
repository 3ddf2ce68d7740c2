package io.conversationcleanup.model;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The wall clock at one reading plus the monotonic time since then. A step of the wall clock does not move it, but it
 * may miss the time of a suspend. Comparisons use this clock; displayed times use {@link #wall}. Thread-safe.
 */
public final class SteadyClock implements InstantSource {

    private final InstantSource wall;
    private final LongSupplier nanos;
    private Instant read;
    private long readAt;

    /** Reads the wall clock; {@code nanos} is monotonic. */
    public SteadyClock(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.read = wall.instant();
        this.readAt = nanos.getAsLong();
    }

    @Override
    public synchronized Instant instant() {
        return read.plusNanos(nanos.getAsLong() - readAt);
    }

    /** Returns the wall clock itself, which can be set while the program runs. */
    public InstantSource wall() {
        return wall;
    }

    /** Reads the wall clock again and steps to its time. */
    public synchronized void readAnew() {
        read = wall.instant();
        readAt = nanos.getAsLong();
    }
}
