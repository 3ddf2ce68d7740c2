package io.conversationcleanup.provider.zego;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Signature version 2.0 of ZEGOCLOUD's server API: the MD5 of app id, nonce, secret and time, put one after the other.
 * Stateless, hence thread-safe. MD5 is the provider's choice.
 */
public final class Signature {

    private static final String MD5 = "MD5";

    private Signature() {}

    /**
     * Signs.
     *
     * @param nonce 16 hex digits that were not used before
     * @param epochSeconds the time; the server takes at most ten minutes of difference
     * @return 32 lower-case hex digits
     */
    static String of(App app, String nonce, long epochSeconds) {
        String content = app.appId() + nonce + app.serverSecret() + epochSeconds;
        try {
            byte[] digest = MessageDigest.getInstance(MD5).digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + MD5, e);
        }
    }

    /**
     * Whose app is called. Immutable.
     *
     * @param appId the AppId of the ZEGOCLOUD console
     * @param serverSecret the app's ServerSecret, as the console shows it
     */
    public record App(long appId, String serverSecret) {

        /** Without the secret: a record's own text would show it. */
        @Override
        public String toString() {
            return "App[" + appId + "]";
        }
    }
}
