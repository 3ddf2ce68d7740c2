package io.conversationcleanup.provider.zego;

import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.provider.SignatureGenerations;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Signs each call (signature version 2.0): "a new signature needs to be generated for every API request". Thread-safe.
 * The provider requires MD5.
 */
public final class Signer {

    private static final String MD5 = "MD5";

    private final App app;
    private final SteadyClock clock;
    private final RandomGenerator random;
    private final SignatureGenerations generations;

    Signer(App app, SteadyClock clock, RandomGenerator random, SignatureGenerations generations) {
        this.app = app;
        this.clock = clock;
        this.random = random;
        this.generations = generations;
    }

    /** A signature's generation and the query part that contains it. */
    record Signed(long generation, String query) {
        @Override
        public String toString() {
            return "Signed[" + generation + "]";
        }
    }

    Signed signed() {
        long generation = generations.current();
        String nonce = HexFormat.of().toHexDigits(random.nextLong());
        long now = clock.instant().getEpochSecond();
        return new Signed(
                generation,
                "&SignatureNonce=" + nonce
                        + "&Timestamp=" + now
                        + "&SignatureVersion=2.0&Signature=" + signature(app, nonce, now));
    }

    /** The MD5, in hex, of app id, nonce, secret and time; the server accepts a difference of ten minutes. */
    static String signature(App app, String nonce, long epochSeconds) {
        String content = app.appId() + nonce + app.serverSecret() + epochSeconds;
        try {
            byte[] digest = MessageDigest.getInstance(MD5).digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + MD5, e);
        }
    }

    /**
     * The app. Immutable.
     *
     * @param appId the AppId of the ZEGOCLOUD console
     * @param serverSecret the app's ServerSecret, as the console shows it
     */
    public record App(long appId, String serverSecret) {

        /** Omits the secret, which the default text would show. */
        @Override
        public String toString() {
            return "App[" + appId + "]";
        }
    }
}
