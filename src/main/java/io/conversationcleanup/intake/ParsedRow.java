package io.conversationcleanup.intake;

import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import org.jspecify.annotations.Nullable;

/** A parsed row of input. Immutable. */
public sealed interface ParsedRow {

    /** Returns the row's first line, from 1, header included. */
    long line();

    /**
     * Returns the cells in the input's own columns as one CSV record; null if they follow from the conversation (ids,
     * the provider's type number, clearRamble as 1 or 0). NUL, which databases reject, becomes U+FFFD, which no id may
     * contain.
     */
    @Nullable
    String original();

    /** A row with a conversation. */
    record Accepted(
            long line, Conversation conversation, @Nullable String original) implements ParsedRow {

        /** Returns whether user and peer are equal, which is possible but worth a warning. */
        public boolean isWithSelf() {
            return conversation.type() == ConversationType.ONE_TO_ONE
                    && conversation.user().equals(conversation.peer());
        }
    }

    /**
     * A row that cannot be sent. For a line that cannot be split, {@code original} has the beginning of its text in the
     * first cell and the others are empty.
     */
    record Rejected(long line, String reason, String original) implements ParsedRow {}
}
