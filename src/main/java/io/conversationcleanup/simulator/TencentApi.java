package io.conversationcleanup.simulator;

import io.conversationcleanup.simulator.RecordedCall.Operation;
import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
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
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/**
 * Tencent's rules for every REST call: the five parameters, each exactly once, the admin's valid UserSig, and JSON.
 * Codes from Tencent's error table (trtc.io/document/34348); for faults without a code 60002 "HTTP parse error" or
 * 60025 "error in the URL's parameters". Not thread-safe.
 */
abstract class TencentApi extends ProviderApi {

    static final Refusal NO_SUCH_ADDRESS = new Refusal(60009, "there is no such address");

    private static final Set<String> PARAMETERS = Set.of("sdkappid", "identifier", "usersig", "random", "contenttype");
    private static final String USER = "From_Account";
    private static final int BAD_PARAMETER = 50002;
    /** Code 7003. */
    private static final int MAX_USER_BYTES = 32;

    private final String path;
    private final SimulatedApp app;
    private final String appId;
    private final UserSigVerifier verifier;

    private TencentApi(Operation operation, SimulatedApp app, long maxSeconds) {
        super(operation, new Codes(60007, 50001, 60003));
        path = "/v4/" + operation.label();
        this.app = app;
        appId = Long.toString(app.appId());
        verifier = new UserSigVerifier(app.secret(), maxSeconds);
    }

    @Override
    final boolean serves(WireRequest request) {
        return request.path().equals(path);
    }

    @Override
    final Optional<Refusal> callFault(WireRequest request, Instant now) {
        return request.parameterFault(PARAMETERS)
                .map(fault -> new Refusal(60002, fault))
                .or(() -> missing(request, "sdkappid", 60012))
                .or(() -> check(request.has("sdkappid", appId), 60006, "there is no app with this sdkappid"))
                .or(() -> check(request.isUint32("random"), 60002, "random must be " + WireRequest.A_UINT32))
                .or(() -> check(request.has("contenttype", "json"), 60025, "contenttype must be json"))
                .or(() -> missing(request, "identifier", 60025))
                .or(() -> missing(request, "usersig", 60025))
                .or(() ->
                        verifier.check(request.parameter("usersig"), app.appId(), request.parameter("identifier"), now))
                .or(() -> check(
                        request.has("identifier", app.admin()), 60010, "the identifier is not an admin of the app"));
    }

