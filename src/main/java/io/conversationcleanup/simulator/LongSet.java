package io.conversationcleanup.simulator;

import java.util.Arrays;

/**
 * A set of numbers that are evenly spread over all of a {@code long}, such as hashes, at about 9 bytes for each of many:
 * sorted arrays, one for each value of the first bits, that grow a little at a time. Not thread-safe.
 */
final class LongSet {

    private static final int BUCKET_BITS = 14;

    private final long[][] buckets = new long[1 << BUCKET_BITS][0];
    private final int[] sizes = new int[1 << BUCKET_BITS];
    private int size;

    /** Adds a number; returns whether it is new. */
    boolean add(long number) {
        int bucket = bucketOf(number);
        int count = sizes[bucket];
        int found = Arrays.binarySearch(buckets[bucket], 0, count, number);
        if (found >= 0) {
            return false;
        }
        if (count == buckets[bucket].length) {
            buckets[bucket] = Arrays.copyOf(buckets[bucket], count + count / 8 + 2);
        }
        long[] numbers = buckets[bucket];
        int at = -1 - found;
        System.arraycopy(numbers, at, numbers, at + 1, count - at);
        numbers[at] = number;
        sizes[bucket]++;
        size++;
        return true;
    }

    boolean contains(long number) {
        int bucket = bucketOf(number);
        return Arrays.binarySearch(buckets[bucket], 0, sizes[bucket], number) >= 0;
    }

    int size() {
        return size;
    }

    private static int bucketOf(long number) {
        return (int) (number >>> (Long.SIZE - BUCKET_BITS));
    }
}
