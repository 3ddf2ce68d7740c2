package io.conversationcleanup.ledger.jdbc;

/** Run and row as the one number that keys the tables of rows; the schema file says why it is one. */
final class RowKey {

    private static final long ROWS_PER_RUN = 10_000_000_000L;

    private RowKey() {}

    /**
     * The key of a row.
     *
     * @throws IllegalArgumentException if a run cannot have a row of this number
     */
    static long of(long run, long row) {
        if (row < 1 || row >= ROWS_PER_RUN) {
            throw new IllegalArgumentException(
                    "a run's rows are numbered from 1 to " + (ROWS_PER_RUN - 1) + ", not " + row);
        }
        return first(run) + row;
    }

    /** No key of the run is lower. */
    static long first(long run) {
        return Math.multiplyExact(run, ROWS_PER_RUN);
    }

    /** No key of the run is higher. */
    static long last(long run) {
        return first(run) + ROWS_PER_RUN - 1;
    }

    /** The row's number in its run. */
    static long row(long key) {
        return key % ROWS_PER_RUN;
    }
}
