package io.conversationcleanup.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Tencent's REST API asks of every call's query, whatever the operation: the five parameters, each exactly once,
 * and the admin's valid UserSig. Codes as in Tencent's error table (trtc.io/document/34348); where it names none for a
 * fault, 60002 "HTTP parse error" or 60025 "error in the URL's parameters". Called from one thread.
 */
final class TencentGate {

    private static final Set<String> PARAMETERS = Set.of("sdkappid", "identifier", "usersig", "random", "contenttype");
    private static final long MAX_RANDOM = 4_294_967_295L;

    private final TencentApp app;
    private final UserSigVerifier verifier;

    TencentGate(TencentApp app) {
        this.app = app;
        verifier = new UserSigVerifier(app.secret());
    }

    /** What is wrong with a query, or empty if the call may pass. */
    Optional<Refusal> check(Map<String, List<String>> query, Instant now) {
        for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
            if (!PARAMETERS.contains(parameter.getKey())) {
                return refusal(
                        60002,
                        "unknown parameter '" + parameter.getKey() + "' in the URL; names are" + " case-sensitive");
            }
            if (parameter.getValue().size() > 1) {
                return refusal(60002, "parameter '" + parameter.getKey() + "' stands in the URL more than once");
            }
        }
        String appId = value(query, "sdkappid");
        if (appId.isEmpty()) {
            return refusal(60012, "the URL has no sdkappid");
        }
        if (!appId.equals(Long.toString(app.appId()))) {
            return refusal(60006, "there is no app with this sdkappid");
        }
        if (!isRandom(value(query, "random"))) {
            return refusal(60002, "random must be a whole number from 0 to " + MAX_RANDOM);
        }
        if (!value(query, "contenttype").equals("json")) {
            return refusal(60025, "contenttype must be json");
        }
        return checkCaller(value(query, "identifier"), value(query, "usersig"), now);
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

    private static String value(Map<String, List<String>> query, String name) {
        return query.getOrDefault(name, List.of("")).get(0);
    }

    private static boolean isRandom(String text) {
        return !text.isEmpty()
                && text.length() <= 10
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && Long.parseLong(text) <= MAX_RANDOM;
    }

    private static Optional<Refusal> refusal(int code, String info) {
        return Optional.of(new Refusal(code, info));
    }
}
