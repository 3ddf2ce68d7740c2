package io.conversationcleanup.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * What ZEGO's server API asks of every call's query, whatever the action: the six parameters, each exactly once, and a
 * signature of its own (ZEGOCLOUD/docs_all, SigningTheRequestEN.mdx). Codes as in its table of return codes; where it
 * names none for a fault, 2 "input parameter error" or 100000005 "signature error". Called from one thread.
 */
final class ZegoGate {

    static final String ACTION = "Action";

    private static final String APP = "AppId";
    private static final String NONCE = "SignatureNonce";
    private static final String TIME = "Timestamp";
    private static final String VERSION = "SignatureVersion";
    private static final String SIGNATURE = "Signature";
    private static final Set<String> PARAMETERS = Set.of(ACTION, APP, NONCE, TIME, VERSION, SIGNATURE);

    private static final long TOLERANCE_SECONDS = Duration.ofMinutes(10).toSeconds();
    private static final int EXPIRED = 100000004;
    private static final int WRONG_SIGNATURE = 100000005;

    private final ZegoApp app;
    private final SignatureAge age;
    private final UsedNonces used = new UsedNonces();

    ZegoGate(ZegoApp app, SignatureAge age) {
        this.app = app;
        this.age = age;
    }

    /** What is wrong with a query, or empty if the call may pass, which uses up its nonce. */
    Optional<Refusal> check(WireRequest request, Instant now) {
        return request.parameterFault(PARAMETERS)
                .map(fault -> new Refusal(2, fault))
                .or(() -> formFault(request))
                .or(() -> signatureFault(request, now));
    }

    private static Optional<Refusal> formFault(WireRequest request) {
        if (!Uint32.isOne(request.parameter(APP))) {
            return refusal(100000001, APP + " must be a whole number from 0 to " + Uint32.MAX);
        }
        if (request.parameter(NONCE).isEmpty()) {
            return refusal(100000008, "the URL has no " + NONCE);
        }
        if (request.parameter(TIME).isEmpty()) {
            return refusal(100000002, "the URL has no " + TIME);
        }
        if (!request.parameter(TIME).matches("[0-9]{1,18}")) {
            return refusal(100000003, TIME + " must be a whole number of seconds");
        }
        if (request.parameter(VERSION).isEmpty()) {
            return refusal(100000013, "the URL has no " + VERSION);
        }
        if (!request.parameter(VERSION).equals("2.0")) {
            return refusal(100000014, VERSION + " must be 2.0");
        }
        return request.parameter(SIGNATURE).isEmpty()
                ? refusal(100000009, "the URL has no " + SIGNATURE)
                : Optional.empty();
    }

    private Optional<Refusal> signatureFault(WireRequest request, Instant now) {
        if (!request.parameter(APP).equals(Long.toString(app.appId()))) {
            return refusal(100000010, "there is no app with this " + APP);
        }
        long madeAt = Long.parseLong(request.parameter(TIME));
        if (Math.abs(now.getEpochSecond() - madeAt) > TOLERANCE_SECONDS) {
            return refusal(EXPIRED, TIME + " is more than 10 minutes off");
        }
        if (age.isOver(madeAt, now)) {
            return refusal(EXPIRED, "the signature has expired");
        }
        String nonce = request.parameter(NONCE);
        if (!nonce.matches("[0-9a-f]{16}")) {
            return refusal(WRONG_SIGNATURE, NONCE + " must be 16 hexadecimal digits in lower case");
        }
        if (!request.parameter(SIGNATURE).equals(sign(nonce, request.parameter(TIME)))) {
            return refusal(WRONG_SIGNATURE, "the signature is wrong");
        }
        return used.use(HexFormat.fromHexDigitsToLong(nonce), now)
                ? Optional.empty()
                : refusal(WRONG_SIGNATURE, NONCE + " was used before: every call needs a signature of its own");
    }

    private String sign(String nonce, String time) {
        String content = app.appId() + nonce + app.serverSecret() + time;
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    private static Optional<Refusal> refusal(int code, String info) {
        return Optional.of(new Refusal(code, info));
    }
}
