package io.conversationcleanup.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of a row in a batch. Immutable.
 *
 * @param row the row's number
 * @param kind of result
 * @param code the provider's code or a word of ours; empty on plain success
 * @param message the provider's text or ours; empty on plain success
 * @param attempts the attempts used, this batch's included
 * @param at when that was known, by the wall clock
 * @param dueAt when the next attempt is due, by the lane's steady clock; null unless {@link Kind#DUE_AGAIN}
 */
public record RowResult(
        long row,
        Kind kind,
        String code,
        String message,
        int attempts,
        Instant at,
        @Nullable Instant dueAt) {

    /** What a row can come to. */
    public enum Kind {
        /** Confirmed by the provider. */
        DELETED,
        /** There was nothing to delete. */
        ALREADY_GONE,
        /** Refused for good. */
        FAILED,
        /** Failed for a passing reason, with attempts left. */
        DUE_AGAIN,
        /** Failed for a passing reason, with no attempts left. */
        GIVEN_UP
    }
}
