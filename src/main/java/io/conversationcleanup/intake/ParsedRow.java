package io.conversationcleanup.intake;

import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import org.jspecify.annotations.Nullable;

/** The result of parsing a row of input. Immutable. */
public sealed interface ParsedRow {

    /** The number of the line on which the row begins, from 1, the header included. */
    long line();

    /**
     * The row's cells in the input's own columns as one CSV record, line breaks in values kept; null if they follow from
     * the conversation: the ids, the provider's number of the type, clearRamble as 1 or 0. NUL characters, which no
     * database keeps, are replaced by U+FFFD, which no id may contain either.
     */
    @Nullable
    String original();

    /** A row that names a conversation. */
    record Accepted(
            long line, Conversation conversation, @Nullable String original) implements ParsedRow {

        /** Whether the user's peer is the user: possible, but worth a warning. */
        public boolean isWithSelf() {
            return conversation.type() == ConversationType.ONE_TO_ONE
                    && conversation.user().equals(conversation.peer());
        }
    }

    /**
     * A row that cannot be sent.
     *
     * @param reason what is wrong with it, for the person who wrote the file
     * @param original see {@link ParsedRow#original}. If the line could not be split into the header's columns, the first
     *     cell holds the beginning of its text and the others are empty
     */
    record Rejected(long line, String reason, String original) implements ParsedRow {}
}