    private static Optional<String> idFault(JsonNode body, String field, int maxBytes) {
        return StrictJson.textFault(body, field).or(() -> {
            String id = body.path(field).stringValue();
            if (StrictJson.utf8Bytes(id) > maxBytes) {
                return Optional.of(field + " is longer than " + maxBytes + " bytes");
            }
            // Codes 7003 and 8501: ids of users and groups are printable ASCII.
            return id.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)
                    ? Optional.empty()
                    : Optional.of(field + " must be made of printable ASCII characters");
        });
    }

    private static byte[] json(String before, int code, String info, String after) {
        String status = "\"ActionStatus\":\"" + (code == 0 ? "OK" : "FAIL") + "\",\"ErrorCode\":" + code
                + ",\"ErrorInfo\":" + StrictJson.quoted(info);
        return ("{" + before + status + after + "}").getBytes(StandardCharsets.UTF_8);
    }

    /** As documented on 2025-12-15 (cloud.tencent.com/document/product/269/62119). */
    static final class DeleteConversation extends TencentApi {

        private static final String TYPE = "Type";
        private static final String PEER = "To_Account";
        private static final String GROUP = "ToGroupid";
        private static final String CLEAR = "ClearRamble";
        private static final Set<String> FIELDS = Set.of(USER, TYPE, PEER, GROUP, CLEAR);
        private static final int ONE_TO_ONE = 1;
        private static final int TO_GROUP = 2;
        private static final int MAX_GROUP_BYTES = 48;

        private static final String AFTER = ",\"ErrorDisplay\":\"\"";
        private static final byte[] OK = json("", 0, "", AFTER);

        DeleteConversation(SimulatedApp app, long maxSeconds) {
            super(Operation.RECENTCONTACT_DELETE, app, maxSeconds);
        }

        @Override
        byte[] answer(int code, String info, Asked asked) {
            return code == 0 ? OK : json("", code, info, AFTER);
        }

        @Override
        Asked asked(JsonNode body) {
            return new Asked(
                    operation,
                    StrictJson.text(body.path(USER)),
                    StrictJson.text(body.path(body.has(GROUP) ? GROUP : PEER)),
                    StrictJson.number(body.path(TYPE)),
                    StrictJson.number(body.path(CLEAR)));
        }

        @Override
        Optional<Refusal> bodyFault(JsonNode body) {
            return StrictJson.fieldFault(body, FIELDS)
                    .or(() -> body.has(CLEAR) ? StrictJson.choiceFault(body, CLEAR, 0, 1) : Optional.empty())
                    .or(() -> StrictJson.choiceFault(body, TYPE, ONE_TO_ONE, TO_GROUP))
                    .or(() -> idFault(body, USER, MAX_USER_BYTES))
                    .or(() -> body.path(TYPE).intValue() == ONE_TO_ONE
                            ? peerFault(body, PEER, GROUP, MAX_USER_BYTES)
                            : peerFault(body, GROUP, PEER, MAX_GROUP_BYTES))
                    .map(fault -> new Refusal(BAD_PARAMETER, fault));
        }

        private static Optional<String> peerFault(JsonNode body, String field, String otherField, int maxBytes) {
            return body.has(otherField)
                    ? Optional.of(otherField + " does not belong to " + TYPE + " " + body.path(TYPE))
                    : idFault(body, field, maxBytes);
        }
    }

    /**
     * As documented on 2026-04-14 (www.tencentcloud.com/ind/document/product/1047/53441); groups exist until deleted.
     */
    static final class DeleteConversationGroup extends TencentApi {

        private static final String GROUPS = "GroupName";
        private static final Set<String> FIELDS = Set.of(USER, GROUPS);
        private static final int MAX_NAME_BYTES = 64;

        DeleteConversationGroup(SimulatedApp app, long maxSeconds) {
            super(Operation.RECENTCONTACT_DEL_CONTACT_GROUP, app, maxSeconds);
        }

        @Override
        Optional<Refusal> deletedBefore() {
            return refusal(51009, "the conversation group was not found");
        }

        @Override
        byte[] answer(int code, String info, Asked asked) {
            if (code != 0) {
                return json("", code, info, "");
            }
            int id = 1 + Math.floorMod(asked.peer().hashCode(), 1_000_000);
            String name = StrictJson.quoted(asked.peer());
            return json("\"GroupItem\":[{\"GroupName\":" + name + ",\"GroupId\":" + id + "}],", 0, "", "");
        }

        @Override
        Asked asked(JsonNode body) {
            String user = StrictJson.text(body.path(USER));
            return new Asked(operation, user, name(body), OptionalInt.empty(), OptionalInt.empty());
        }

        @Override
        Optional<Refusal> bodyFault(JsonNode body) {
            return StrictJson.fieldFault(body, FIELDS)
                    .or(() -> idFault(body, USER, MAX_USER_BYTES))
                    .or(() -> nameFault(body))
                    .map(fault -> new Refusal(BAD_PARAMETER, fault))
                    .or(() -> check(
                            StrictJson.utf8Bytes(name(body)) <= MAX_NAME_BYTES,
                            51011,
                            "the name is longer than " + MAX_NAME_BYTES + " bytes"));
        }

        private static String name(JsonNode body) {
            return StrictJson.text(body.path(GROUPS).path(0));
        }

        private static Optional<String> nameFault(JsonNode body) {
            if (!body.path(GROUPS).isArray() || body.path(GROUPS).size() != 1) {
                return Optional.of(GROUPS + " must be an array of exactly one name");
            }
            if (name(body).isEmpty()) {
                return Optional.of(GROUPS + " must hold a text that is not empty");
            }
            // JSON can escape half a surrogate pair, which is not a character.
            return StandardCharsets.UTF_8.newEncoder().canEncode(name(body))
                    ? Optional.empty()
                    : Optional.of(GROUPS + " must hold Unicode characters, not halves of them");
        }
    }

    /**
     * Verifies a UserSig (TLSSigAPIv2) like {@code VerifyUserSig} of tencentyun/tls-sig-api-v2-golang. Decoding yields
     * a JSON object of six fields (else 70003), account and app equal the query's (70013, 70014), the HMAC-SHA256
     * matches (70009), and {@code now <= time + expire} with the simulator's own age limit (70001). Not thread-safe.
     */
    static final class UserSigVerifier {

        private static final int MAX_INFLATED_BYTES = 4096;
        private static final int REMEMBERED = 16;

        private final SecretKeySpec key;
        private final long maxSeconds;

        /** A cache of valid signatures, which saves inflating and hashing. */
        private final Map<String, Signed> verified = new HashMap<>();

        /** The key is the secret's characters, even if they look like hexadecimal digits. */
        UserSigVerifier(String secret, long maxSeconds) {
            key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
            this.maxSeconds = maxSeconds;
        }

        Optional<Refusal> check(String userSig, long appId, String identifier, Instant now) {
            Signed known = verified.get(userSig);
            Optional<Signed> decoded = known == null ? decode(userSig) : Optional.of(known);
            if (decoded.isEmpty()) {
                return refusal(70003, "the UserSig cannot be decoded: it is cut off or damaged");
            }
            Signed signed = decoded.get();
            if (!signed.identifier().equals(identifier)) {
                return refusal(70013, "the UserSig was made for another account than the identifier of the URL");
            }
            if (signed.appId() != appId) {
                return refusal(70014, "the UserSig was made for another app than the sdkappid of the URL");
            }
            if (known == null) {
                if (!isGenuine(signed)) {
                    return refusal(70009, "the UserSig was made with another key");
                }
                if (verified.size() == REMEMBERED) {
                    verified.clear();
                }
                verified.put(userSig, signed);
            }
            return now.getEpochSecond() - signed.time() > Math.min(signed.expire(), maxSeconds)
                    ? refusal(70001, "the UserSig has expired")
                    : Optional.empty();
        }

        private boolean isGenuine(Signed signed) {
            String content = "TLS.identifier:" + signed.identifier() + "\nTLS.sdkappid:" + signed.appId()
                    + "\nTLS.time:" + signed.time() + "\nTLS.expire:" + signed.expire() + "\n";
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

        private record Signed(String identifier, long appId, long time, long expire, String signature) {}
    }
}
