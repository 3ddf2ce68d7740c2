package io.conversationcleanup.provider;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's answer means, or that there was none. Immutable; the failure of one row is a value like any other, never
 * an exception.
 *
 * @param code the provider's code, or a word of this program where no code came back; empty on plain success
 * @param message the provider's text, or this program's; empty on plain success; holds no secret
 * @param atLast what follows when the attempts of an unexpected answer are used up; null for the other kinds
 * @param retryAfter how long a provider that throttles asks to wait, if it says so
 */
public record Outcome(
        Kind kind, String code, String message, @Nullable AtLast atLast, Optional<Duration> retryAfter) {

    private static final Outcome DELETED = of(Kind.DELETED, "", "");

    /** What a call did. */
    public enum Kind {
        /** The provider confirmed the deletion: the row is done. */
        DELETED,
        /** There was nothing to delete, which is the wanted state: the row is done. */
        ALREADY_GONE,
        /** The provider refused this row for good; the others go on. */
        REFUSED,
        /** The provider answered with a passing failure of its own: the row is sent again later, and this attempt counts. */
        BUSY,
        /**
         * The answer is unknown, or seldom passes: worth two more attempts, not all of them. This attempt counts;
         * {@link Outcome#atLast} says what follows.
         */
        UNEXPECTED,
        /** The call did not reach the provider: it did not happen, and no attempt is spent. */
        UNAVAILABLE,
        /** The call left and no usable answer came back: it may have happened. The attempt counts unless there is an outage. */
        UNKNOWN,
        /** The provider asked to slow down: the row is sent again, and no attempt is spent. */
        THROTTLED,
        /** The signature was refused as expired and a new one is in place: the row is sent again, and no attempt is spent. */
        SIGNED_ANEW,
        /** The provider refused the credentials, the app or the plan: no row could succeed, and the run stops. */
        DENIED
    }

    /** What follows when the attempts of an unexpected answer are used up. */
    public enum AtLast {
        /** The row has failed. */
        FAIL_ROW,
        /** No row could succeed. */
        ABORT_RUN
    }

    public static Outcome deleted() {
        return DELETED;
    }

    public static Outcome alreadyGone(String code, String message) {
        return of(Kind.ALREADY_GONE, code, message);
    }

    public static Outcome refused(String code, String message) {
        return of(Kind.REFUSED, code, message);
    }

    public static Outcome busy(String code, String message) {
        return of(Kind.BUSY, code, message);
    }

    public static Outcome unexpected(String code, String message, AtLast atLast) {
        return new Outcome(Kind.UNEXPECTED, code, message, atLast, Optional.empty());
    }

    public static Outcome unavailable(String code, String message) {
        return of(Kind.UNAVAILABLE, code, message);
    }

    public static Outcome unknown(String code, String message) {
        return of(Kind.UNKNOWN, code, message);
    }

    public static Outcome throttled(String code, String message, Optional<Duration> retryAfter) {
        return new Outcome(Kind.THROTTLED, code, message, null, retryAfter);
    }

    public static Outcome signedAnew(String code, String message) {
        return of(Kind.SIGNED_ANEW, code, message);
    }

    public static Outcome denied(String code, String message) {
        return of(Kind.DENIED, code, message);
    }

    private static Outcome of(Kind kind, String code, String message) {
        return new Outcome(kind, code, message, null, Optional.empty());
    }

    /** Replaces the message, such as by one without the ids that it names. */
    public Outcome worded(UnaryOperator<String> words) {
        return message.isEmpty() ? this : new Outcome(kind, code, words.apply(message), atLast, retryAfter);
    }
}
