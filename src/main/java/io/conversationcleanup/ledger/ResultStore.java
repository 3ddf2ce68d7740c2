package io.conversationcleanup.ledger;

import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.ledger.Run.RowTotals;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.Tally;
import java.util.List;

/**
 * The results of rows, which are only added. Thread-safe; each method is one short transaction or joins the caller's;
 * see {@link RunStore} for ownership. Times are whole milliseconds. Codes are cut after 64 characters, messages after
 * 1,000; NUL and unpaired surrogates become U+FFFD.
 */
public interface ResultStore {

    /**
     * Records results and replaces the sender's note of rows to send, atomically.
     *
     * @param sender the sender's index from 0; one thread per index
     * @param calls calls since the last record, to be added
     * @param note row numbers in flight or sent before the next record
     * @throws IllegalStateException if {@link RowState#mayBecome} forbids a result, or a row is unknown or recorded
     *     twice; nothing is recorded
     */
    void record(OwnedRun run, int sender, List<RowResult> results, CallCounts calls, List<Long> note);

    /** Returns the counts of the run at one moment without reading finished rows. */
    RowTotals totals(long run);

    default Tally tally(long run) {
        return totals(run).rows();
    }
}
