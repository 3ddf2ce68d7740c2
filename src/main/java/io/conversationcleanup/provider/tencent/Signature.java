package io.conversationcleanup.provider.tencent;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * UserSig, version 2.0 of Tencent's TLSSigAPI: HMAC-SHA256 over the claims, as JSON, deflated, in a Base64 of its own.
 * Stateless, hence thread-safe. Written anew because the vendor's signer reads the system clock and brings an org.json with
 * known vulnerabilities; tests hold this one against it.
 */
public final class Signature {

    private static final String HMAC = "HmacSHA256";

    private Signature() {}

    /**
     * Signs.
     *
     * @param app whose name the signature is in
     * @param at the time from which it is valid, to the second
     * @param validity how long it is valid, to the second
     * @return the text for the query; it needs no escaping
     */
    static String of(App app, Instant at, Duration validity) {
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
            // The key is the console's text itself; that it looks like hex does not matter.
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
     * Whose app is called, and in whose name. Immutable.
     *
     * @param sdkAppId the SDKAppID of the Chat console
     * @param admin the identifier of an app admin account
     * @param secretKey the app's SecretKey, as the console shows it
     */
    public record App(long sdkAppId, String admin, String secretKey) {

        /** Without the key: a record's own text would show it. */
        @Override
        public String toString() {
            return "App[" + sdkAppId + ", " + admin + "]";
        }
    }
}
