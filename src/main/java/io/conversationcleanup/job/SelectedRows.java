package io.conversationcleanup.job;

import io.conversationcleanup.intake.ParsedRow;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.RowStore.StagedRow;
import io.conversationcleanup.runs.EarlierRows;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The rows of an earlier run that are to be sent again, read in pages. Not thread-safe. */
final class SelectedRows implements RowSource.Rows {

    private static final int PAGE = 2_000;

    private final Ledger ledger;
    private final EarlierRows earlier;
    private Iterator<StagedRow> page = List.<StagedRow>of().iterator();
    private long from = 1;
    private boolean atEnd;

    SelectedRows(Ledger ledger, EarlierRows earlier, long skipRows) {
        this.ledger = ledger;
        this.earlier = earlier;
        for (long skipped = 0; skipped < skipRows && next().isPresent(); skipped++) {}
    }

    @Override
    public Optional<ParsedRow> next() {
        if (!page.hasNext() && !atEnd) {
            List<StagedRow> rows = ledger.rows().selected(earlier.run().number(), earlier.selection(), from, PAGE);
            atEnd = rows.size() < PAGE;
            page = rows.iterator();
        }
        if (!page.hasNext()) {
            return Optional.empty();
        }
        StagedRow row = page.next();
        from = row.row() + 1;
        return Optional.of(
                new ParsedRow.Accepted(row.line(), Objects.requireNonNull(row.conversation()), row.original()));
    }

    /** Between two pages nothing is held. */
    @Override
    public void close() {}
}
