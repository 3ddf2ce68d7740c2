package io.conversationcleanup.provider.tencent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/**
 * Keeps one signature for all calls and renews it: well before it expires, and when the server refuses it. Thread-safe.
 *
 * <p>Each signature has a generation. Calls that were signed before a renewal may still be refused after it; they learn that
 * a new signature is in place and cause no other. A signature that was made because of a refusal, is refused itself and
 * never served in between, is no better than the next one would be: then the credentials or the clock are wrong.
 */
final class TencentSigner {

    /** "The validity period of UserSig should be at least 24 hours" (error code 70001). */
    private static final Duration VALIDITY = Duration.ofHours(24);

    private static final Duration RENEWED_BEFORE_EXPIRY = Duration.ofHours(1);

    private final TencentApp app;
    private final InstantSource clock;
    private final UnaryOperator<String> queryOf;
    private Signed current;
    /** Signatures in a row that were made because the one before was refused. */
    private int refusalsInARow;

    /**
     * A signer with a fresh signature.
     *
     * @param queryOf what to make of a signature, once for each: the part of the query that holds it
     */
    TencentSigner(TencentApp app, InstantSource clock, UnaryOperator<String> queryOf) {
        this.app = app;
        this.clock = clock;
        this.queryOf = queryOf;
        this.current = sign(1);
    }

    /**
     * A signature in use.
     *
     * @param generation counts the signatures of this process
     * @param query the part of the query that holds it
     * @param renewAt when it is replaced
     */
    record Signed(long generation, String query, Instant renewAt) {
        @Override
        public String toString() {
            return "Signed[" + generation + "]";
        }
    }

    /** What to do about a refused signature. */
    enum Refusal {
        /** Send again: a new signature is in place. */
        SIGNED_ANEW,
        /** Signing anew does not help. */
        HOPELESS
    }

    /** The signature for a call that leaves now. */
    synchronized Signed signed() {
        if (!clock.instant().isBefore(current.renewAt())) {
            current = sign(current.generation() + 1);
        }
        return current;
    }

    /** Notes that the server accepted this signature. */
    synchronized void accepted(Signed used) {
        if (used.generation() == current.generation()) {
            refusalsInARow = 0;
        }
    }

    /**
     * Notes that the server refused this signature.
     *
     * @param renewals how many signatures in a row may be made because of refusals
     */
    synchronized Refusal refused(Signed used, int renewals) {
        if (used.generation() < current.generation()) {
            return Refusal.SIGNED_ANEW;
        }
        if (refusalsInARow >= renewals) {
            return Refusal.HOPELESS;
        }
        refusalsInARow++;
        current = sign(current.generation() + 1);
        return Refusal.SIGNED_ANEW;
    }

    private Signed sign(long generation) {
        Instant now = clock.instant();
        String signature = TencentSignature.of(app, now, VALIDITY);
        return new Signed(
                generation, queryOf.apply(signature), now.plus(VALIDITY).minus(RENEWED_BEFORE_EXPIRY));
    }
}
