package io.conversationcleanup.ledger;

import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.ledger.Run.RowTotals;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.Tally;
import java.util.List;

/**
 * The results of rows, which are only ever added. Thread-safe; each method is one short transaction, or joins the caller's; see
 * {@link RunStore} for runs and owners.
 *
 * <p>Times are kept in whole milliseconds. A code is cut after 64 characters and a message after 1,000, and what is no
 * character that every database keeps, NUL or half of a pair of surrogates, becomes U+FFFD in them.
 */
public interface ResultStore {

    /**
     * Records what a sender has learnt, and replaces its note of the rows that it has in flight or sends next, all or
     * nothing.
     *
     * @param sender the sender's place, from 0; only one thread works in a place at a time
     * @param results what the rows have come to
     * @param calls the calls made since the last record, to be added
     * @param note the numbers of the rows that are in flight now or are sent before the next record
     * @throws IllegalStateException if a row may not come to this by {@link RowState#mayBecome}, is not in the run, or is
     *     recorded twice at once; nothing is recorded
     */
    void record(OwnedRun run, int sender, List<RowResult> results, CallCounts calls, List<Long> note);

    /** The counts of the run at one moment; reads no row that is settled. */
    RowTotals totals(long run);

    /** The counts of the run now. */
    default Tally tally(long run) {
        return totals(run).rows();
    }
}
