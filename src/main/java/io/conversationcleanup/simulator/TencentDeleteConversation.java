package io.conversationcleanup.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Tencent's {@code POST /v4/recentcontact/delete}, as documented on 2025-12-15
 * (cloud.tencent.com/document/product/269/62119). Called from one thread.
 */
final class TencentDeleteConversation implements ProviderApi {

    private static final String USER = "From_Account";
    private static final String TYPE = "Type";
    private static final String PEER = "To_Account";
    private static final String GROUP = "ToGroupid";
    private static final String CLEAR = "ClearRamble";
    private static final Set<String> FIELDS = Set.of(USER, TYPE, PEER, GROUP, CLEAR);

    private static final int ONE_TO_ONE = 1;
    private static final int TO_GROUP = 2;
    private static final int MAX_USER_BYTES = 32;
    private static final int MAX_GROUP_BYTES = 48;

    private final TencentGate gate;

    TencentDeleteConversation(TencentGate gate) {
        this.gate = gate;
    }

    @Override
    public WireOperation operation() {
        return WireOperation.RECENTCONTACT_DELETE;
    }

    @Override
    public boolean serves(WireRequest request) {
        return request.path().equals("/v4/recentcontact/delete");
    }

    @Override
    public int tooManyCallsCode() {
        return 60007;
    }

    @Override
    public int missingUserCode() {
        return 50001;
    }

    @Override
    public byte[] answer(int code, String info) {
        return TencentAnswers.body(code, info);
    }

    @Override
    public Reading read(WireRequest request, Instant now) {
        Optional<JsonNode> body = request.body();
        Asked asked = body.map(TencentDeleteConversation::asked).orElse(Asked.NOTHING);
        Optional<Refusal> refusal = gate.check(request.query(), now)
                .or(() -> body.isEmpty()
                        ? Optional.of(new Refusal(60003, "the body is not one JSON object"))
                        : fault(body.get()).map(fault -> new Refusal(50002, fault)));
        return new Reading(asked, refusal);
    }

    private static Asked asked(JsonNode body) {
        JsonNode peer = body.has(GROUP) ? body.path(GROUP) : body.path(PEER);
        return new Asked(text(body.path(USER)), text(peer), number(body.path(TYPE)), number(body.path(CLEAR)));
    }

    private static String text(JsonNode node) {
        return node.isString() ? node.stringValue() : "";
    }

    private static OptionalInt number(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToInt()
                ? OptionalInt.of(node.intValue())
                : OptionalInt.empty();
    }

    private static Optional<String> fault(JsonNode body) {
        for (String field : body.propertyNames()) {
            if (!FIELDS.contains(field)) {
                return Optional.of("unknown field '" + field + "'; names are case-sensitive");
            }
        }
        if (body.has(CLEAR) && !isOneOf(body.path(CLEAR), 0, 1)) {
            return Optional.of(CLEAR + " must be the number 0 or 1");
        }
        if (!isOneOf(body.path(TYPE), ONE_TO_ONE, TO_GROUP)) {
            return Optional.of(TYPE + " must be the number 1 or 2");
        }
        return idFault(body, USER, MAX_USER_BYTES)
                .or(() -> body.path(TYPE).intValue() == ONE_TO_ONE
                        ? peerFault(body, PEER, GROUP, MAX_USER_BYTES)
                        : peerFault(body, GROUP, PEER, MAX_GROUP_BYTES));
    }

    private static boolean isOneOf(JsonNode node, int first, int second) {
        OptionalInt number = number(node);
        return number.isPresent() && (number.getAsInt() == first || number.getAsInt() == second);
    }

    private static Optional<String> peerFault(JsonNode body, String field, String otherField, int maxBytes) {
        return body.has(otherField)
                ? Optional.of(otherField + " does not belong to " + TYPE + " " + body.path(TYPE))
                : idFault(body, field, maxBytes);
    }

    private static Optional<String> idFault(JsonNode body, String field, int maxBytes) {
        JsonNode node = body.path(field);
        if (!node.isString() || node.stringValue().isEmpty()) {
            return Optional.of(field + " must be a text that is not empty");
        }
        String id = node.stringValue();
        if (id.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            return Optional.of(field + " is longer than " + maxBytes + " bytes");
        }
        // Codes 7003 and 8501: ids of users and groups are made of printable ASCII.
        return id.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)
                ? Optional.empty()
                : Optional.of(field + " must be made of printable ASCII characters");
    }
}
