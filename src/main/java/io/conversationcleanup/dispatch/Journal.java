package io.conversationcleanup.dispatch;

import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.RowResult;
import java.util.List;

/** Where a sender writes down what it is about to do and what it has learnt. Used by one sender's thread. */
@FunctionalInterface
public interface Journal {

    /**
     * Keeps all three at once, or fails. No row leaves before a note that holds it has been kept.
     *
     * @param results the results since the last record
     * @param calls the calls since the last record
     * @param note the numbers of all rows that are in flight now or may leave before the next record
     */
    void record(List<RowResult> results, CallCounts calls, List<Long> note);
}
