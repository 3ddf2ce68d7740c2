package io.conversationcleanup.runs;

import io.conversationcleanup.ledger.RowStore.ReportRow;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A row that concerns a user. Code and message are empty text if absent. Immutable.
 *
 * @param original the input line, if it was kept
 * @param outcome as in {@code results.csv}
 */
public record Finding(
        String run,
        long line,
        Optional<Conversation> conversation,
        Optional<String> original,
        String outcome,
        String code,
        String message,
        int attempts,
        Optional<Instant> at) {

    private static final Pattern FIRST_CELL = Pattern.compile("\"((?:[^\"]|\"\")*+)\"");

    private static final Pattern EDGES = Pattern.compile("^\"?\\s*|\\s*\"?$");

    public static Finding of(Run run, ReportRow row) {
        return new Finding(
                run.id(),
                row.line(),
                Optional.ofNullable(row.conversation()),
                Optional.ofNullable(row.original()),
                row.state().reportName(),
                orEmpty(row.code()),
                orEmpty(row.message()),
                row.attempts(),
                Optional.ofNullable(row.finishedAt()));
    }

    /** Returns whether the user or the peer is this id; for a rejected row, whether a whole cell is. */
    public boolean names(String id) {
        String cell = Pattern.quote(id.replace("\"", "\"\""));
        return conversation
                .map(named -> named.user().equals(id) || named.peer().equals(id))
                .orElseGet(() -> Pattern.compile("(?:^|,)\"?\\s*" + cell + "\\s*\"?(?:,|$)")
                        .matcher(original.orElse(""))
                        .find());
    }

    /**
     * Returns user and peer, or the cells of a rejected row and its whole first cell, which holds the entire line if it
     * could not be parsed.
     */
    public List<String> ids() {
        if (conversation.isPresent()) {
            return List.of(conversation.get().user(), conversation.get().peer());
        }
        List<String> ids = new ArrayList<>();
        Matcher first = FIRST_CELL.matcher(original.orElse(""));
        if (first.lookingAt()) {
            ids.add(first.group(1).replace("\"\"", "\""));
        }
        for (String cell : original.orElse("").split(",", -1)) {
            ids.add(EDGES.matcher(cell).replaceAll("").replace("\"\"", "\""));
        }
        return ids;
    }

    public String type() {
        return conversation.map(named -> type(named.type())).orElse("");
    }

    private static String type(ConversationType type) {
        return switch (type) {
            case ONE_TO_ONE -> "one-to-one";
            case GROUP -> "group";
            case CONVERSATION_GROUP -> "conversation-group";
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
