package io.conversationcleanup.provider.tencent;

import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.provider.SignatureGenerations;
import io.conversationcleanup.provider.tencent.Signature.App;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * Keeps one signature for all calls: made once, reused, made anew well before it expires and when the server has refused it.
 * Thread-safe.
 */
final class Signer {

    /** "The validity period of UserSig should be at least 24 hours" (error code 70001). */
    private static final Duration VALIDITY = Duration.ofHours(24);

    private static final Duration RENEWED_BEFORE_EXPIRY = Duration.ofHours(1);

    private final App app;
    private final SteadyClock clock;
    private final SignatureGenerations generations;
    private final UnaryOperator<String> queryOf;
    private Signed current;

    /**
     * A signer with a fresh signature.
     *
     * @param generations says when a signature was refused
     * @param queryOf what to make of a signature, once for each: the part of the query that holds it
     */
    Signer(App app, SteadyClock clock, SignatureGenerations generations, UnaryOperator<String> queryOf) {
        this.app = app;
        this.clock = clock;
        this.generations = generations;
        this.queryOf = queryOf;
        this.current = sign(clock.instant(), generations.current());
    }

    /**
     * A signature in use.
     *
     * @param generation the generation it is of
     * @param query the part of the query that holds it
     * @param renewAt when it is replaced
     */
    record Signed(long generation, String query, Instant renewAt) {
        @Override
        public String toString() {
            return "Signed[" + generation + "]";
        }
    }

    /** The signature for a call that leaves now. */
    synchronized Signed signed() {
        Instant now = clock.instant();
        long generation = generations.current();
        if (current.generation() < generation || !now.isBefore(current.renewAt())) {
            current = sign(now, generation);
        }
        return current;
    }

    private Signed sign(Instant now, long generation) {
        String signature = Signature.of(app, now, VALIDITY);
        return new Signed(
                generation, queryOf.apply(signature), now.plus(VALIDITY).minus(RENEWED_BEFORE_EXPIRY));
    }
}
