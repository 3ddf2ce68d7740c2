package io.conversationcleanup.job;

import io.conversationcleanup.ledger.OutstandingStore.RowRange;
import io.conversationcleanup.model.SteadyClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Cuts what is outstanding into ranges of rows, many more than there are senders, so that all of them are busy to the end.
 * Not thread-safe; used by the job's own thread.
 *
 * <p>No name of a partition comes twice in the life of a run: Spring Batch would hand the old range to a partition of the
 * same name, but what is outstanding is for the ledger to say. So names begin with the token of this start, which no other
 * has, and not with a time, which may come again.
 */
final class OutstandingPartitioner implements Partitioner {

    /** Ranges for each sender. */
    private static final int RANGES_A_SENDER = 8;
    /** A range costs some ten statements of Spring Batch, so a few rows are not worth one. */
    private static final int SMALLEST_RANGE = 50;
    /** How far a restart has to look over rows that are done, for each sender. */
    private static final int LARGEST_RANGE = 50_000;
    /** The most due rows of one pass: their numbers are kept in memory. */
    private static final int MOST_DUE_ROWS = 100_000;

    private final RunInProgress work;
    private final SteadyClock clock;
    private int passes;

    OutstandingPartitioner(RunInProgress work, SteadyClock clock) {
        this.work = work;
        this.clock = clock;
    }

    @Override
    public Map<String, ExecutionContext> partition(int senders) {
        Instant now = clock.instant();
        List<RowSelection> selections = new ArrayList<>();
        work.ledger().outstanding().unvisited(work.number()).ifPresent(range -> cut(range, senders, now, selections));
        cutDue(senders, now, selections);
        passes++;
        Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
        for (RowSelection selection : selections) {
            // Names sort as the ranges do, see OrderedPartitionHandler.
            String name = "%s-%d-%06d".formatted(work.owned().token(), passes, partitions.size());
            partitions.put(name, selection.toContext());
        }
        return partitions;
    }

    private static void cut(RowRange range, int senders, Instant now, List<RowSelection> selections) {
        long size = rangeSize(range.last() - range.first() + 1, senders);
        for (long first = range.first(); first <= range.last(); first += size) {
            RowRange piece = new RowRange(first, Math.min(range.last(), first + size - 1));
            selections.add(new RowSelection(RowSelection.Kind.PENDING, piece, now));
        }
    }

    private void cutDue(int senders, Instant now, List<RowSelection> selections) {
        List<Long> due = work.ledger().outstanding().dueRows(work.number(), now, MOST_DUE_ROWS);
        int size = (int) rangeSize(due.size(), senders);
        for (int i = 0; i < due.size(); i += size) {
            RowRange piece = new RowRange(due.get(i), due.get(Math.min(due.size(), i + size) - 1));
            selections.add(new RowSelection(RowSelection.Kind.DUE, piece, now));
        }
    }

    private static long rangeSize(long rows, int senders) {
        long even = rows / ((long) senders * RANGES_A_SENDER);
        return Math.max(SMALLEST_RANGE, Math.min(LARGEST_RANGE, even));
    }
}
