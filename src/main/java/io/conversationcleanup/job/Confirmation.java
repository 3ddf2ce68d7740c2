package io.conversationcleanup.job;

/** Asked once in each start of a run, when the whole input is staged and before the first call. */
@FunctionalInterface
public interface Confirmation {

    /**
     * Whether to go on.
     *
     * @param rows the rows that are about to be sent, at least 1
     */
    Decision decide(long rows);

    /**
     * Whether so many rows may be sent without anybody being asked.
     *
     * @param rows the most that may turn out to be sent
     */
    default boolean isGivenFor(long rows) {
        return false;
    }

    /** Why it was declined and what to do, for the person who started the run. */
    default String refusal() {
        return "";
    }

    /** Why it was declined, in a few words for reports; empty if there is nothing to add. */
    default String whyDeclined() {
        return "";
    }

    /** The answer. */
    enum Decision {
        /** Send them. */
        SEND,
        /** Send nothing; the run stays as it is, staged. */
        DECLINE
    }
}
