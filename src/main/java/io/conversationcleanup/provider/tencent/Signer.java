package io.conversationcleanup.provider.tencent;

import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.provider.SignatureGenerations;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps one UserSig; renews it well before it expires and after a refusal. Thread-safe. The vendor's signer reads the
 * system clock and brings an org.json with known vulnerabilities; tests compare the two.
 */
public final class Signer {

    /** "The validity period of UserSig should be at least 24 hours" (error code 70001). */
    private static final Duration VALIDITY = Duration.ofHours(24);

    private static final Duration RENEWED_BEFORE_EXPIRY = Duration.ofHours(1);

    private static final String HMAC = "HmacSHA256";

    private final App app;
    private final SteadyClock clock;
    private final SignatureGenerations generations;
    private final UnaryOperator<String> queryOf;
    private Signed current;

    /** Signs for this app; {@code queryOf} makes the query part, once for each signature. */
    Signer(App app, SteadyClock clock, SignatureGenerations generations, UnaryOperator<String> queryOf) {
        this.app = app;
        this.clock = clock;
        this.generations = generations;
        this.queryOf = queryOf;
        this.current = sign(clock.instant(), generations.current());
    }

    /** A signature, the query part that contains it, and its renewal time. */
    record Signed(long generation, String query, Instant renewAt) {
        @Override
        public String toString() {
            return "Signed[" + generation + "]";
        }
    }

    synchronized Signed signed() {
        Instant now = clock.instant();
        long generation = generations.current();
        if (current.generation() < generation || !now.isBefore(current.renewAt())) {
            current = sign(now, generation);
        }
        return current;
    }

    private Signed sign(Instant now, long generation) {
        String signature = signature(app, now, VALIDITY);
        return new Signed(
                generation, queryOf.apply(signature), now.plus(VALIDITY).minus(RENEWED_BEFORE_EXPIRY));
    }

    /**
     * Creates a UserSig (TLSSigAPI 2.0): HMAC-SHA256 over the claims as JSON, deflated, in a URL-safe Base64 variant.
     * Times have whole seconds.
     */
    static String signature(App app, Instant at, Duration validity) {
        long time = at.getEpochSecond();
        long expire = validity.toSeconds();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("TLS.ver", "2.0");
        claims.put("TLS.identifier", app.admin());
        claims.put("TLS.sdkappid", app.sdkAppId());
        claims.put("TLS.time", time);
        claims.put("TLS.expire", expire);
        claims.put("TLS.sig", hmac(app, time, expire));
        return escaped(deflated(JsonMapper.shared().writeValueAsBytes(claims)));
    }

    private static String hmac(App app, long time, long expire) {
        String content = "TLS.identifier:" + app.admin() + "\n"
                + "TLS.sdkappid:" + app.sdkAppId() + "\n"
                + "TLS.time:" + time + "\n"
                + "TLS.expire:" + expire + "\n";
        try {
            Mac mac = Mac.getInstance(HMAC);
            // The key is the console's text; it only looks like hex.
            mac.init(new SecretKeySpec(app.secretKey().getBytes(StandardCharsets.UTF_8), HMAC));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(plain);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[512];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static String escaped(byte[] bytes) {
        return Base64.getEncoder()
                .encodeToString(bytes)
                .replace('+', '*')
                .replace('/', '-')
                .replace('=', '_');
    }

    /**
     * The app and the calling account. Immutable.
     *
     * @param sdkAppId the SDKAppID of the Chat console
     * @param admin the identifier of an app admin account
     * @param secretKey the app's SecretKey, as the console shows it
     */
    public record App(long sdkAppId, String admin, String secretKey) {

        /** Omits the key, which the default text would show. */
        @Override
        public String toString() {
            return "App[" + sdkAppId + ", " + admin + "]";
        }
    }
}
