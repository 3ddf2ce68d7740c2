package io.conversationcleanup.intake;

import io.conversationcleanup.intake.ParsedRow.Accepted;
import io.conversationcleanup.intake.ParsedRow.Rejected;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.ConversationType;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Says of one row's text what it comes to. Not thread-safe. */
final class RowParser {

    private static final int MAX_RAW_CHARS = 1_000;
    private static final char DAMAGED = '\uFFFD';
    private static final int MAX_BYTES_PER_CHAR = 3;
    private static final String SPANNING_LINES =
            "a value may span lines only if its quotes are in order, its row has the columns of the header,"
                    + " and it ends within " + LineReader.MAX_MORE_LINES + " more lines";
    private static final String ODD_ID_ADVICE =
            "; correct the file, or set input.accept-odd-ids: true in the job file if there are such ids";
    private static final Map<String, Boolean> CLEAR_RAMBLE_WORDS =
            Map.of("1", true, "true", true, "yes", true, "0", false, "false", false, "no", false);

    private final Header header;
    private final boolean hasOther;
    private final InputLayout layout;
    private final ConversationRules rules;
    private final Map<String, ConversationType> types;
    private final Column user;
    private final Column peer;
    private final Optional<Column> type;
    private final Optional<Column> clearRamble;
    private final CsvLine csv = new CsvLine();

    /** @throws IllegalArgumentException if the default type is one that the provider does not have */
    RowParser(Header header, InputLayout layout, ConversationRules rules) {
        if (layout.defaultType().filter(type -> rules.peer(type).isEmpty()).isPresent()) {
            throw new IllegalArgumentException(rules.provider() + " does not have the default type");
        }
        this.header = header;
        this.hasOther = header.hasOther();
        this.layout = layout;
        this.rules = rules;
        this.types = rules.typesByText();
        this.user = header.column(Role.USER).orElseThrow();
        this.peer = header.column(Role.PEER).orElseThrow();
        this.type = header.column(Role.TYPE);
        this.clearRamble = header.column(Role.CLEAR_RAMBLE);
    }

    /** The row that this text makes. */
    ParsedRow parse(long line, String text) {
        Optional<String> quoteProblem = CsvLine.quoteProblem(text, SPANNING_LINES);
        if (quoteProblem.isPresent()) {
            return rejectUnsplit(line, quoteProblem.get(), text);
        }
        String[] cells = csv.split(text);
        if (cells.length != header.width()) {
            String columns = cells.length == 1 ? " column" : " columns";
            return rejectUnsplit(line, "has " + cells.length + columns + ", the header has " + header.width(), text);
        }
        return parse(line, cells);
    }

    /** The row that a line of which only the beginning is known makes. */
    Rejected rejectUnsplit(long line, String reason, String text) {
        String[] cells = header.ownWithRawText(Excerpt.head(text, MAX_RAW_CHARS));
        return new Rejected(line, reason, record(cells));
    }

    private ParsedRow parse(long line, String[] cells) {
        Optional<String> problem =
                textProblem(cells).or(() -> idProblem(user, cells, Names.ID, rules.maxUserBytes(), ""));
        if (problem.isPresent()) {
            return reject(line, problem.get(), cells);
        }
        String typeWord = word(type, cells);
        Optional<ConversationType> found =
                typeWord.isEmpty() ? layout.defaultType() : Optional.ofNullable(types.get(typeWord));
        if (found.isEmpty()) {
            String takes = "; " + rules.provider() + " takes " + String.join(", ", types.keySet());
            return reject(line, valueProblem(type, typeWord) + takes, cells);
        }
        problem = peerProblem(found.get(), cells);
        if (problem.isPresent()) {
            return reject(line, problem.get(), cells);
        }
        String clearWord = word(clearRamble, cells);
        Optional<Boolean> clear = clearWord.isEmpty()
                ? Optional.of(layout.defaultClearRamble())
                : Optional.ofNullable(CLEAR_RAMBLE_WORDS.get(clearWord));
        if (clear.isEmpty()) {
            return reject(
                    line,
                    valueProblem(clearRamble, clearWord) + "; it may be 1, 0, true, false, yes, no or empty",
                    cells);
        }
        Conversation conversation =
                new Conversation(cells[user.index()], cells[peer.index()], found.get(), clear.get());
        return new Accepted(line, conversation, followsFrom(conversation, cells) ? null : record(header.own(cells)));
    }

