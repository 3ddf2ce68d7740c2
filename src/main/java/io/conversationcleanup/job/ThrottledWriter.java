package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.BatchResult;
import io.conversationcleanup.dispatch.RowResult;
import io.conversationcleanup.dispatch.SendRow;
import io.conversationcleanup.dispatch.Sender;
import io.conversationcleanup.ledger.CallCounts;
import io.conversationcleanup.ledger.OutstandingRow;
import io.conversationcleanup.ledger.RowOutcome;
import io.conversationcleanup.ledger.RowState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Sends the rows of a chunk and records what they have come to. Not thread-safe; one for each sender.
 *
 * <p>A chunk is sent in windows, each as large as this sender's share of the rows that may be in flight. Before a window
 * leaves, its rows are noted; when all of it is answered its outcomes are recorded, and in the same transaction the next
 * window is noted. So a crash leaves no more rows in doubt than may be in flight, at one transaction a window, and none is
 * open while a call is in flight.
 */
final class ThrottledWriter implements ItemWriter<OutstandingRow> {

    private final RunInProgress work;
    private final int place;
    private final int window;
    private final Sender sender;

    /**
     * A writer.
     *
     * @param place the sender's place in the ledger, from 0
     * @param window the most rows in flight
     */
    ThrottledWriter(RunInProgress work, int place, int window) {
        this.work = work;
        this.place = place;
        this.window = window;
        this.sender = new Sender(work.spec().lane());
    }

    @Override
    public void write(Chunk<? extends OutstandingRow> chunk) {
        List<OutstandingRow> rows = List.copyOf(chunk.getItems());
        List<RowOutcome> outcomes = List.of();
        CallCounts calls = CallCounts.NONE;
        for (int from = 0; from < rows.size() && !work.halt().requested(); from += window) {
            List<OutstandingRow> next = rows.subList(from, Math.min(rows.size(), from + window));
            work.ledger().record(work.number(), place, outcomes, calls, next);
            BatchResult result = sender.send(next.stream()
                    .map(row -> new SendRow(row.row(), row.conversation(), row.attempts()))
                    .toList());
            outcomes = result.rows().stream().map(ThrottledWriter::outcome).toList();
            calls = new CallCounts(
                    result.calls(),
                    result.retries(),
                    result.throttled(),
                    0,
                    work.spec().lane().pacer().maxInAnySecond());
            work.monitor().recorded(outcomes);
            if (work.times().areWorthKeeping()) {
                work.keepTimes();
            }
        }
        work.ledger().record(work.number(), place, outcomes, calls, List.of());
    }

    private static RowOutcome outcome(RowResult result) {
        return new RowOutcome(
                result.row(),
                state(result.kind()),
                orNull(result.code()),
                orNull(result.message()),
                result.attempts(),
                result.at(),
                result.dueAt());
    }

    private static RowState state(RowResult.Kind kind) {
        return switch (kind) {
            case DELETED -> RowState.DELETED;
            case ALREADY_GONE -> RowState.ALREADY_GONE;
            case FAILED -> RowState.FAILED;
            case DUE_AGAIN -> RowState.WAITING;
            case GIVEN_UP -> RowState.RETRYABLE;
        };
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
