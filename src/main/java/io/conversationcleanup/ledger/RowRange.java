package io.conversationcleanup.ledger;

/**
 * Rows by number, both ends included. Immutable.
 *
 * @param first the first row's number, from 1
 * @param last the last row's number
 */
public record RowRange(long first, long last) {

    public RowRange {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("no rows lie between " + first + " and " + last);
        }
    }
}
