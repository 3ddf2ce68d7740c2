package io.conversationcleanup.simulator;

import java.util.Arrays;

/**
 * A set of evenly spread numbers such as hashes, at about 9 bytes each: one sorted array per value of the first bits,
 * which grows in small steps. Not thread-safe.
 */
final class LongSet {

    private static final int BUCKET_BITS = 14;

    private final long[][] buckets = new long[1 << BUCKET_BITS][0];
    private final int[] sizes = new int[1 << BUCKET_BITS];
    private int size;

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
