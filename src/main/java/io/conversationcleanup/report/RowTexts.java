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
 * The report cells of a row: as in the input, or with pseudonyms for ids. Not thread-safe.
 *
 * <p>With pseudonyms nothing else of the input is shown: other columns may name people, and a rejected row may hold
 * anything. The columns of {@code failures.csv} then have names that no run accepts as input, because calls for
 * pseudonyms would appear to succeed.
 */
final class RowTexts {

    private static final Pattern LINE_BREAKS = Pattern.compile("[\\r\\n]+");

    /** The part of a rejection's message that quotes the row. */
    private static final Pattern QUOTED = Pattern.compile("\".*\"", Pattern.DOTALL);

    private final List<InputColumn> columns;
    private final ConversationRules rules;
    private final Optional<Pseudonyms> pseudonyms;

    RowTexts(List<InputColumn> columns, ConversationRules rules, Optional<Pseudonyms> pseudonyms) {
        this.columns = columns;
        this.rules = rules;
        this.pseudonyms = pseudonyms;
    }

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

    /** One line, because tools read the file by lines. */
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

    List<String> ids(ReportRow row) {
        return List.of(value(row, Role.USER), value(row, Role.PEER));
    }

    List<String> header() {
        String prefix = pseudonyms.isPresent() ? "_" : "";
        return columns.stream().map(column -> prefix + column.name()).toList();
    }

    /**
     * Returns the row in the input's own columns.
     *
     * <p>A line that does not fit the header goes into the first cell as a whole. Padding or cutting it could make a
     * row for another conversation, which would be deleted when the file is sent again.
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

    /** A conversation group holds no messages. */
    private static String clearRamble(Conversation conversation) {
        if (conversation.type() == ConversationType.CONVERSATION_GROUP) {
            return "";
        }
        return conversation.clearRamble() ? "1" : "0";
    }

    /** Empty without an original line or with wrong quotes in it. */
    private static Optional<List<String>> originalCells(ReportRow row) {
        return Optional.ofNullable(row.original())
                .map(original -> CsvLine.split(original, ""))
                .filter(line -> line.quoteProblem().isEmpty())
                .map(CsvLine::cells);
    }
}
