package io.conversationcleanup.model;

import org.jspecify.annotations.Nullable;

/**
 * A row that is to be sent. Immutable.
 *
 * @param number its number in its run, from 1
 * @param line the line of the input on which it begins
 * @param conversation what to delete
 * @param attempts the attempts that it has used so far
 * @param lastCode what the last of them was answered; null if there was none, or no code came with it
 */
public record Row(
        long number,
        long line,
        Conversation conversation,
        int attempts,
        @Nullable String lastCode) {

    /**
     * Whether no usable answer came to its last attempt, though the provider answered other calls. A provider's codes are
     * numbers; words are this program's, for what was no answer.
     */
    public boolean lastUnanswered() {
        return lastCode != null && !lastCode.chars().allMatch(Character::isDigit);
    }
}
