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

    /** The column of this role, or empty if the file lacks it; not for {@link Role#OTHER}. */
    public Optional<Column> column(Role role) {
        return columns.stream().filter(column -> column.role() == role).findFirst();
    }

    /** Whether the file has columns of its owner's that do not follow from the conversation. */
    public boolean hasOther() {
        return column(Role.OTHER).isPresent();
    }

    /** The cells of a record that stand in the input's own columns. */
    String[] own(String[] cells) {
        String[] own = new String[columns.size()];
        for (int i = 0; i < own.length; i++) {
            own[i] = cells[columns.get(i).index()];
        }
        return own;
    }

    /** Whether a record says the same as the header, as where two files were joined into one. */
    boolean isRepeatedBy(String[] cells) {
        for (Column column : columns) {
            if (!column.name().equals(cells[column.index()])) {
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
