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
 * Collects notes, results and call counts, and records them together. Not thread-safe. A noted row keeps its place in
 * the limit until a record has ended its note.
 */
final class Notebook {

    private final Lane lane;
    private final InFlightLimit limit;
    private final Journal journal;
    private final Set<Long> unrecorded = new LinkedHashSet<>();
    /** The noted rows whose call may have happened. */
    private final Set<Long> unanswered = new HashSet<>();

    private List<RowResult> results = new ArrayList<>();
    /** The number of places that the next record frees. */
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
     * Reserves places for rows to note; returns how many.
     *
     * @param partly whether fewer places are acceptable; normally not, because one record per row would cost too much
     */
    int reserve(int wanted, boolean partly) {
        // The record that notes these rows also ends the notes of finished ones, whose places are reused.
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

    /** Keeps the notes of rows that may have been deleted; the next start treats these as in doubt. */
    void keepUnanswered() {
        int before = unrecorded.size();
        unrecorded.retainAll(unanswered);
        releasable += before - unrecorded.size();
    }

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
