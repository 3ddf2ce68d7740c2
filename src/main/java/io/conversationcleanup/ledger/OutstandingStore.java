package io.conversationcleanup.ledger;

import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.model.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The rows without a final result. Thread-safe; each method is one short transaction or joins the caller's; see
 * {@link RunStore} for ownership. Outstanding rows are a query, not a stored state: a watermark skips finished rows,
 * and rows that wait for a retry have a small table.
 */
public interface OutstandingStore {

    /** Returns the rows above the watermark; empty if there are none. */
    Optional<RowRange> unvisited(long run);

    /**
     * Raises the watermark; every row up to it must have an outcome or wait for a retry. It is never lowered.
     *
     * @throws IllegalStateException if one of them is still pending: it would never be sent
     */
    void visitedUpTo(OwnedRun run, long row);

    /** Returns the next pending rows of the range in order, without waiting rows. */
    List<Row> pending(long run, RowRange range, int limit);

    /** Returns the next waiting rows of the range that are due, in order. */
    List<Row> due(long run, RowRange range, Instant now, int limit);

    /** Returns the numbers of waiting rows that are due, in order. */
    List<Long> dueRows(long run, Instant now, int limit);

    /** Makes waiting rows due by this time, because an earlier process may have had another clock or limit. */
    void dueBy(OwnedRun run, Instant latest);

    /** Returns when the first and the last waiting row are due; empty if none waits. */
    Optional<DueTimes> dueTimes(long run);

    /**
     * Returns in order the rows that a lost process may have sent without recording a result. Counts them as in doubt
     * and removes its notes; the rows stay pending or waiting and so are sent again.
     */
    List<Row> recoverInDoubt(OwnedRun run);

    /** The earliest and the latest due time. Immutable. */
    record DueTimes(Instant first, Instant last) {}

    /** A range of row numbers from 1, both ends included. Immutable. */
    record RowRange(long first, long last) {

        public RowRange {
            if (first < 1 || last < first) {
                throw new IllegalArgumentException("no rows lie between " + first + " and " + last);
            }
        }
    }
}
