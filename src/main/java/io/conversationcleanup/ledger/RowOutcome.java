package io.conversationcleanup.ledger;

import io.conversationcleanup.model.RowState;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a row after a call. Immutable.
 *
 * @param row the row's number in its run
 * @param state what {@link RowState#mayBecome} allows
 * @param code the provider's code, or a word of ours such as {@code timeout}; null on success
 * @param message the provider's text or ours; null if there is none
 * @param attempts the attempts used, this one included
 * @param at when the outcome was known
 * @param dueAt when the next attempt is due; null unless waiting
 */
public record RowOutcome(
        long row,
        RowState state,
        @Nullable String code,
        @Nullable String message,
        int attempts,
        Instant at,
        @Nullable Instant dueAt) {

    public RowOutcome {
        if (!RowState.PENDING.mayBecome(state)) {
            throw new IllegalArgumentException("row " + row + " cannot come to " + state);
        }
        if (state == RowState.WAITING) {
            Objects.requireNonNull(dueAt, "a waiting row is due at some time");
        }
    }
}
