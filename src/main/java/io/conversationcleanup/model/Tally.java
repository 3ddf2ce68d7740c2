package io.conversationcleanup.model;

/**
 * The rows of a run by what they have come to; the counts add up to the total. Immutable.
 *
 * @param total all rows staged
 * @param deleted confirmed by the provider
 * @param alreadyGone there was nothing to delete
 * @param failed refused for good
 * @param retryable failed for a passing reason, attempts used up or not
 * @param waiting the part of {@code retryable} that is due again and will be sent if the run goes on
 * @param rejected not a conversation that could be sent
 * @param duplicate the same conversation stands on an earlier line
 * @param pending without an outcome
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

    /** The rows that have still to be sent. */
    public long outstanding() {
        return pending + waiting;
    }

    /** The rows that were not done and will not be, as the exit code sees them. */
    public long unsuccessful() {
        return failed + retryable + rejected;
    }
}
