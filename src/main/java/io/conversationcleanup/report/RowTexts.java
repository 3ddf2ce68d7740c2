package io.conversationcleanup.report;

import io.conversationcleanup.ledger.RowStore.ReportRow;
import io.conversationcleanup.ledger.Run.InputColumn;
import io.conversationcleanup.ledger.Run.InputColumn.Role;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.CsvLine;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.runs.Pseudonyms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The cells that reports show of a row: as the input had them, or with pseudonyms in place of ids. Not thread-safe.
 *
 * <p>With pseudonyms, nothing else of the input is shown: other columns may name people too, and a rejected row may hold
 * anything anywhere. The columns of {@code failures.csv} then have names that no run accepts as input, because calls for
 * pseudonyms would seem to succeed.
 */
final class RowTexts {

    private static final Pattern LINE_BREAKS = Pattern.compile("[\\r\\n]+");

    /** What a rejection quotes of the row. */
    private static final Pattern QUOTED = Pattern.compile("\".*\"", Pattern.DOTALL);

    private final List<InputColumn> columns;
    private final ConversationRules rules;
    private final Optional<Pseudonyms> pseudonyms;

    RowTexts(List<InputColumn> columns, ConversationRules rules, Optional<Pseudonyms> pseudonyms) {
        this.columns = columns;
        this.rules = rules;
        this.pseudonyms = pseudonyms;
    }

    /** The row's cell in the column with this role; empty if it is not known or not shown. */
    String cell(ReportRow row, Role role) {
        String value = value(row, role);
        if (pseudonyms.isEmpty()) {
            return value;
        }
        if (role == Role.USER || role == Role.PEER) {
            return pseudonyms.get().of(value);
        }
        return role == Role.OTHER || row.state() == RowState.REJECTED ? "" : value;
    }

    /** The message on one line: tools read the file line by line. */
    String message(ReportRow row) {
        String text = row.message();
        if (text == null) {
            return "";
        }
        String shown = pseudonyms.isEmpty()
                ? text
                : row.state() == RowState.REJECTED
                        ? QUOTED.matcher(text).replaceAll("\"…\"")
                        : pseudonyms.get().in(text, ids(row));
        return LINE_BREAKS.matcher(shown).replaceAll(" ");
    }

    /** The ids that the row names. */
    List<String> ids(ReportRow row) {
        return List.of(value(row, Role.USER), value(row, Role.PEER));
    }

    /** The names of the input's columns in {@code failures.csv}. */
    List<String> header() {
        String prefix = pseudonyms.isPresent() ? "_" : "";
        return columns.stream().map(column -> prefix + column.name()).toList();
    }

    /**
     * The row in the input's own columns.
     *
     * <p>A line without the shape of the header goes as a whole into the first cell. Filling it up or cutting it off could
     * turn it into a row that names another conversation, which would be deleted when the file is sent again; this way it is
     * rejected again, and can be corrected.
     */
    List<String> inColumns(ReportRow row) {
        if (pseudonyms.isPresent()) {
            return columns.stream().map(column -> cell(row, column.role())).toList();
        }
        String original = row.original();
        if (original == null) {
            Conversation conversation = row.conversation();
            return columns.stream()
                    .map(column -> conversation == null ? "" : value(conversation, column.role()))
                    .toList();
        }
        Optional<List<String>> cells = originalCells(row);
        if (cells.isPresent() && cells.get().size() == columns.size()) {
            return cells.get();
        }
        List<String> whole = new ArrayList<>(Collections.nCopies(columns.size(), ""));
        whole.set(0, original);
        return whole;
    }

    /** The row's value in this role; empty if that is not known. */
    private String value(ReportRow row, Role role) {
        Conversation conversation = row.conversation();
        if (conversation != null) {
            return value(conversation, role);
        }
        List<String> cells = originalCells(row).orElse(List.of());
        for (int column = 0; column < Math.min(columns.size(), cells.size()); column++) {
            if (columns.get(column).role() == role) {
                return cells.get(column);
            }
        }
        return "";
    }

    private String value(Conversation conversation, Role role) {
        return switch (role) {
            case USER -> conversation.user();
            case PEER -> conversation.peer();
            case TYPE -> wireNumber(conversation);
            case CLEAR_RAMBLE -> clearRamble(conversation);
            case OTHER -> "";
        };
    }

    private String wireNumber(Conversation conversation) {
        OptionalInt number = rules.peer(conversation.type())
                .orElseThrow(() -> new IllegalStateException(
                        rules.provider() + " has no conversations of the type " + conversation.type()))
                .wireNumber();
        return number.isPresent() ? Integer.toString(number.getAsInt()) : "";
    }

    /** Empty for a conversation group, which holds no messages. */
    private static String clearRamble(Conversation conversation) {
        if (conversation.type() == ConversationType.CONVERSATION_GROUP) {
            return "";
        }
        return conversation.clearRamble() ? "1" : "0";
    }

    /** Empty if there is none, or if its quotes are out of order. */
    private static Optional<List<String>> originalCells(ReportRow row) {
        return Optional.ofNullable(row.original())
                .map(original -> CsvLine.split(original, ""))
                .filter(line -> line.quoteProblem().isEmpty())
                .map(CsvLine::cells);
    }
}
