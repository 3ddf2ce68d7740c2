package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.ledger.RowStore.StagedRow;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.RowState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlTypeValue;

/** Converts values from and to columns. */
final class Columns {

    static final int CODE_LENGTH = 64;
    static final int MESSAGE_LENGTH = 1000;

    private static final int REPLACEMENT = 0xFFFD;

    private Columns() {}

    /** One column of many rows as one parameter, so that the statement does not depend on the number of rows. */
    static <T> SqlTypeValue array(String type, List<T> rows, Function<T, @Nullable Object> cell) {
        @Nullable Object[] cells = new @Nullable Object[rows.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cell.apply(rows.get(i));
        }
        return (statement, index, sqlType, typeName) ->
                statement.setArray(index, statement.getConnection().createArrayOf(type, cells));
    }

    /** Cuts a text to so many characters without splitting a surrogate pair. */
    static @Nullable String cut(@Nullable String text, int length) {
        if (text == null || text.length() <= length) {
            return keepable(text);
        }
        return keepable(text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length));
    }

    /** Replaces NUL and unpaired surrogates, which not every database stores. */
    static @Nullable String keepable(@Nullable String text) {
        if (text == null || text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    static boolean clearRamble(StagedRow row) {
        return row.conversation() != null && row.conversation().clearRamble();
    }

    static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    static @Nullable Instant instant(ResultSet columns, String name) throws SQLException {
        Long millis = columns.getObject(name, Long.class);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /** Reads {@code staged_state}, {@code settled_state} and {@code waiting_key}. */
    static RowState state(ResultSet columns) throws SQLException {
        Integer settled = columns.getObject("settled_state", Integer.class);
        if (settled != null) {
            return RowState.ofStoredNumber(settled);
        }
        return columns.getObject("waiting_key") == null
                ? RowState.ofStoredNumber(columns.getInt("staged_state"))
                : RowState.WAITING;
    }

    static @Nullable Conversation conversation(ResultSet columns) throws SQLException {
        Integer type = columns.getObject("conversation_type", Integer.class);
        if (type == null) {
            return null;
        }
        return new Conversation(
                columns.getString("usr"),
                columns.getString("peer"),
                ConversationType.ofStoredNumber(type)
                        .orElseThrow(
                                () -> new IllegalStateException("the ledger holds a conversation of the unknown type "
                                        + type + ": it was written by another version of this program")),
                columns.getBoolean("clear_ramble"));
    }
}