    /** Whether the conversation alone tells how the cells were written; the ids are in it as they stand. */
    private boolean followsFrom(Conversation conversation, String[] cells) {
        if (hasOther) {
            return false;
        }
        OptionalInt number = rules.peer(conversation.type()).orElseThrow().wireNumber();
        if (number.isEmpty()) {
            return type.isEmpty() && clearRamble.isEmpty();
        }
        return is(type, cells, Integer.toString(number.getAsInt()))
                && is(clearRamble, cells, conversation.clearRamble() ? "1" : "0");
    }

    private static boolean is(Optional<Column> column, String[] cells, String text) {
        return column.isEmpty() || cells[column.get().index()].equals(text);
    }

    private Optional<String> textProblem(String[] cells) {
        for (Column column : header.columns()) {
            String allowed = allowedControls(column.role());
            String cell = cells[column.index()];
            for (int at = 0; at < cell.length(); at++) {
                char c = cell.charAt(at);
                if (Character.isISOControl(c) && allowed.indexOf(c) < 0) {
                    return Optional.of(name(column) + " contains "
                            + (isLineBreak(c) ? "a line break" : "the control character " + Excerpt.codePoint(c)));
                }
            }
        }
        return header.isRepeatedBy(cells) ? Optional.of("repeats the header") : Optional.empty();
    }

    private static String allowedControls(Role role) {
        return switch (role) {
            case USER, PEER -> "";
            case TYPE, CLEAR_RAMBLE -> "\t";
            case OTHER -> "\t\r\n";
        };
    }

    private static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r';
    }

    private Optional<String> peerProblem(ConversationType peerType, String[] cells) {
        int maxBytes = rules.peer(peerType).orElseThrow().maxBytes();
        Names names = peerType == ConversationType.CONVERSATION_GROUP ? Names.FREE_TEXT : Names.ID;
        return idProblem(peer, cells, names, maxBytes, allowedFor(peerType));
    }

    /** What stands in a column. */
    private enum Names {
        /** An id; a space around it is a slip of the export. */
        ID,
        /** Whatever a user has typed. */
        FREE_TEXT
    }

    private static String allowedFor(ConversationType peerType) {
        return switch (peerType) {
            case ONE_TO_ONE -> " for a user";
            case GROUP -> " for a group";
            case CONVERSATION_GROUP -> " for the name of a conversation group";
        };
    }

    private Optional<String> idProblem(Column column, String[] cells, Names names, int maxBytes, String allowedFor) {
        String id = cells[column.index()];
        if (id.isBlank()) {
            return Optional.of(name(column) + " is empty");
        }
        if (names == Names.ID && (isSpace(id.charAt(0)) || isSpace(id.charAt(id.length() - 1)))) {
            return Optional.of(name(column) + " begins or ends with white space: " + Excerpt.quoted(id)
                    + " would name another conversation");
        }
        Optional<String> damage = names == Names.ID && !layout.acceptOddIds() ? OddIds.damage(id) : Optional.empty();
        if (damage.isPresent()) {
            return damage.map(text -> name(column) + " " + text + ODD_ID_ADVICE);
        }
        if (id.indexOf(DAMAGED) >= 0) {
            return Optional.of(
                    name(column) + " contains U+FFFD, the mark of text that was damaged before: " + Excerpt.quoted(id));
        }
        if (id.length() * MAX_BYTES_PER_CHAR > maxBytes) {
            int bytes = id.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > maxBytes) {
                return Optional.of(name(column) + " is " + bytes + " bytes long; " + rules.provider() + " allows "
                        + maxBytes + allowedFor);
            }
        }
        return Optional.empty();
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static String valueProblem(Optional<Column> column, String word) {
        String name = column.map(RowParser::name).orElse("");
        return name + (word.isEmpty() ? " is empty" : " is " + Excerpt.quoted(word));
    }

    private static String word(Optional<Column> column, String[] cells) {
        return column.isEmpty() ? "" : cells[column.get().index()].strip().toLowerCase(Locale.ROOT);
    }

    private static String name(Column column) {
        return Excerpt.head(column.name(), 100);
    }

    private Rejected reject(long line, String reason, String[] cells) {
        return new Rejected(line, reason, record(header.own(cells)));
    }

    private String record(String[] ownCells) {
        return csv.join(ownCells).replace('\0', DAMAGED);
    }
}
