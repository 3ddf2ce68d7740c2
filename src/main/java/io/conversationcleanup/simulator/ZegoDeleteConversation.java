package io.conversationcleanup.simulator;

import io.conversationcleanup.simulator.RecordedCall.Operation;
import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * ZEGO's {@code POST /?Action=DeleteConv}, as documented on 2026-05-19 (ZEGOCLOUD/docs_all, docs_zim_server): six query
 * parameters, a signature with an unused nonce (SigningTheRequestEN.mdx), and JSON. Codes from its table of return
 * codes; else 2 "input parameter error" or 100000005 "signature error". The documents do not say whether a second
 * deletion succeeds; here it does. Not thread-safe.
 */
final class ZegoDeleteConversation extends ProviderApi {

    static final String PATH = "/";
    private static final String ACTION = "Action";
    private static final String APP = "AppId";
    private static final String NONCE = "SignatureNonce";
    private static final String TIME = "Timestamp";
    private static final String VERSION = "SignatureVersion";
    private static final String SIGNATURE = "Signature";
    private static final Set<String> PARAMETERS = Set.of(ACTION, APP, NONCE, TIME, VERSION, SIGNATURE);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");
    private static final Pattern NONCE_DIGITS = Pattern.compile("[0-9a-f]{16}");
    private static final long TOLERANCE_SECONDS = Duration.ofMinutes(10).toSeconds();
    private static final int EXPIRED = 100000004;
    private static final int WRONG_SIGNATURE = 100000005;

    private static final String USER = "FromUserId";
    private static final String PEER = "ConvId";
    private static final String TYPE = "ConvType";
    private static final Set<String> FIELDS = Set.of(USER, PEER, TYPE);
    private static final int ONE_TO_ONE = 0;
    private static final int GROUP = 2;
    private static final int MAX_ID_BYTES = 32;
    private static final int BAD_PARAMETER = 660000002;
    private static final int USER_TOO_LONG = 660000012;

    private final SimulatedApp app;
    private final String appId;
    private final long maxSeconds;
    private final UsedNonces used = new UsedNonces(1 << 19);
    private long answers;

    ZegoDeleteConversation(SimulatedApp app, long maxSeconds) {
        super(Operation.DELETE_CONV, new Codes(660300005, 660500002, BAD_PARAMETER));
        this.app = app;
        appId = Long.toString(app.appId());
        this.maxSeconds = maxSeconds;
    }

    @Override
    boolean serves(WireRequest request) {
        return request.path().equals(PATH) && request.has(ACTION, operation.label());
    }

    static Refusal noSuchAction(WireRequest request) {
        return new Refusal(request.has(ACTION, "") ? 100000006 : 100000007, "there is no such " + ACTION);
    }

    /** Adds a sequence number to each answer. */
    @Override
    byte[] answer(int code, String info, Asked asked) {
        answers++;
        String message = StrictJson.quoted(code == 0 ? "success" : info);
        String json = "{\"Code\":" + code + ",\"Message\":" + message + ",\"RequestId\":\"" + answers + "\"}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** Uses up the nonce of a valid call. */
    @Override
    Optional<Refusal> callFault(WireRequest request, Instant now) {
        return request.parameterFault(PARAMETERS)
                .map(fault -> new Refusal(2, fault))
                .or(() -> check(request.isUint32(APP), 100000001, APP + " must be " + WireRequest.A_UINT32))
                .or(() -> missing(request, NONCE, 100000008))
                .or(() -> missing(request, TIME, 100000002))
                .or(() -> check(
                        SECONDS.matcher(request.parameter(TIME)).matches(),
                        100000003,
                        TIME + " must be a whole number of seconds"))
                .or(() -> missing(request, VERSION, 100000013))
                .or(() -> check(request.has(VERSION, "2.0"), 100000014, VERSION + " must be 2.0"))
                .or(() -> missing(request, SIGNATURE, 100000009))
                .or(() -> check(request.has(APP, appId), 100000010, "there is no app with this " + APP))
                .or(() -> ageFault(now.getEpochSecond() - Long.parseLong(request.parameter(TIME))))
                .or(() -> signatureFault(request, request.parameter(NONCE), now));
    }

    private Optional<Refusal> ageFault(long seconds) {
        return check(Math.abs(seconds) <= TOLERANCE_SECONDS, EXPIRED, TIME + " is more than 10 minutes off")
                .or(() -> check(seconds <= maxSeconds, EXPIRED, "the signature has expired"));
    }

    private Optional<Refusal> signatureFault(WireRequest request, String nonce, Instant now) {
        if (!NONCE_DIGITS.matcher(nonce).matches()) {
            return refusal(WRONG_SIGNATURE, NONCE + " must be 16 hexadecimal digits in lower case");
        }
        if (!request.has(SIGNATURE, sign(nonce, request.parameter(TIME)))) {
            return refusal(WRONG_SIGNATURE, "the signature is wrong");
        }
        boolean isNew = used.use(HexFormat.fromHexDigitsToLong(nonce), now);
        return check(isNew, WRONG_SIGNATURE, NONCE + " was used before: every call needs a signature of its own");
    }

    private String sign(String nonce, String time) {
        String content = appId + nonce + app.secret() + time;
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    @Override
    Asked asked(JsonNode body) {
        return new Asked(
                operation,
                StrictJson.text(body.path(USER)),
                StrictJson.text(body.path(PEER)),
                StrictJson.number(body.path(TYPE)),
                OptionalInt.empty());
    }

    @Override
    Optional<Refusal> bodyFault(JsonNode body) {
        return StrictJson.fieldFault(body, FIELDS)
                .or(() -> StrictJson.choiceFault(body, TYPE, ONE_TO_ONE, GROUP))
                .or(() -> StrictJson.textFault(body, USER))
                .or(() -> StrictJson.textFault(body, PEER))
                .map(fault -> new Refusal(BAD_PARAMETER, fault))
                .or(() -> lengthFault(body, USER, USER_TOO_LONG))
                .or(() -> lengthFault(
                        body, PEER, body.path(TYPE).intValue() == ONE_TO_ONE ? USER_TOO_LONG : BAD_PARAMETER));
    }

    private static Optional<Refusal> lengthFault(JsonNode body, String field, int code) {
        return StrictJson.utf8Bytes(body.path(field).stringValue()) > MAX_ID_BYTES
                ? refusal(code, field + " is longer than " + MAX_ID_BYTES + " bytes")
                : Optional.empty();
    }

    /**
     * The nonces of at least the last 20 minutes, the longest life of a signature, but at most one to two times a
     * limit, which protects the heap in a rehearsal without a quota. Not thread-safe.
     */
    static final class UsedNonces {

        private static final Duration GENERATION = Duration.ofMinutes(20);

        private final int maxPerGeneration;
        private LongSet current = new LongSet();
        private LongSet previous = new LongSet();
        private Instant currentSince = Instant.MIN;

        UsedNonces(int maxPerGeneration) {
            this.maxPerGeneration = maxPerGeneration;
        }

        /** Returns whether this is the first use. */
        boolean use(long nonce, Instant now) {
            if (current.size() >= maxPerGeneration || now.minus(GENERATION).isAfter(currentSince)) {
                previous = current;
                current = new LongSet();
                currentSince = now;
            }
            return !previous.contains(nonce) && current.add(nonce);
        }
    }
}
