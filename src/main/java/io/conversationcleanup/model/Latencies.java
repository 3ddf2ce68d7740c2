package io.conversationcleanup.model;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A histogram of answer times; its buckets grow with the time, so percentiles are exact within a few per cent.
 * Immutable. An empty bucket may be absent.
 */
public record Latencies(Map<Integer, Long> counts) {

    public static final Latencies NONE = new Latencies(Map.of());

    /** The number of buckets; the last one holds all times above about two minutes. */
    public static final int BUCKETS = 144;

    /** About an eighth of a millisecond. */
    private static final int UNIT_BITS = 17;
    /** Each doubling of the time has 8 buckets. */
    private static final int STEP_BITS = 3;

    private static final int STEPS = 1 << STEP_BITS;

    public Latencies {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    /** Returns the bucket of a time in nanoseconds. */
    public static int bucket(long nanos) {
        long units = Math.max(0, nanos) >> UNIT_BITS;
        if (units < STEPS) {
            return (int) units;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(units);
        int step = (int) (units >> (exponent - STEP_BITS)) & (STEPS - 1);
        return Math.min(BUCKETS - 1, (exponent - STEP_BITS + 1) * STEPS + step);
    }

    /** Returns the lower bound of a bucket, in milliseconds. */
    static double beginOf(int bucket) {
        int exponent = bucket / STEPS - 1;
        long units = exponent < 0 ? bucket : (long) (STEPS + bucket % STEPS) << exponent;
        return (units << UNIT_BITS) / 1e6;
    }

    public Latencies plus(Latencies other) {
        Map<Integer, Long> sum = new TreeMap<>(counts);
        other.counts.forEach((bucket, count) -> sum.merge(bucket, count, Long::sum));
        return new Latencies(sum);
    }

    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the time in ms within which this share (0 to 1) of the answers arrived; empty without answers. */
    public OptionalDouble percentile(double share) {
        double wanted = share * total();
        double passed = 0;
        for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
            if (passed + entry.getValue() >= wanted && entry.getValue() > 0) {
                double from = beginOf(entry.getKey());
                double width = beginOf(entry.getKey() + 1) - from;
                return OptionalDouble.of(from + width * (wanted - passed) / entry.getValue());
            }
            passed += entry.getValue();
        }
        return OptionalDouble.empty();
    }
}
