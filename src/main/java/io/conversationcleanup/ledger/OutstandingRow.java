package io.conversationcleanup.ledger;

import io.conversationcleanup.model.Conversation;
import org.jspecify.annotations.Nullable;

/**
 * A row that is to be sent now. Immutable.
 *
 * @param row the row's number in its run
 * @param line the line of the input on which it begins
 * @param conversation what to delete
 * @param attempts the attempts that it has used so far
 * @param code what the last of them was answered; null if there was none, or no code came with it
 */
public record OutstandingRow(
        long row,
        long line,
        Conversation conversation,
        int attempts,
        @Nullable String code) {}
