package io.conversationcleanup.report;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.OutstandingStore;
import io.conversationcleanup.ledger.ResultStore;
import io.conversationcleanup.ledger.RowStore;
import io.conversationcleanup.ledger.RowStore.ReportRow;
import io.conversationcleanup.ledger.RunStore;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.Tally;
import java.util.List;
import java.util.function.Consumer;

/** Makes ledgers of one run whose rows are given; they can be read for reports and nothing else. */
final class LedgerOfRows {

    private LedgerOfRows() {}

    static Ledger of(ReportRow... rows) {
        return counting(tally(List.of(rows)), rows);
    }

    /** One that counts other rows than it has. */
    static Ledger counting(Tally tally, ReportRow... rows) {
        return reading(tally, consumer -> List.of(rows).forEach(consumer));
    }

    /** One whose rows are handed to a consumer by this. */
    static Ledger reading(Tally tally, Consumer<Consumer<ReportRow>> reading) {
        RowStore rows = mock(RowStore.class);
        willAnswer(call -> {
                    reading.accept(call.getArgument(1));
                    return null;
                })
                .given(rows)
                .forEachRow(anyLong(), any());
        ResultStore results = mock(ResultStore.class);
        given(results.tally(anyLong())).willReturn(tally);
        RunStore runs = mock(RunStore.class);
        given(runs.list(any())).willReturn(List.of());
        return new Ledger(runs, rows, mock(OutstandingStore.class), results, new HistoryInMemory());
    }

    private static Tally tally(List<ReportRow> rows) {
        return new Tally(
                rows.size(),
                count(rows, RowState.DELETED),
                count(rows, RowState.ALREADY_GONE),
                count(rows, RowState.FAILED),
                count(rows, RowState.RETRYABLE) + count(rows, RowState.WAITING),
                count(rows, RowState.WAITING),
                count(rows, RowState.REJECTED),
                count(rows, RowState.DUPLICATE),
                count(rows, RowState.PENDING));
    }

    private static long count(List<ReportRow> rows, RowState state) {
        return rows.stream().filter(row -> row.state() == state).count();
    }
}
