package io.conversationcleanup.report;

import io.conversationcleanup.ledger.RowStore.ReportRow;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds which of all ids of a run some texts name, so that they can be hidden there: a reason why a run stopped may quote what
 * the provider said of a row. Not thread-safe.
 */
public final class IdsNamed implements Consumer<ReportRow> {

    private final List<String> texts;
    private final RowTexts rows;
    private final Set<String> found = new HashSet<>();

    public IdsNamed(List<String> texts, RowTexts rows) {
        this.texts = List.copyOf(texts);
        this.rows = rows;
    }

    @Override
    public void accept(ReportRow row) {
        for (String text : texts) {
            for (String id : rows.ids(row)) {
                if (!id.isEmpty() && text.contains(id)) {
                    found.add(id);
                }
            }
        }
    }

    /** Those found. */
    public Collection<String> found() {
        return Set.copyOf(found);
    }
}
