package io.conversationcleanup.model;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** The growth of a count per second over the last ten seconds. Thread-safe. */
public final class RecentRate {

    private static final long SPAN_NANOS = Duration.ofSeconds(10).toNanos();

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, long count) {}

    /** Adds a sample at a monotonic time in nanoseconds. */
    public synchronized void sample(long nanos, long count) {
        samples.add(new Sample(nanos, count));
        while (nanos - samples.getFirst().nanos() > SPAN_NANOS) {
            samples.removeFirst();
        }
    }

    public synchronized void forget() {
        samples.clear();
    }

    /** Returns the growth per second; 0 before any time has passed, never negative. */
    public synchronized double perSecond() {
        if (samples.isEmpty()) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long span = last.nanos() - first.nanos();
        return span <= 0 ? 0 : Math.max(0, last.count() - first.count()) * 1e9 / span;
    }
}
