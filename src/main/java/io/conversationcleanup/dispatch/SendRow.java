package io.conversationcleanup.dispatch;

import io.conversationcleanup.model.Conversation;
import org.jspecify.annotations.Nullable;

/**
 * A row to be sent. Immutable.
 *
 * @param row the row's number
 * @param conversation what to delete
 * @param attempts the attempts that it has used so far
 * @param last how the last of them ended
 */
public record SendRow(long row, Conversation conversation, int attempts, Last last) {

    /** How the last attempt of a row ended. */
    public enum Last {
        /** There has been none, or it was answered. */
        ANSWERED,
        /** No usable answer came, though the provider answered other calls. */
        UNANSWERED;

        /** Tells from a row's last code: a provider's codes are numbers, and words are ours for what was no answer. */
        public static Last of(@Nullable String code) {
            return code == null || code.chars().allMatch(Character::isDigit) ? ANSWERED : UNANSWERED;
        }
    }
}
