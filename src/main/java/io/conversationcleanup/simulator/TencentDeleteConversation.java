package io.conversationcleanup.simulator;

import java.time.Instant;
import java.util.Optional;
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
    public Optional<Refusal> deletedBefore() {
        return Optional.empty();
    }

    @Override
    public byte[] answer(int code, String info, Asked asked) {
        return TencentAnswers.body(code, info);
    }

    @Override
    public Reading read(WireRequest request, Instant now) {
        Asked asked = request.body().map(TencentDeleteConversation::asked).orElse(Asked.NOTHING);
        Optional<Refusal> refusal = gate.check(request, now)
                .or(() -> fault(request.body().orElseThrow()).map(fault -> new Refusal(50002, fault)));
        return new Reading(asked, refusal);
    }

    private static Asked asked(JsonNode body) {
        JsonNode peer = body.has(GROUP) ? body.path(GROUP) : body.path(PEER);
        return new Asked(
                StrictJson.text(body.path(USER)),
                StrictJson.text(peer),
                StrictJson.number(body.path(TYPE)),
                StrictJson.number(body.path(CLEAR)));
    }

    private static Optional<String> fault(JsonNode body) {
        Optional<String> unknown = StrictJson.fieldFault(body, FIELDS);
        if (unknown.isPresent()) {
            return unknown;
        }
        if (body.has(CLEAR) && !StrictJson.isOneOf(body.path(CLEAR), 0, 1)) {
            return Optional.of(CLEAR + " must be the number 0 or 1");
        }
        if (!StrictJson.isOneOf(body.path(TYPE), ONE_TO_ONE, TO_GROUP)) {
            return Optional.of(TYPE + " must be the number 1 or 2");
        }
        return TencentIds.fault(body, USER, TencentIds.MAX_USER_BYTES)
                .or(() -> body.path(TYPE).intValue() == ONE_TO_ONE
                        ? peerFault(body, PEER, GROUP, TencentIds.MAX_USER_BYTES)
                        : peerFault(body, GROUP, PEER, MAX_GROUP_BYTES));
    }

    private static Optional<String> peerFault(JsonNode body, String field, String otherField, int maxBytes) {
        return body.has(otherField)
                ? Optional.of(otherField + " does not belong to " + TYPE + " " + body.path(TYPE))
                : TencentIds.fault(body, field, maxBytes);
    }
}
