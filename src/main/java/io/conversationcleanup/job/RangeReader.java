package io.conversationcleanup.job;

import io.conversationcleanup.model.Row;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/** Hands out the outstanding rows of one partition, until the run halts. Not thread-safe; one for each partition. */
final class RangeReader implements ItemReader<Row> {

    private final RunInProgress work;
    private final RowSelection selection;
    private final int pageSize;
    private Iterator<Row> page = Collections.emptyIterator();
    private long next;
    private boolean exhausted;

    RangeReader(RunInProgress work, RowSelection selection, int pageSize) {
        this.work = work;
        this.selection = selection;
        this.pageSize = pageSize;
        this.next = selection.range().first();
    }

    @Override
    public @Nullable Row read() {
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
        Row row = page.next();
        next = row.number() + 1;
        return row;
    }

    /** Whether all rows of the partition have been handed out. */
    boolean exhausted() {
        return exhausted;
    }
}
