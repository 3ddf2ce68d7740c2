package io.conversationcleanup.job;

import io.conversationcleanup.ledger.OutstandingStore.RowRange;
import java.util.Map;
import java.util.TreeMap;

/**
 * Raises the watermark of a run as ranges are finished: to the end of those that follow it without a gap. Thread-safe; one
 * for each start of a run.
 */
final class VisitedRanges {

    private final RunInProgress work;
    private final TreeMap<Long, Long> beyondAGap = new TreeMap<>();

    VisitedRanges(RunInProgress work) {
        this.work = work;
    }

    /** Notes that every row of the range has an outcome or waits for its next attempt. */
    synchronized void finished(RowRange range) {
        beyondAGap.put(range.first(), range.last());
        long next = work.ledger()
                .outstanding()
                .unvisited(work.number())
                .map(RowRange::first)
                .orElse(Long.MAX_VALUE);
        long visited = next - 1;
        for (Map.Entry<Long, Long> first = beyondAGap.firstEntry();
                first != null && first.getKey() <= visited + 1;
                first = beyondAGap.firstEntry()) {
            visited = Math.max(visited, first.getValue());
            beyondAGap.pollFirstEntry();
        }
        if (visited >= next) {
            work.ledger().outstanding().visitedUpTo(work.owned(), visited);
        }
    }
}
