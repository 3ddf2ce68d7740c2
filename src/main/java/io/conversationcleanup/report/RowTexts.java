package io.conversationcleanup.report;

import io.conversationcleanup.ledger.RowStore.ReportRow;
import io.conversationcleanup.ledger.Run.InputColumn;
import io.conversationcleanup.ledger.Run.InputColumn.Role;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.runs.Pseudonyms;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What reports say of a row: as it is, or with pseudonyms in place of ids. Not thread-safe.
 *
 * <p>With pseudonyms, nothing that the input holds besides is shown: other columns may name people too, and in a rejected row
 * anything may stand anywhere. And the columns of {@code failures.csv} have names that no run takes for its input, for calls
 * for pseudonyms would seem to succeed.
 */
public final class RowTexts {

    private static final Pattern LINE_BREAKS = Pattern.compile("[\\r\\n]+");

    /** What a rejection quotes of the row. */
    private static final Pattern QUOTED = Pattern.compile("\".*\"", Pattern.DOTALL);

    private final RowValues values;
    private final Optional<Pseudonyms> pseudonyms;

    RowTexts(RowValues values, Optional<Pseudonyms> pseudonyms) {
        this.values = values;
        this.pseudonyms = pseudonyms;
    }

    String user(ReportRow row) {
        return id(row, Role.USER);
    }

    String peer(ReportRow row) {
        return id(row, Role.PEER);
    }

    private String id(ReportRow row, Role role) {
        String id = values.value(row, role);
        return pseudonyms.map(hidden -> hidden.of(id)).orElse(id);
    }

    /** What the row has in a column that holds no id. */
    String plain(ReportRow row, Role role) {
        return pseudonyms.isPresent() && row.state() == RowState.REJECTED ? "" : values.value(row, role);
    }

    /** A message is for people; one row stays one line of the file for tools that read it line by line. */
    String message(ReportRow row) {
        String text = row.message();
        if (text == null) {
            return "";
        }
        return LINE_BREAKS
                .matcher(pseudonyms.map(hidden -> hidden(row, text, hidden)).orElse(text))
                .replaceAll(" ");
    }

    private String hidden(ReportRow row, String message, Pseudonyms hidden) {
        if (row.state() == RowState.REJECTED) {
            return QUOTED.matcher(message).replaceAll("\"…\"");
        }
        return hidden.in(message, ids(row));
    }

    /** The ids that the row names. */
    public List<String> ids(ReportRow row) {
        return List.of(values.value(row, Role.USER), values.value(row, Role.PEER));
    }

    /** The names of the input's columns in {@code failures.csv}. */
    List<String> header() {
        return pseudonyms.isEmpty()
                ? values.header()
                : values.header().stream().map(name -> "_" + name).toList();
    }

    /** The row in the input's columns. */
    List<String> inColumns(ReportRow row) {
        return pseudonyms.isEmpty()
                ? values.inColumns(row)
                : values.columns().stream().map(column -> cell(row, column)).toList();
    }

    private String cell(ReportRow row, InputColumn column) {
        return switch (column.role()) {
            case USER, PEER -> id(row, column.role());
            case TYPE, CLEAR_RAMBLE -> plain(row, column.role());
            case OTHER -> "";
        };
    }
}
