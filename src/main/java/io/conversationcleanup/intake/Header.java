package io.conversationcleanup.intake;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The columns of an input. Immutable. Its width includes ignored columns, whose names begin with {@code _}. */
public record Header(int width, List<Column> columns) {

    public Header {
        columns = List.copyOf(columns);
    }

    /** A column that is not ignored. Immutable. Its index, from 0, counts ignored columns too. */
    public record Column(String name, Role role, int index) {

        String shown() {
            return Excerpt.head(name, 100);
        }
    }

    /** The meaning of a column. */
    public enum Role {
        USER("user"),
        /** A user, a group, or the name of a conversation group. */
        PEER("peer"),
        TYPE("type"),
        CLEAR_RAMBLE("clearRamble"),
        /** A column with no meaning here, copied to the failures file. */
        OTHER("other");

        private final String word;

        Role(String word) {
            this.word = word;
        }

        /** Returns the name in job files and messages. */
        public String word() {
            return word;
        }
    }

    /** Returns the column of a role, the first for {@link Role#OTHER}; empty if there is none. */
    public Optional<Column> column(Role role) {
        return columns.stream().filter(column -> column.role() == role).findFirst();
    }

    String[] own(List<String> cells) {
        return columns.stream().map(column -> cells.get(column.index())).toArray(String[]::new);
    }

    /** Returns whether a record repeats the header, as in concatenated files. */
    boolean isRepeatedBy(List<String> cells) {
        for (Column column : columns) {
            if (!column.name().equals(cells.get(column.index()))) {
                return false;
            }
        }
        return true;
    }

    /** Builds a record from raw text, which is rejected again if it is read again. */
    String[] ownWithRawText(String text) {
        String[] cells = new String[columns.size()];
        Arrays.fill(cells, "");
        cells[0] = text;
        return cells;
    }
}
