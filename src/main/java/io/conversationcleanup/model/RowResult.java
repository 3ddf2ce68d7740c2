package io.conversationcleanup.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of one attempt for a row. Immutable.
 *
 * @param code the provider's code, or a word of this program such as {@code timeout}; empty on plain success
 * @param attempts includes this attempt
 * @param at by the wall clock
 * @param dueAt when the next attempt is due, by the steady clock; null unless the row waits
 */
public record RowResult(
        long row,
        RowState state,
        String code,
        String message,
        int attempts,
        Instant at,
        @Nullable Instant dueAt) {

    public RowResult {
        if (!RowState.PENDING.mayBecome(state)) {
            throw new IllegalArgumentException("row " + row + " cannot come to " + state);
        }
        if (state == RowState.WAITING) {
            Objects.requireNonNull(dueAt, "a waiting row is due at some time");
        }
    }
}
