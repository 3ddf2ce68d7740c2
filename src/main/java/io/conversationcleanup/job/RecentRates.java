package io.conversationcleanup.job;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToLongFunction;

/** How fast counts have grown over the last ten seconds, so that a pause shows and an earlier one is forgotten. Thread-safe. */
final class RecentRates {

    private static final long SPAN_NANOS = Duration.ofSeconds(10).toNanos();

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, long calls, long rows) {}

    synchronized void sample(long nanos, long calls, long rows) {
        samples.add(new Sample(nanos, calls, rows));
        while (nanos - samples.getFirst().nanos() > SPAN_NANOS) {
            samples.removeFirst();
        }
    }

    synchronized void forget() {
        samples.clear();
    }

    synchronized double callsPerSecond() {
        return perSecond(Sample::calls);
    }

    synchronized double rowsPerSecond() {
        return perSecond(Sample::rows);
    }

    /** To one decimal; 0 before any time has passed. */
    private double perSecond(ToLongFunction<Sample> count) {
        if (samples.isEmpty() || samples.getFirst().nanos() == samples.getLast().nanos()) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        double growth = Math.max(0, count.applyAsLong(last) - count.applyAsLong(first));
        return Math.round(growth * 1e10 / (last.nanos() - first.nanos())) / 10.0;
    }
}
