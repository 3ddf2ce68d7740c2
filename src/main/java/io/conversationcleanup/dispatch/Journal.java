package io.conversationcleanup.dispatch;

import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.RowResult;
import java.util.List;

/** Records a sender's notes and results. Used by that sender's thread. */
@FunctionalInterface
public interface Journal {

    /**
     * Stores all three atomically, before any noted row may leave.
     *
     * @param note the numbers of all rows that are in flight or may leave before the next record
     */
    void record(List<RowResult> results, CallCounts calls, List<Long> note);
}
