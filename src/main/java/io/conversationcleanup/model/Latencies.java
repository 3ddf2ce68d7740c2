package io.conversationcleanup.model;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How long answers took, as counts on a scale of buckets that grow with the time, so that a percentile is right within a
 * few per cent. Immutable.
 *
 * @param counts answers by bucket, see {@link #bucket}; a bucket without any may be left out
 */
public record Latencies(Map<Integer, Long> counts) {

    /** No answers. */
    public static final Latencies NONE = new Latencies(Map.of());

    /** How many buckets there are; the last holds all that took longer than about two minutes. */
    public static final int BUCKETS = 144;

    /** About an eighth of a millisecond. */
    private static final int UNIT_BITS = 17;
    /** Each doubling of the time has 8 buckets. */
    private static final int STEP_BITS = 3;

    private static final int STEPS = 1 << STEP_BITS;

    public Latencies {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    /** The bucket of a time in nanoseconds. */
    public static int bucket(long nanos) {
        long units = Math.max(0, nanos) >> UNIT_BITS;
        if (units < STEPS) {
            return (int) units;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(units);
        int step = (int) (units >> (exponent - STEP_BITS)) & (STEPS - 1);
        return Math.min(BUCKETS - 1, (exponent - STEP_BITS + 1) * STEPS + step);
    }

    /** Where a bucket begins, in milliseconds. */
    static double beginOf(int bucket) {
        int exponent = bucket / STEPS - 1;
        long units = exponent < 0 ? bucket : (long) (STEPS + bucket % STEPS) << exponent;
        return (units << UNIT_BITS) / 1e6;
    }

    /** The answers of both. */
    public Latencies plus(Latencies other) {
        Map<Integer, Long> sum = new TreeMap<>(counts);
        other.counts.forEach((bucket, count) -> sum.merge(bucket, count, Long::sum));
        return new Latencies(sum);
    }

    /** How many answers there are. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The time within which this share of the answers came, in milliseconds; empty if there are none.
     *
     * @param share from 0 to 1
     */
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
