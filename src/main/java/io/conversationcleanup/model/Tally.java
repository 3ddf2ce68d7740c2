package io.conversationcleanup.model;

/**
 * The rows of a run by state; the counts add up to the total. Immutable.
 *
 * @param retryable rows that failed temporarily, with or without attempts left
 * @param waiting the part of {@code retryable} that is due again if the run resumes
 */
public record Tally(
        long total,
        long deleted,
        long alreadyGone,
        long failed,
        long retryable,
        long waiting,
        long rejected,
        long duplicate,
        long pending) {

    public Tally {
        if (total != deleted + alreadyGone + failed + retryable + rejected + duplicate + pending) {
            throw new IllegalArgumentException("the counts do not add up to the total of " + total);
        }
        if (waiting > retryable) {
            throw new IllegalArgumentException(waiting + " rows wait among " + retryable + " retryable ones");
        }
    }

    public long outstanding() {
        return pending + waiting;
    }

    /** Returns the number of rows that failed or were rejected, as the exit code counts them. */
    public long unsuccessful() {
        return failed + retryable + rejected;
    }
}
