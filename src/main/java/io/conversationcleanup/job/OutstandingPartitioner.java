package io.conversationcleanup.job;

import io.conversationcleanup.ledger.OutstandingStore;
import io.conversationcleanup.ledger.OutstandingStore.RowRange;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.SteadyClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Splits the outstanding rows into more ranges than senders, so that all stay busy. Not thread-safe. Partition names
 * contain the start's unique token, because Spring Batch gives a reused name its old range; a time could repeat.
 */
final class OutstandingPartitioner implements Partitioner {

    private static final int RANGES_A_SENDER = 8;
    /** A range costs about ten Spring Batch statements. */
    private static final int SMALLEST_RANGE = 50;
    /** Limits, for each sender, how many finished rows a restart has to skip. */
    private static final int LARGEST_RANGE = 50_000;
    /** Bounds memory: one pass keeps the numbers of its due rows. */
    private static final int MOST_DUE_ROWS = 100_000;

    private final RunContext work;
    private final SteadyClock clock;
    private int passes;

    OutstandingPartitioner(RunContext work, SteadyClock clock) {
        this.work = work;
        this.clock = clock;
    }

    @Override
    public Map<String, ExecutionContext> partition(int senders) {
        Instant now = clock.instant();
        List<Selection> selections = new ArrayList<>();
        work.requireHeld();
        work.ledger().outstanding().unvisited(work.number()).ifPresent(range -> cut(range, senders, now, selections));
        cutDue(senders, now, selections);
        passes++;
        Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
        for (Selection selection : selections) {
            // RangeStep.InOrder sorts by name, so names must sort like ranges.
            String name = "%s-%d-%06d".formatted(work.owned().token(), passes, partitions.size());
            partitions.put(name, selection.toContext());
        }
        return partitions;
    }

    private static void cut(RowRange range, int senders, Instant now, List<Selection> selections) {
        long size = rangeSize(range.last() - range.first() + 1, senders);
        for (long first = range.first(); first <= range.last(); first += size) {
            RowRange piece = new RowRange(first, Math.min(range.last(), first + size - 1));
            selections.add(new Selection(Selection.Kind.PENDING, piece, now));
        }
    }

    private void cutDue(int senders, Instant now, List<Selection> selections) {
        List<Long> due = work.ledger().outstanding().dueRows(work.number(), now, MOST_DUE_ROWS);
        int size = (int) rangeSize(due.size(), senders);
        for (int i = 0; i < due.size(); i += size) {
            RowRange piece = new RowRange(due.get(i), due.get(Math.min(due.size(), i + size) - 1));
            selections.add(new Selection(Selection.Kind.DUE, piece, now));
        }
    }

    private static long rangeSize(long rows, int senders) {
        long even = rows / ((long) senders * RANGES_A_SENDER);
        return Math.max(SMALLEST_RANGE, Math.min(LARGEST_RANGE, even));
    }

    /** The rows of one partition; {@code asOf} decides what is due. Immutable. */
    record Selection(Kind kind, RowRange range, Instant asOf) {

        private static final String KIND = "rows.kind";
        private static final String FIRST = "rows.first";
        private static final String LAST = "rows.last";
        private static final String AS_OF = "rows.asOf";

        enum Kind {
            PENDING,
            DUE
        }

        List<Row> page(OutstandingStore rows, long run, long from, int limit) {
            if (from > range.last()) {
                return List.of();
            }
            RowRange rest = new RowRange(from, range.last());
            return switch (kind) {
                case PENDING -> rows.pending(run, rest, limit);
                case DUE -> rows.due(run, rest, asOf, limit);
            };
        }

        private ExecutionContext toContext() {
            ExecutionContext context = new ExecutionContext();
            context.putString(KIND, kind.name());
            context.putLong(FIRST, range.first());
            context.putLong(LAST, range.last());
            context.putLong(AS_OF, asOf.toEpochMilli());
            return context;
        }

        static Selection of(ExecutionContext context) {
            return new Selection(
                    Kind.valueOf(context.getString(KIND)),
                    new RowRange(context.getLong(FIRST), context.getLong(LAST)),
                    Instant.ofEpochMilli(context.getLong(AS_OF)));
        }
    }
}
