package io.conversationcleanup.model;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The wall clock as it was read once, and the monotonic time that has passed since: a step of the wall clock does not move
 * it. Whatever is compared with a time goes by this clock; what is only shown goes by {@link #wall}. Thread-safe.
 *
 * <p>The time for which the machine was suspended may be missing from it.
 */
public final class SteadyClock implements InstantSource {

    private final InstantSource wall;
    private final LongSupplier nanos;
    private Instant read;
    private long readAt;

    /**
     * A clock that reads the wall clock now.
     *
     * @param nanos nanoseconds since some fixed moment, which only grow
     */
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

    /** The wall clock itself, which may be set while the program runs. */
    public InstantSource wall() {
        return wall;
    }

    /** Reads the wall clock anew: the clock steps to what it says now. */
    public synchronized void readAnew() {
        read = wall.instant();
        readAt = nanos.getAsLong();
    }
}
