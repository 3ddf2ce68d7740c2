package io.conversationcleanup.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes UserSigs for tests, right and wrong ones. */
final class UserSigs {

    private UserSigs() {}

    static String sign(String secret, long appId, String identifier, long time, long expire) {
        return encode(fields(appId, identifier, time, expire, hmac(secret, appId, identifier, time, expire)));
    }

    static String fields(long appId, String identifier, long time, long expire, String signature) {
        return """
                {"TLS.ver":"2.0","TLS.identifier":"%s","TLS.sdkappid":%d,"TLS.expire":%d,"TLS.time":%d,"TLS.sig":"%s"}""".formatted(identifier, appId, expire, time, signature);
    }

    static String encode(String text) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream zlib = new DeflaterOutputStream(compressed)) {
            zlib.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return substituted(compressed.toByteArray());
    }

    static String substituted(byte[] compressed) {
        return Base64.getEncoder()
                .encodeToString(compressed)
                .replace('+', '*')
                .replace('/', '-')
                .replace('=', '_');
    }

    private static String hmac(String secret, long appId, String identifier, long time, long expire) {
        String content = "TLS.identifier:" + identifier + "\nTLS.sdkappid:" + appId + "\nTLS.time:" + time
                + "\nTLS.expire:" + expire + "\n";
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
