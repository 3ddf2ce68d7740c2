package io.conversationcleanup.simulator;

/** The moments after {@code t - 1 s}, up to and with {@code t}, at eight bytes each. Not thread-safe. */
final class SlidingSecond {

    private static final long SECOND = 1_000_000_000L;

    private long[] ring = new long[256];
    private int oldest;
    private int size;

    /** How many moments lie in the second up to this time, in nanoseconds; times must not decrease. */
    int count(long nanos) {
        while (size > 0 && nanos - ring[oldest] >= SECOND) {
            oldest = (oldest + 1) % ring.length;
            size--;
        }
        return size;
    }

    /** Adds a moment and counts again, it included. */
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
