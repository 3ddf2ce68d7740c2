package io.conversationcleanup.dispatch;

import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.RowResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps a sender's note, the results and the calls since the last record, and writes all three at once. Not thread-safe.
 *
 * <p>A noted row has its place in the limit until a record has ended its note.
 */
final class Notebook {

    private final Lane lane;
    private final InFlightLimit limit;
    private final Journal journal;
    /** The noted rows that have no result yet. */
    private final Set<Long> unrecorded = new LinkedHashSet<>();
    /** Those of them with a call of which nobody knows whether it happened. */
    private final Set<Long> unanswered = new HashSet<>();

    private List<RowResult> results = new ArrayList<>();
    /** How many rows have a result that is not recorded yet: the next record makes room for as many. */
    private int releasable;

    private long calls;
    private long retries;
    private long throttled;

    Notebook(Lane lane, InFlightLimit limit, Journal journal) {
        this.lane = lane;
        this.limit = limit;
        this.journal = journal;
    }

    /**
     * Takes room for rows to be noted, and returns for how many.
     *
     * @param wanted how many are to be noted
     * @param partly whether room for fewer will do, otherwise it is all or none: one record per row would cost too much
     */
    int reserve(int wanted, boolean partly) {
        // The record that notes these rows is the one that ends the note of finished ones, whose room can be kept.
        int kept = Math.min(releasable, wanted);
        int more = wanted - kept;
        if (partly) {
            more = limit.takeSome(more);
        } else if (!limit.take(more)) {
            return 0;
        }
        releasable -= kept;
        return kept + more;
    }

    /** Notes a row, in a place that was reserved. */
    void note(Row row) {
        unrecorded.add(row.number());
    }

    void called(boolean before) {
        calls++;
        retries += before ? 1 : 0;
    }

    void throttled() {
        throttled++;
    }

    void unanswered(Row row) {
        unanswered.add(row.number());
    }

    void finish(RowResult result) {
        results.add(result);
        unrecorded.remove(result.row());
        unanswered.remove(result.row());
        releasable++;
    }

    boolean hasUnrecorded() {
        return !unrecorded.isEmpty();
    }

    boolean hasResults() {
        return !results.isEmpty();
    }

    boolean hasThrottled() {
        return throttled > 0;
    }

    boolean hasReleasable() {
        return releasable > 0;
    }

    /** Ends the notes of all rows but those that may have been deleted, which the next start takes for in doubt. */
    void keepUnanswered() {
        int before = unrecorded.size();
        unrecorded.retainAll(unanswered);
        releasable += before - unrecorded.size();
    }

    /** Writes what has changed since the last record, and gives back the room of the rows that are noted no more. */
    void record() {
        CallCounts counts = new CallCounts(calls, retries, throttled, 0, lane.pacer.maxInAnySecond());
        journal.record(results, counts, List.copyOf(unrecorded));
        limit.give(releasable);
        releasable = 0;
        results = new ArrayList<>();
        calls = 0;
        retries = 0;
        throttled = 0;
    }
}
