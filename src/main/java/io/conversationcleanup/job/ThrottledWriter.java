package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.InFlightLimit;
import io.conversationcleanup.dispatch.Sender;
import io.conversationcleanup.ledger.OutstandingStore.RowRange;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.RowResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Sends the rows of a chunk and records their results. Not thread-safe; one for each sender. No transaction is open
 * during a call, and the last answers of a range arrive while the next one is sent.
 */
final class ThrottledWriter implements ItemWriter<Row> {

    private final RunContext work;
    private final int place;
    private final Sender sender;
    private final Watermark watermark;
    /** Ranges whose rows have all left but may not all be recorded. */
    private final List<RowRange> ending = new ArrayList<>();

    ThrottledWriter(RunContext work, int place, InFlightLimit limit, int senders, Watermark watermark) {
        this.work = work;
        this.place = place;
        this.watermark = watermark;
        this.sender = new Sender(work.spec().lane(), limit, senders, this::record);
    }

    @Override
    public void write(Chunk<? extends Row> chunk) {
        sender.send(chunk.getItems());
    }

    void ends(RowRange range) {
        ending.add(range);
    }

    void drain() {
        sender.drain();
    }

    private void record(List<RowResult> results, CallCounts calls, List<Long> note) {
        try {
            work.requireHeld();
            work.ledger().results().record(work.owned(), place, results, calls, note);
        } catch (RuntimeException | Error e) {
            work.failure().note(e);
            throw e;
        }
        work.monitor().recorded(results);
        work.monitor().counted(calls);
        if (!ending.isEmpty() && !work.stopSwitch().requested()) {
            ending.removeIf(range -> isDone(range, note));
        }
    }

    private boolean isDone(RowRange range, List<Long> note) {
        boolean done = note.stream().noneMatch(row -> row >= range.first() && row <= range.last());
        if (done) {
            watermark.finished(range);
        }
        return done;
    }

    /** Raises the watermark over finished ranges without a gap. Thread-safe; one for each start. */
    static final class Watermark {

        private final RunContext work;
        private final TreeMap<Long, Long> beyondAGap = new TreeMap<>();

        Watermark(RunContext work) {
            this.work = work;
        }

        synchronized void finished(RowRange range) {
            beyondAGap.put(range.first(), range.last());
            work.requireHeld();
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
}
