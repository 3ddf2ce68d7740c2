package io.conversationcleanup.model;

import org.jspecify.annotations.Nullable;

/**
 * A row to send, with its number in its run (from 1) and the input line on which it begins. Immutable. {@code lastCode}
 * is null if the last attempt got no code or there was none.
 */
public record Row(
        long number,
        long line,
        Conversation conversation,
        int attempts,
        @Nullable String lastCode) {

    /**
     * Tells whether the last attempt got no usable answer. A provider's codes are numbers; the program's own codes, for
     * a missing answer, are words.
     */
    public boolean lastUnanswered() {
        return lastCode != null && !lastCode.chars().allMatch(Character::isDigit);
    }
}
