package io.conversationcleanup.job;

import io.conversationcleanup.ledger.OutstandingRow;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/** Hands out the outstanding rows of one partition, until the run halts. Not thread-safe; one for each partition. */
final class RangeReader implements ItemReader<OutstandingRow> {

    private final RunInProgress work;
    private final RowSelection selection;
    private final int pageSize;
    private Iterator<OutstandingRow> page = Collections.emptyIterator();
    private long next;
    private boolean exhausted;

    RangeReader(RunInProgress work, RowSelection selection, int pageSize) {
        this.work = work;
        this.selection = selection;
        this.pageSize = pageSize;
        this.next = selection.range().first();
    }

    @Override
    public @Nullable OutstandingRow read() {
        if (exhausted || work.halt().requested()) {
            return null;
        }
        if (!page.hasNext()) {
            page = selection.page(work.ledger(), work.number(), next, pageSize).iterator();
        }
        if (!page.hasNext()) {
            exhausted = true;
            return null;
        }
        OutstandingRow row = page.next();
        next = row.row() + 1;
        return row;
    }

    /** Whether all rows of the partition have been handed out. */
    boolean exhausted() {
        return exhausted;
    }
}
