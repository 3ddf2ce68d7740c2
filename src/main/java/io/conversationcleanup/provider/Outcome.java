package io.conversationcleanup.provider;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of an answer or of a missing one; a row's failure is a value, never an exception. Immutable.
 *
 * @param code the provider's code or, without one, this program's; empty on plain success
 * @param message the provider's or this program's text; empty on plain success; contains no secret
 * @param atLast what follows the last attempt of an {@link Kind#UNEXPECTED} answer; otherwise null
 * @param retryAfter the wait that a throttling provider requests
 */
public record Outcome(
        Kind kind, String code, String message, @Nullable AtLast atLast, Optional<Duration> retryAfter) {

    private static final Outcome DELETED = of(Kind.DELETED, "", "");

    /** The kind of an outcome. */
    public enum Kind {
        DELETED,
        /** There was nothing to delete, which is the wanted state. */
        ALREADY_GONE,
        /** The provider refused this row for good; others continue. */
        REFUSED,
        /** The provider reported a temporary failure: retry later; the attempt counts. */
        BUSY,
        /** Unknown, or rarely passes: two more attempts, which count, then {@link Outcome#atLast}. */
        UNEXPECTED,
        /** The call did not reach the provider; no attempt is lost. */
        UNAVAILABLE,
        /** The call left and may have happened; the attempt counts unless there is an outage. */
        UNKNOWN,
        /** The provider asked to slow down: send again; no attempt is lost. */
        THROTTLED,
        /** The signature had expired and was renewed: send again; no attempt is lost. */
        SIGNED_ANEW,
        /** The provider refused the credentials, the app or the plan: the run stops. */
        DENIED
    }

    /** What follows the last attempt of an unexpected answer. */
    public enum AtLast {
        FAIL_ROW,
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

    public Outcome worded(UnaryOperator<String> words) {
        return message.isEmpty() ? this : new Outcome(kind, code, words.apply(message), atLast, retryAfter);
    }
}
