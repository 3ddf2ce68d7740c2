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
 * A row that concerns a user. Immutable.
 *
 * @param run the run's name
 * @param line the line of the run's input
 * @param conversation what the row names; empty for a rejected row
 * @param original the line itself, if it was kept
 * @param outcome of the row, as in {@code results.csv}
 * @param code the provider's code, or empty text
 * @param message the provider's text, or what is wrong with the row, or empty text
 * @param attempts attempts used
 * @param at when the last attempt was answered
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

    /** The finding that a row of a run makes. */
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

    /** Whether the row names this id, as the user or the peer, or its line, if that is no conversation, as a whole cell. */
    public boolean names(String id) {
        String cell = Pattern.quote(id.replace("\"", "\"\""));
        return conversation
                .map(named -> named.user().equals(id) || named.peer().equals(id))
                .orElseGet(() -> Pattern.compile("(?:^|,)\"?\\s*" + cell + "\\s*\"?(?:,|$)")
                        .matcher(original.orElse(""))
                        .find());
    }

    /**
     * The ids that the row may name: user and peer; of a line that is no conversation its cells, and its first cell as a whole,
     * which holds all of a line that cannot be taken apart.
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

    /** The type of the conversation, for people and scripts; empty text for a rejected row. */
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
