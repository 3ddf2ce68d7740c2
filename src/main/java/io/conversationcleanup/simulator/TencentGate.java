package io.conversationcleanup.simulator;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What Tencent's REST API asks of every call, whatever the operation: the five parameters, each exactly once, the
 * admin's valid UserSig, and JSON. Codes as in Tencent's error table (trtc.io/document/34348); where it names none for a
 * fault, 60002 "HTTP parse error" or 60025 "error in the URL's parameters". Called from one thread.
 */
final class TencentGate {

    private static final Set<String> PARAMETERS = Set.of("sdkappid", "identifier", "usersig", "random", "contenttype");

    private final TencentApp app;
    private final UserSigVerifier verifier;

    TencentGate(TencentApp app, SignatureAge age) {
        this.app = app;
        verifier = new UserSigVerifier(app.secret(), age);
    }

    /** What is wrong with a request, or empty if its body, which is one JSON object, may be looked at. */
    Optional<Refusal> check(WireRequest request, Instant now) {
        return request.parameterFault(PARAMETERS)
                .map(fault -> new Refusal(60002, fault))
                .or(() -> formFault(request))
                .or(() -> checkCaller(request.parameter("identifier"), request.parameter("usersig"), now))
                .or(() -> request.body().isEmpty()
                        ? refusal(60003, "the body is not one JSON object")
                        : Optional.empty());
    }

    private Optional<Refusal> formFault(WireRequest request) {
        String appId = request.parameter("sdkappid");
        if (appId.isEmpty()) {
            return refusal(60012, "the URL has no sdkappid");
        }
        if (!appId.equals(Long.toString(app.appId()))) {
            return refusal(60006, "there is no app with this sdkappid");
        }
        if (!Uint32.isOne(request.parameter("random"))) {
            return refusal(60002, "random must be a whole number from 0 to " + Uint32.MAX);
        }
        return request.parameter("contenttype").equals("json")
                ? Optional.empty()
                : refusal(60025, "contenttype must be json");
    }

    private Optional<Refusal> checkCaller(String identifier, String userSig, Instant now) {
        if (identifier.isEmpty()) {
            return refusal(60025, "the URL has no identifier");
        }
        if (userSig.isEmpty()) {
            return refusal(60025, "the URL has no usersig");
        }
        return verifier.check(userSig, app.appId(), identifier, now)
                .or(() -> identifier.equals(app.admin())
                        ? Optional.empty()
                        : refusal(60010, "the identifier is not an admin of the app"));
    }

    private static Optional<Refusal> refusal(int code, String info) {
        return Optional.of(new Refusal(code, info));
    }
}
