package io.conversationcleanup.provider;

import io.conversationcleanup.model.SteadyClock;

/**
 * Counts the generations of a lane's signatures, so that many refusals of one generation cause one new one. Thread-safe.
 *
 * <p>Calls that were signed before a renewal may still be refused after it; they learn that a new generation has begun and
 * begin no other. A generation that was begun because of a refusal, is refused itself and was never accepted in between is
 * no better than the next one would be: then the credentials or the clock are wrong.
 *
 * <p>Signatures are made by a steady clock, so that a step of the wall clock during a run spoils none. Each new generation
 * reads the wall clock anew, once: the machine may have been suspended, or its clock set right, since the last reading.
 */
public final class SignatureGenerations {

    private final SteadyClock clock;
    private long current = 1;
    /** Generations in a row that were begun because the one before was refused. */
    private int refusalsInARow;

    /** Generations of signatures that are made by this clock, which nothing else may go by. */
    public SignatureGenerations(SteadyClock clock) {
        this.clock = clock;
    }

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
        clock.readAnew();
        current++;
        return Refusal.SIGN_ANEW;
    }
}
