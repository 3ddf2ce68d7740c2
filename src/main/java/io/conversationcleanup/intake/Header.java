package io.conversationcleanup.intake;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The input's own columns, those that begin with {@code _} left out. Immutable.
 *
 * @param width how many columns a record has, the ignored ones included
 * @param columns the columns that are not ignored, in their order
 */
public record Header(int width, List<Column> columns) {

    public Header {
        columns = List.copyOf(columns);
    }

    /**
     * A column that is not ignored. Immutable.
     *
     * @param name the name in the file's own header
     * @param index its position in a record, from 0, the ignored columns included
     */
    public record Column(String name, Role role, int index) {

        /** The name as messages show it. */
        String shown() {
            return Excerpt.head(name, 100);
        }
    }

    /** What a column holds. */
    public enum Role {
        /** The user whose conversation it is. */
        USER("user"),
        /** The peer: a user, a group or a conversation group's name. */
        PEER("peer"),
        /** The type of the conversation. */
        TYPE("type"),
        /** Whether stored messages are deleted too. */
        CLEAR_RAMBLE("clearRamble"),
        /** Something that only the file's owner understands, copied to the failures file. */
        OTHER("other");

        private final String word;

        Role(String word) {
            this.word = word;
        }

        /** The role's name in job files and messages. */
        public String word() {
            return word;
        }
    }

    /** The column of this role, or empty if the file lacks it; of {@link Role#OTHER} the first. */
    public Optional<Column> column(Role role) {
        return columns.stream().filter(column -> column.role() == role).findFirst();
    }

    /** The cells of a record in the input's own columns. */
    String[] own(List<String> cells) {
        return columns.stream().map(column -> cells.get(column.index())).toArray(String[]::new);
    }

    /** Whether a record says the same as the header, as where two files were joined into one. */
    boolean isRepeatedBy(List<String> cells) {
        for (Column column : columns) {
            if (!column.name().equals(cells.get(column.index()))) {
                return false;
            }
        }
        return true;
    }

    /** A record of which only its raw text is known, so that it is refused again if it is read again. */
    String[] ownWithRawText(String text) {
        String[] cells = new String[columns.size()];
        Arrays.fill(cells, "");
        cells[0] = text;
        return cells;
    }
}
