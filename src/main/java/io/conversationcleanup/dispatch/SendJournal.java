package io.conversationcleanup.dispatch;

import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.RowResult;
import java.util.List;

/** Where a sender writes down what it is about to do and what it has learnt. Used by one sender's thread. */
public interface SendJournal {

    /**
     * Keeps both at once, or fails. No row leaves before it stands in a note that has been kept.
     *
     * @param results what rows have come to since the last record
     * @param calls the calls made since the last record
     * @param note the numbers of all rows that are in flight now or may leave before the next record
     */
    void record(List<RowResult> results, CallCounts calls, List<Long> note);
}
