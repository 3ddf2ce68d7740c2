package io.conversationcleanup.ledger;

import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.RowState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row of input as it enters the ledger; it never changes there. Immutable.
 *
 * @param row the row's number in its run, from 1, in the order of the lines
 * @param line the line of the input on which the row begins, from 1, the header included
 * @param state {@link RowState#PENDING}, {@link RowState#REJECTED} or {@link RowState#DUPLICATE}
 * @param conversation what the row names; null for a rejected row only
 * @param message why the row is rejected or whose duplicate it is; null for a pending row
 * @param original the record's cells in the input's own columns as one CSV record, kept only where they do not follow
 *     from the conversation: for a rejected row, for an input with columns of its own, and where the type is not the
 *     provider's number or clearRamble not 1 or 0
 */
public record StagedRow(
        long row,
        long line,
        RowState state,
        @Nullable Conversation conversation,
        @Nullable String message,
        @Nullable String original) {

    public StagedRow {
        if (state != RowState.PENDING && state != RowState.REJECTED && state != RowState.DUPLICATE) {
            throw new IllegalArgumentException("row " + row + " cannot be staged as " + state);
        }
        if (state != RowState.REJECTED) {
            Objects.requireNonNull(conversation, "a row that is not rejected names a conversation");
        }
    }
}
