package io.conversationcleanup.simulator;

import io.conversationcleanup.simulator.ProviderApi.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/**
 * Verifies a UserSig as the provider does (TLSSigAPIv2, after {@code VerifyUserSig} of tencentyun/tls-sig-api-v2-golang).
 * Called from one thread.
 *
 * <ol>
 *   <li>undo the substitutions, Base64, zlib: a JSON object of six fields (else 70003),
 *   <li>account and app are those of the query (70013, 70014),
 *   <li>the HMAC-SHA256 over the fields is right (70009),
 *   <li>{@code now <= time + expire}, and not too old by the simulator's own rule (70001).
 * </ol>
 */
final class UserSigVerifier {

    private static final int MAX_INFLATED_BYTES = 4096;
    private static final int REMEMBERED = 16;

    private final SecretKeySpec key;
    private final long maxSeconds;

    /** Signatures whose HMAC was found right, so that inflating and hashing is done once for each. */
    private final Map<String, Signed> verified = new HashMap<>();

    /**
     * @param secret the app's SecretKey; its characters are the key, also when they look like hexadecimal digits
     * @param maxSeconds how old a signature may be, even if it claims to be good for longer
     */
    UserSigVerifier(String secret, long maxSeconds) {
        key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.maxSeconds = maxSeconds;
    }

    /** What is wrong with the signature, or empty if it is good for this app and account now. */
    Optional<Refusal> check(String userSig, long appId, String identifier, Instant now) {
        Signed known = verified.get(userSig);
        Optional<Signed> decoded = known == null ? decode(userSig) : Optional.of(known);
        if (decoded.isEmpty()) {
            return ProviderApi.refusal(70003, "the UserSig cannot be decoded: it is cut off or damaged");
        }
        Signed signed = decoded.get();
        if (!signed.identifier().equals(identifier)) {
            return ProviderApi.refusal(
                    70013, "the UserSig was made for another account than the identifier of the URL");
        }
        if (signed.appId() != appId) {
            return ProviderApi.refusal(70014, "the UserSig was made for another app than the sdkappid of the URL");
        }
        if (known == null) {
            if (!isGenuine(signed)) {
                return ProviderApi.refusal(70009, "the UserSig was made with another key");
            }
            if (verified.size() == REMEMBERED) {
                verified.clear();
            }
            verified.put(userSig, signed);
        }
        return now.getEpochSecond() - signed.time() > Math.min(signed.expire(), maxSeconds)
                ? ProviderApi.refusal(70001, "the UserSig has expired")
                : Optional.empty();
    }

    private boolean isGenuine(Signed signed) {
        String content = "TLS.identifier:" + signed.identifier() + "\nTLS.sdkappid:" + signed.appId() + "\nTLS.time:"
                + signed.time() + "\nTLS.expire:" + signed.expire() + "\n";
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] hash = mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
            byte[] right = Base64.getEncoder().encode(hash);
            return MessageDigest.isEqual(right, signed.signature().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static Optional<Signed> decode(String userSig) {
        if (userSig.isEmpty() || userSig.matches(".*[+/=].*")) {
            return Optional.empty();
        }
        String base64 = userSig.replace('*', '+').replace('-', '/').replace('_', '=');
        try {
            return StrictJson.object(inflate(Base64.getDecoder().decode(base64)))
                    .flatMap(UserSigVerifier::signed);
        } catch (IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
    }

    private static byte[] inflate(byte[] compressed) throws IOException {
        Inflater inflater = new Inflater();
        ByteArrayInputStream bytes = new ByteArrayInputStream(compressed);
        try (InflaterInputStream inflating = new InflaterInputStream(bytes, inflater)) {
            byte[] inflated = inflating.readNBytes(MAX_INFLATED_BYTES + 1);
            if (inflated.length > MAX_INFLATED_BYTES || inflater.getRemaining() + bytes.available() > 0) {
                throw new IOException("it is too long, or something follows it");
            }
            return inflated;
        } finally {
            inflater.end();
        }
    }

    private static Optional<Signed> signed(JsonNode json) {
        boolean whole = StrictJson.text(json.path("TLS.ver")).equals("2.0")
                && json.path("TLS.identifier").isString()
                && json.path("TLS.sig").isString()
                && Stream.of("TLS.sdkappid", "TLS.time", "TLS.expire").allMatch(name -> isCount(json.path(name)));
        return whole
                ? Optional.of(new Signed(
                        json.path("TLS.identifier").stringValue(),
                        json.path("TLS.sdkappid").longValue(),
                        json.path("TLS.time").longValue(),
                        json.path("TLS.expire").longValue(),
                        json.path("TLS.sig").stringValue()))
                : Optional.empty();
    }

    private static boolean isCount(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
    }

    /** The fields of a UserSig, with times in seconds (since 1970), and the HMAC in Base64. */
    private record Signed(String identifier, long appId, long time, long expire, String signature) {}
}
