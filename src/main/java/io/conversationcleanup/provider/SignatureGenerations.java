package io.conversationcleanup.provider;

/**
 * Counts the generations of a lane's signatures, so that many refusals of one generation cause one new one. Thread-safe.
 *
 * <p>Calls that were signed before a renewal may still be refused after it; they learn that a new generation has begun and
 * begin no other. A generation that was begun because of a refusal, is refused itself and was never accepted in between is
 * no better than the next one would be: then the credentials or the clock are wrong.
 */
public final class SignatureGenerations {

    private long current = 1;
    /** Generations in a row that were begun because the one before was refused. */
    private int refusalsInARow;

    /** What to do about a refused signature. */
    public enum Refusal {
        /** Send again, signed with the new generation. */
        SIGN_ANEW,
        /** Signing anew does not help. */
        HOPELESS
    }

    /** The generation that calls are signed with now. */
    public synchronized long current() {
        return current;
    }

    /** Notes that the provider accepted a signature of this generation. */
    public synchronized void accepted(long generation) {
        if (generation == current) {
            refusalsInARow = 0;
        }
    }

    /**
     * Notes that the provider refused a signature of this generation.
     *
     * @param renewals how many generations in a row may be begun because of refusals
     */
    public synchronized Refusal refused(long generation, int renewals) {
        if (generation < current) {
            return Refusal.SIGN_ANEW;
        }
        if (refusalsInARow >= renewals) {
            return Refusal.HOPELESS;
        }
        refusalsInARow++;
        current++;
        return Refusal.SIGN_ANEW;
    }
}
