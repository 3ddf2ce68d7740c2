package io.conversationcleanup.ledger.jdbc;

/** Run and row number in one key; the schema file explains why. */
final class RowKey {

    private static final long ROWS_PER_RUN = 10_000_000_000L;

    private RowKey() {}

    static long of(long run, long row) {
        if (row < 1 || row >= ROWS_PER_RUN) {
            throw new IllegalArgumentException(
                    "a run's rows are numbered from 1 to " + (ROWS_PER_RUN - 1) + ", not " + row);
        }
        return first(run) + row;
    }

    static long first(long run) {
        return Math.multiplyExact(run, ROWS_PER_RUN);
    }

    static long last(long run) {
        return first(run) + ROWS_PER_RUN - 1;
    }

    static long row(long key) {
        return key % ROWS_PER_RUN;
    }
}
