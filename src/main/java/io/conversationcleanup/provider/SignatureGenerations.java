package io.conversationcleanup.provider;

import io.conversationcleanup.model.SteadyClock;

/**
 * Counts signature generations, so that many refusals of one cause only one renewal. Thread-safe. If a renewed one is
 * refused without ever being accepted, the credentials or the clock are wrong.
 *
 * <p>A steady clock dates signatures, so that a step of the wall clock spoils none. Each renewal reads the wall clock
 * again, because the machine may have been suspended or its clock corrected.
 */
public final class SignatureGenerations {

    private final SteadyClock clock;
    private long current = 1;
    /** Consecutive generations that began after a refusal. */
    private int refusalsInARow;

    /** Creates the counter; no other code may use this clock. */
    public SignatureGenerations(SteadyClock clock) {
        this.clock = clock;
    }

    /** The reaction to a refused signature. */
    public enum Refusal {
        SIGN_ANEW,
        /** Another renewal does not help. */
        HOPELESS
    }

    public synchronized long current() {
        return current;
    }

    /** Records that the provider accepted this generation. */
    public synchronized void accepted(long generation) {
        if (generation == current) {
            refusalsInARow = 0;
        }
    }

    /** Records a refusal; at most this many consecutive renewals follow. */
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
