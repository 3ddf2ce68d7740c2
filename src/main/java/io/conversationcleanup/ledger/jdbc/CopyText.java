package io.conversationcleanup.ledger.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * Rows in the text format of PostgreSQL's COPY (its manual, "COPY", File Formats, Text Format). Not thread-safe.
 */
final class CopyText {

    private final StringBuilder text = new StringBuilder();
    private boolean rowBegun;

    /** Adds a cell. */
    CopyText add(@Nullable Object cell) {
        if (rowBegun) {
            text.append('\t');
        }
        rowBegun = true;
        if (cell == null) {
            text.append("\\N");
        } else if (cell instanceof String value) {
            escaped(value);
        } else {
            text.append(cell);
        }
        return this;
    }

    /** Ends the row; the next cell is the first of another. */
    void endRow() {
        text.append('\n');
        rowBegun = false;
    }

    private void escaped(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
