package io.conversationcleanup.job;

import io.conversationcleanup.ledger.RowStore.StagedRow;
import java.util.List;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Enters rows into the ledger, in the chunk's own transaction. Not thread-safe; used by the staging step alone. */
final class StagingWriter implements ItemWriter<StagedRow> {

    private final RunInProgress work;

    StagingWriter(RunInProgress work) {
        this.work = work;
    }

    @Override
    public void write(Chunk<? extends StagedRow> chunk) {
        work.ledger().rows().stage(work.owned(), List.copyOf(chunk.getItems()));
        work.monitor().staged(chunk.size());
    }
}
