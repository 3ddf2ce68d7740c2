package io.conversationcleanup.job;

/** Decides whether to send; asked once per start, after staging and before the first call. */
@FunctionalInterface
public interface Confirmation {

    /**
     * Asks for the decision.
     *
     * @param rows the rows to send, at least 1
     */
    Decision decide(long rows);

    /** Returns whether up to this many rows may be sent without asking. */
    default boolean isGivenFor(long rows) {
        return false;
    }

    /** Returns why sending was declined and what to do next. */
    default String refusal() {
        return "";
    }

    /** Returns a short reason for the reports; empty if there is none. */
    default String whyDeclined() {
        return "";
    }

    /** The answer to a confirmation. */
    enum Decision {
        SEND,
        /** Send nothing; the run stays staged. */
        DECLINE
    }
}
