package io.conversationcleanup.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt made of a row. Immutable.
 *
 * @param row the row's number in its run
 * @param state what {@link RowState#mayBecome} allows
 * @param code the provider's code, or a word of this program such as {@code timeout}; empty on plain success
 * @param message the provider's text or this program's; empty on plain success
 * @param attempts the attempts used, this one included
 * @param at when that was known, by the wall clock
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
