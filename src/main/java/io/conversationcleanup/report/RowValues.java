package io.conversationcleanup.report;

import com.opencsv.RFC4180Parser;
import io.conversationcleanup.ledger.RowStore.ReportRow;
import io.conversationcleanup.ledger.Run.InputColumn;
import io.conversationcleanup.ledger.Run.InputColumn.Role;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.PeerRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What stood in the input's columns for a row, from what the ledger keeps of it. Not thread-safe. */
final class RowValues {

    private static final String CELL = "(?:\"[^\"]*+(?:\"\"[^\"]*+)*+\"|[^\",]*+)";

    /** One CSV record with its quotes in order. */
    private static final Pattern WELL_QUOTED = Pattern.compile(CELL + "(?:," + CELL + ")*+");

    private final List<InputColumn> columns;
    private final ConversationRules rules;
    private final RFC4180Parser parser = new RFC4180Parser();

    RowValues(List<InputColumn> columns, ConversationRules rules) {
        this.columns = columns;
        this.rules = rules;
    }

    /** The input's own columns. */
    List<InputColumn> columns() {
        return columns;
    }

    /** The names of the input's own columns. */
    List<String> header() {
        return columns.stream().map(InputColumn::name).toList();
    }

    /** What the row has in this role; empty if that is not known. */
    String value(ReportRow row, Role role) {
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

    /**
     * The row in the input's own columns.
     *
     * <p>A line that does not have the shape of the header stands whole in the first cell. Filling it up or cutting it
     * off could turn it into a row that names some other conversation, and that would be deleted when the file is sent
     * again; this way it is rejected again, and can be put right.
     */
    List<String> inColumns(ReportRow row) {
        String original = row.original();
        if (original == null) {
            return rebuilt(row);
        }
        Optional<List<String>> cells = originalCells(row);
        if (cells.isPresent() && cells.get().size() == columns.size()) {
            return cells.get();
        }
        List<String> whole = new ArrayList<>(Collections.nCopies(columns.size(), ""));
        whole.set(0, original);
        return whole;
    }

    private List<String> rebuilt(ReportRow row) {
        Conversation conversation = row.conversation();
        if (conversation == null) {
            return Collections.nCopies(columns.size(), "");
        }
        return columns.stream()
                .map(column -> value(conversation, column.role()))
                .toList();
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
        PeerRule rule = rules.peer(conversation.type())
                .orElseThrow(() -> new IllegalStateException(
                        rules.provider() + " has no conversations of the type " + conversation.type()));
        return rule.wireNumber().isPresent()
                ? Integer.toString(rule.wireNumber().getAsInt())
                : "";
    }

    /** A conversation group holds no messages, so there is nothing to say of them. */
    private static String clearRamble(Conversation conversation) {
        if (conversation.type() == ConversationType.CONVERSATION_GROUP) {
            return "";
        }
        return conversation.clearRamble() ? "1" : "0";
    }

    /** Empty if there is none, or if its quotes are out of order: OpenCSV would make cells of it that nobody wrote. */
    private Optional<List<String>> originalCells(ReportRow row) {
        String original = row.original();
        if (original == null || !WELL_QUOTED.matcher(original).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(List.of(parser.parseLine(original)));
        } catch (IOException e) {
            throw new UncheckedIOException("line " + row.line() + ": its own cells cannot be read", e);
        }
    }
}
