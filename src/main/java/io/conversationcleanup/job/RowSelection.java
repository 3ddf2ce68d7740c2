package io.conversationcleanup.job;

import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.OutstandingStore.RowRange;
import io.conversationcleanup.model.Row;
import java.time.Instant;
import java.util.List;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * The rows that one partition sends: a range, and which rows of it. Immutable.
 *
 * @param kind which rows
 * @param range between which numbers
 * @param asOf the time that counts for what is due
 */
record RowSelection(Kind kind, RowRange range, Instant asOf) {

    private static final String KIND = "rows.kind";
    private static final String FIRST = "rows.first";
    private static final String LAST = "rows.last";
    private static final String AS_OF = "rows.asOf";

    /** Which rows of a range. */
    enum Kind {
        /** Those that have never been sent, as far as is known. */
        PENDING,
        /** Those that wait and whose next attempt is due. */
        DUE
    }

    /** The next rows from this number on, in order. */
    List<Row> page(Ledger ledger, long run, long from, int limit) {
        if (from > range.last()) {
            return List.of();
        }
        RowRange rest = new RowRange(from, range.last());
        return switch (kind) {
            case PENDING -> ledger.outstanding().pending(run, rest, limit);
            case DUE -> ledger.outstanding().due(run, rest, asOf, limit);
        };
    }

    ExecutionContext toContext() {
        ExecutionContext context = new ExecutionContext();
        context.putString(KIND, kind.name());
        context.putLong(FIRST, range.first());
        context.putLong(LAST, range.last());
        context.putLong(AS_OF, asOf.toEpochMilli());
        return context;
    }

    static RowSelection of(ExecutionContext context) {
        return new RowSelection(
                Kind.valueOf(context.getString(KIND)),
                new RowRange(context.getLong(FIRST), context.getLong(LAST)),
                Instant.ofEpochMilli(context.getLong(AS_OF)));
    }
}
