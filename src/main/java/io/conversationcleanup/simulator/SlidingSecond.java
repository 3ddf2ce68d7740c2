package io.conversationcleanup.simulator;

/** The times in the second up to {@code t}, {@code t - 1 s} excluded, at eight bytes each. Not thread-safe. */
final class SlidingSecond {

    private static final long SECOND = 1_000_000_000L;

    private long[] ring = new long[256];
    private int oldest;
    private int size;

    /** Counts the times up to this one, in nanoseconds; arguments must not decrease. */
    int count(long nanos) {
        while (size > 0 && nanos - ring[oldest] >= SECOND) {
            oldest = (oldest + 1) % ring.length;
            size--;
        }
        return size;
    }

    int add(long nanos) {
        count(nanos);
        if (size == ring.length) {
            grow();
        }
        ring[(oldest + size) % ring.length] = nanos;
        return ++size;
    }

    private void grow() {
        long[] larger = new long[2 * ring.length];
        System.arraycopy(ring, oldest, larger, 0, size - oldest);
        System.arraycopy(ring, 0, larger, size - oldest, oldest);
        ring = larger;
        oldest = 0;
    }
}
