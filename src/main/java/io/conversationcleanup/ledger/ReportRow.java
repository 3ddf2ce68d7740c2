package io.conversationcleanup.ledger;

import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.RowState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One input row with its outcome, for reports. Immutable.
 *
 * @param line the line of the input on which the row begins
 * @param conversation what the row names; null for a rejected row
 * @param original see {@link StagedRow#original}
 * @param state its state
 * @param code the provider's code or a word of ours; null if there is none
 * @param message the provider's text, the reason of the rejection, or whose duplicate it is; null if there is none
 * @param attempts attempts used
 * @param finishedAt when its last attempt was answered; null if none was
 */
public record ReportRow(
        long line,
        @Nullable Conversation conversation,
        @Nullable String original,
        RowState state,
        @Nullable String code,
        @Nullable String message,
        int attempts,
        @Nullable Instant finishedAt) {}
