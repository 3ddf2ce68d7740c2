package io.conversationcleanup.ledger;

import io.conversationcleanup.model.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What remains to be sent: rows without a settled result. That is a query and no state of its own; a watermark keeps it from
 * looking at what is done, and rows that wait for another attempt have a small table. Thread-safe; each method is one short
 * transaction, or joins the caller's; see {@link RunStore} for runs and owners.
 */
public interface OutstandingStore {

    /** The rows that no pass has looked at yet: those above the watermark; empty if there are none. */
    Optional<RowRange> unvisited(long run);

    /**
     * Raises the watermark: every row up to this one has an outcome or waits for its next attempt. It is never lowered.
     *
     * @throws IllegalStateException if one of them is still pending: it would never be sent
     */
    void visitedUpTo(OwnedRun run, long row);

    /** The next pending rows of the range, in order; rows that wait are not among them. */
    List<Row> pending(long run, RowRange range, int limit);

    /** The next rows of the range that wait and are due at this time, in order. */
    List<Row> due(long run, RowRange range, Instant now, int limit);

    /** The numbers of all rows that wait and are due at this time, in order, at most this many. */
    List<Long> dueRows(long run, Instant now, int limit);

    /**
     * Makes rows that wait due at this time, if they would be due later: the process that said when may have had another
     * clock, or another limit.
     */
    void dueBy(OwnedRun run, Instant latest);

    /** When the first and the last of the waiting rows are due; empty if none waits. */
    Optional<DueTimes> dueTimes(long run);

    /**
     * The rows that were noted as being sent by a process that is gone and of which nothing was recorded since, in order.
     * Counts them as in doubt and removes the notes. They remain what they were, pending or waiting, and so will be sent
     * again.
     */
    List<Row> recoverInDoubt(OwnedRun run);

    /**
     * When waiting rows are due. Immutable.
     *
     * @param first the earliest
     * @param last the latest
     */
    record DueTimes(Instant first, Instant last) {}

    /**
     * Rows by number, both ends included. Immutable.
     *
     * @param first the first row's number, from 1
     * @param last the last row's number
     */
    record RowRange(long first, long last) {

        public RowRange {
            if (first < 1 || last < first) {
                throw new IllegalArgumentException("no rows lie between " + first + " and " + last);
            }
        }
    }
}
