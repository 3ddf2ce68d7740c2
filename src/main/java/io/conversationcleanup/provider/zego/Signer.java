package io.conversationcleanup.provider.zego;

import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.provider.SignatureGenerations;
import io.conversationcleanup.provider.zego.Signature.App;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Signs each call anew: "a new signature needs to be generated for every API request". Thread-safe. */
final class Signer {

    private final App app;
    private final SteadyClock clock;
    private final RandomGenerator random;
    private final SignatureGenerations generations;

    /**
     * A signer.
     *
     * @param random a thread-safe source
     * @param generations counts the times that signatures were refused
     */
    Signer(App app, SteadyClock clock, RandomGenerator random, SignatureGenerations generations) {
        this.app = app;
        this.clock = clock;
        this.random = random;
        this.generations = generations;
    }

    /**
     * A signature for one call.
     *
     * @param generation the generation it is of
     * @param query the part of the query that holds it
     */
    record Signed(long generation, String query) {
        @Override
        public String toString() {
            return "Signed[" + generation + "]";
        }
    }

    /** The signature for a call that leaves now. */
    Signed signed() {
        long generation = generations.current();
        String nonce = HexFormat.of().toHexDigits(random.nextLong());
        long now = clock.instant().getEpochSecond();
        return new Signed(
                generation,
                "&SignatureNonce=" + nonce
                        + "&Timestamp=" + now
                        + "&SignatureVersion=2.0&Signature=" + Signature.of(app, nonce, now));
    }
}
