package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.InFlight;
import io.conversationcleanup.dispatch.SendJournal;
import io.conversationcleanup.dispatch.Sender;
import io.conversationcleanup.ledger.OutstandingStore.RowRange;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.RowResult;
import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Sends the rows of a chunk and records what they come to. Not thread-safe; one for each sender.
 *
 * <p>Neither a chunk nor a range is a unit of work here: rows are noted, sent and recorded a few at a time while others are
 * in flight, in short transactions, and none is open while a call is in flight. The last answers of a range come in while
 * the next one is sent.
 */
final class ThrottledWriter implements ItemWriter<Row>, SendJournal {

    private final RunInProgress work;
    private final int place;
    private final Sender sender;
    private final VisitedRanges visited;
    /** Ranges whose rows have all left, and may not all be recorded. */
    private final List<RowRange> ending = new ArrayList<>();

    /**
     * A writer.
     *
     * @param place the sender's place in the ledger, from 0
     * @param room for the rows in flight of all senders
     * @param senders how many there are
     * @param visited receives the ranges that are done
     */
    ThrottledWriter(RunInProgress work, int place, InFlight room, int senders, VisitedRanges visited) {
        this.visited = visited;
        this.work = work;
        this.place = place;
        this.sender = new Sender(work.spec().lane(), room, senders);
    }

    @Override
    public void write(Chunk<? extends Row> chunk) {
        sender.send(chunk.getItems(), this);
    }

    /** Notes that the rows of this range that were pending have been written, to the last. */
    void ends(RowRange range) {
        ending.add(range);
    }

    /** Waits until all that was written is answered and recorded, or the run has halted. */
    void drain() {
        sender.drain(this);
    }

    @Override
    public void record(List<RowResult> results, CallCounts calls, List<Long> note) {
        try {
            work.ledger().results().record(work.owned(), place, results, calls, note);
        } catch (RuntimeException | Error e) {
            // Spring Batch may show only what follows from it.
            work.failure().note(e);
            throw e;
        }
        work.monitor().recorded(results);
        work.monitor().counted(calls);
        if (!ending.isEmpty() && !work.halt().requested()) {
            ending.removeIf(range -> isDone(range, note));
        }
    }

    private boolean isDone(RowRange range, List<Long> note) {
        boolean done = note.stream().noneMatch(row -> row >= range.first() && row <= range.last());
        if (done) {
            visited.finished(range);
        }
        return done;
    }
}
