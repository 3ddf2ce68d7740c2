package io.conversationcleanup.quota;

/** Counts the departures of the last second, both ends included, and their maximum. Thread-safe. */
final class SecondWindow {

    static final long SECOND = 1_000_000_000L;

    private long[] times = new long[256];
    private int oldest;
    private int size;
    private int largest;

    synchronized void departed(long now) {
        forget(now);
        if (size == times.length) {
            grow();
        }
        times[(oldest + size) % times.length] = now;
        size++;
        largest = Math.max(largest, size);
    }

    synchronized int countAt(long now) {
        forget(now);
        return size;
    }

    synchronized int largest() {
        return largest;
    }

    private void forget(long now) {
        while (size > 0 && now - times[oldest] > SECOND) {
            oldest = (oldest + 1) % times.length;
            size--;
        }
    }

    private void grow() {
        long[] larger = new long[times.length * 2];
        for (int i = 0; i < size; i++) {
            larger[i] = times[(oldest + i) % times.length];
        }
        times = larger;
        oldest = 0;
    }
}
