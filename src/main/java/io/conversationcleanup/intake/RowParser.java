package io.conversationcleanup.intake;

import io.conversationcleanup.intake.Header.Column;
import io.conversationcleanup.intake.Header.Role;
import io.conversationcleanup.intake.ParsedRow.Accepted;
import io.conversationcleanup.intake.ParsedRow.Rejected;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.CsvLine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Parses the text of rows. Immutable, hence thread-safe. */
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

    /** @throws IllegalArgumentException if the provider does not have the default type */
    RowParser(Header header, InputLayout layout, ConversationRules rules) {
        if (layout.defaultType().filter(type -> rules.peer(type).isEmpty()).isPresent()) {
            throw new IllegalArgumentException(rules.provider() + " does not have the default type");
        }
        this.header = header;
        this.hasOther = header.column(Role.OTHER).isPresent();
        this.layout = layout;
        this.rules = rules;
        this.types = rules.typesByText();
        this.user = header.column(Role.USER).orElseThrow();
        this.peer = header.column(Role.PEER).orElseThrow();
        this.type = header.column(Role.TYPE);
        this.clearRamble = header.column(Role.CLEAR_RAMBLE);
    }

    ParsedRow parse(long line, String text) {
        CsvLine split = CsvLine.split(text, SPANNING_LINES);
        if (split.quoteProblem().isPresent()) {
            return rejectUnsplit(line, split.quoteProblem().get(), text);
        }
        List<String> cells = split.cells();
        if (cells.size() != header.width()) {
            String columns = cells.size() == 1 ? " column" : " columns";
            return rejectUnsplit(line, "has " + cells.size() + columns + ", the header has " + header.width(), text);
        }
        return parse(line, cells);
    }

    /** Rejects a line that cannot be split or is incomplete. */
    Rejected rejectUnsplit(long line, String reason, String text) {
        return new Rejected(line, reason, record(header.ownWithRawText(Excerpt.head(text, MAX_RAW_CHARS))));
    }

    private ParsedRow parse(long line, List<String> cells) {
        Optional<String> problem = textProblem(cells).or(() -> idProblem(user, cells, true, rules.maxUserBytes(), ""));
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
            String takes = "; it may be 1, 0, true, false, yes, no or empty";
            return reject(line, valueProblem(clearRamble, clearWord) + takes, cells);
        }
        Conversation conversation =
                new Conversation(cells.get(user.index()), cells.get(peer.index()), found.get(), clear.get());
        return new Accepted(line, conversation, followsFrom(conversation, cells) ? null : record(header.own(cells)));
    }

    /** Returns whether the conversation, which keeps the ids as written, determines the cells. */
    private boolean followsFrom(Conversation conversation, List<String> cells) {
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

    private static boolean is(Optional<Column> column, List<String> cells, String text) {
        return column.isEmpty() || cells.get(column.get().index()).equals(text);
    }

    private Optional<String> textProblem(List<String> cells) {
        for (Column column : header.columns()) {
            String allowed = allowedControls(column.role());
            String cell = cells.get(column.index());
            for (int at = 0; at < cell.length(); at++) {
                char c = cell.charAt(at);
                if (Character.isISOControl(c) && allowed.indexOf(c) < 0) {
                    boolean lineBreak = c == '\n' || c == '\r';
                    return Optional.of(column.shown() + " contains "
                            + (lineBreak ? "a line break" : "the control character " + Excerpt.codePoint(c)));
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

    /** A user or group peer is an id; a conversation group's name is any text that a user typed. */
    private Optional<String> peerProblem(ConversationType peerType, List<String> cells) {
        int maxBytes = rules.peer(peerType).orElseThrow().maxBytes();
        return switch (peerType) {
            case ONE_TO_ONE -> idProblem(peer, cells, true, maxBytes, " for a user");
            case GROUP -> idProblem(peer, cells, true, maxBytes, " for a group");
            case CONVERSATION_GROUP -> idProblem(peer, cells, false, maxBytes, " for the name of a conversation group");
        };
    }

    private Optional<String> idProblem(
            Column column, List<String> cells, boolean isId, int maxBytes, String allowedFor) {
        String id = cells.get(column.index());
        if (id.isBlank()) {
            return Optional.of(column.shown() + " is empty");
        }
        if (isId && (isSpace(id.charAt(0)) || isSpace(id.charAt(id.length() - 1)))) {
            return Optional.of(column.shown() + " begins or ends with white space: " + Excerpt.quoted(id)
                    + " would name another conversation");
        }
        Optional<String> damage = isId && !layout.acceptOddIds() ? OddIds.damage(id) : Optional.empty();
        if (damage.isPresent()) {
            return damage.map(text -> column.shown() + " " + text + ODD_ID_ADVICE);
        }
        if (id.indexOf(DAMAGED) >= 0) {
            return Optional.of(column.shown() + " contains U+FFFD, the mark of text that was damaged before: "
                    + Excerpt.quoted(id));
        }
        int bytes = id.length() * MAX_BYTES_PER_CHAR > maxBytes ? id.getBytes(StandardCharsets.UTF_8).length : 0;
        return bytes > maxBytes
                ? Optional.of(column.shown() + " is " + bytes + " bytes long; " + rules.provider() + " allows "
                        + maxBytes + allowedFor)
                : Optional.empty();
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static String valueProblem(Optional<Column> column, String word) {
        String name = column.map(Column::shown).orElse("");
        return name + (word.isEmpty() ? " is empty" : " is " + Excerpt.quoted(word));
    }

    private static String word(Optional<Column> column, List<String> cells) {
        return column.isEmpty() ? "" : cells.get(column.get().index()).strip().toLowerCase(Locale.ROOT);
    }

    private Rejected reject(long line, String reason, List<String> cells) {
        return new Rejected(line, reason, record(header.own(cells)));
    }

    private static String record(String[] ownCells) {
        return CsvLine.join(ownCells).replace('\0', DAMAGED);
    }

    /**
     * Makes the next row of a file the reader's current line; false at the end of the file. This is the one place that says
     * where a row begins and ends.
     *
     * <p>A row is one line, or several where a quoted value continues over line ends. A quote that is left open by mistake must
     * not swallow the rows after it, so lines are joined only if together they are a record of the header's width.
     *
     * @param lines a reader whose current line is the header or a row
     * @param width how many columns the header has
     */
    static boolean nextRow(LineReader lines, int width) {
        if (!lines.nextNotBlank()) {
            return false;
        }
        lines.joinToEvenQuotes(text -> {
            CsvLine joined = CsvLine.split(text, "");
            return joined.quoteProblem().isEmpty() && joined.cells().size() == width;
        });
        return true;
    }
}
