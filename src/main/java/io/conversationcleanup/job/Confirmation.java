package io.conversationcleanup.job;

import io.conversationcleanup.runs.RunView;
import java.util.List;
import java.util.Optional;

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

    /**
     * Told before anything is read into the ledger or sent which runs of the job are unfinished.
     *
     * @param resumed the one that this start resumes; empty if it begins a new one
     * @param others the others, the oldest first, none of them worked on
     * @return whether to go on
     */
    default boolean mayBegin(Optional<RunView> resumed, List<RunView> others) {
        return true;
    }

    /** Why it was declined, in a few words; empty text if there is nothing to add. */
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
