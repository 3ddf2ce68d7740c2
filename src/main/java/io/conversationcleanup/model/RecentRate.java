package io.conversationcleanup.model;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a count has grown over the last ten seconds, so that a pause shows and an earlier one is forgotten. Thread-safe. */
public final class RecentRate {

    private static final long SPAN_NANOS = Duration.ofSeconds(10).toNanos();

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, long count) {}

    /**
     * Adds a sample.
     *
     * @param nanos the moment, in nanoseconds of any clock that only moves forward
     */
    public synchronized void sample(long nanos, long count) {
        samples.add(new Sample(nanos, count));
        while (nanos - samples.getFirst().nanos() > SPAN_NANOS) {
            samples.removeFirst();
        }
    }

    /** Forgets all samples: what was counted before says nothing of the rate from now on. */
    public synchronized void forget() {
        samples.clear();
    }

    /** The growth per second; 0 before any time has passed, and never negative. */
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
