package io.conversationcleanup.provider;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a call did. Immutable; a failure of one row is a value like any other, never an exception. */
public sealed interface Outcome {

    /** What follows. */
    Disposition disposition();

    /** The provider's code, or a word of ours where no code came back; empty on plain success. */
    default String code() {
        return "";
    }

    /** The provider's text, or ours; empty on plain success. Holds no secret. */
    default String message() {
        return "";
    }

    /** The same with its message in other words, such as without the ids that it names. */
    Outcome worded(UnaryOperator<String> words);

    /** The provider confirmed the deletion. */
    record Deleted() implements Outcome {
        @Override
        public Disposition disposition() {
            return Disposition.SETTLE;
        }

        @Override
        public Outcome worded(UnaryOperator<String> words) {
            return this;
        }
    }

    /** There was nothing to delete: the wanted state already. */
    record AlreadyGone(String code, String message) implements Outcome {
        @Override
        public Disposition disposition() {
            return Disposition.SETTLE;
        }

        @Override
        public Outcome worded(UnaryOperator<String> words) {
            return new AlreadyGone(code, words.apply(message));
        }
    }

    /** The provider refused this row for good. */
    record Refused(String code, String message) implements Outcome {
        @Override
        public Disposition disposition() {
            return Disposition.FAIL;
        }

        @Override
        public Outcome worded(UnaryOperator<String> words) {
            return new Refused(code, words.apply(message));
        }
    }

    /** The provider answered with a passing failure of its own. */
    record Busy(String code, String message) implements Outcome {
        @Override
        public Disposition disposition() {
            return Disposition.RETRY;
        }

        @Override
        public Outcome worded(UnaryOperator<String> words) {
            return new Busy(code, words.apply(message));
        }
    }

    /**
     * An answer that nobody can place, or that seldom passes: worth two more attempts, not all of them.
     *
     * @param atLast what follows when these are used up
     */
    record Unexpected(String code, String message, AtLast atLast) implements Outcome {

        /** What follows when the attempts are used up. */
        public enum AtLast {
            /** The row has failed. */
            FAIL_ROW,
            /** No row could succeed. */
            ABORT_RUN
        }

        @Override
        public Disposition disposition() {
            return Disposition.RETRY;
        }

        @Override
        public Outcome worded(UnaryOperator<String> words) {
            return new Unexpected(code, words.apply(message), atLast);
        }
    }

    /** The call did not reach the provider: it did not happen. */
    record Unavailable(String code, String message) implements Outcome {
        @Override
        public Disposition disposition() {
            return Disposition.RETRY;
        }

        @Override
        public Outcome worded(UnaryOperator<String> words) {
            return new Unavailable(code, words.apply(message));
        }
    }

    /** The call left and no usable answer came back: it may have happened. */
    record Unknown(String code, String message) implements Outcome {
        @Override
        public Disposition disposition() {
            return Disposition.RETRY;
        }

        @Override
        public Outcome worded(UnaryOperator<String> words) {
            return new Unknown(code, words.apply(message));
        }
    }

    /** The provider asked to slow down. */
    record Throttled(String code, String message, Optional<Duration> retryAfter) implements Outcome {
        @Override
        public Disposition disposition() {
            return Disposition.WAIT;
        }

        @Override
        public Outcome worded(UnaryOperator<String> words) {
            return new Throttled(code, words.apply(message), retryAfter);
        }
    }

    /** The provider refused the call's signature as expired; a new one is in place. */
    record SignedAnew(String code, String message) implements Outcome {
        @Override
        public Disposition disposition() {
            return Disposition.WAIT;
        }

        @Override
        public Outcome worded(UnaryOperator<String> words) {
            return new SignedAnew(code, words.apply(message));
        }
    }

    /** The provider refused the credentials, the app or the plan: it would refuse every row. */
    record Denied(String code, String message) implements Outcome {
        @Override
        public Disposition disposition() {
            return Disposition.ABORT;
        }

        @Override
        public Outcome worded(UnaryOperator<String> words) {
            return new Denied(code, words.apply(message));
        }
    }
}
