package io.conversationcleanup.simulator;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * ZEGO's {@code POST /?Action=DeleteConv}, as documented on 2026-05-19 (ZEGOCLOUD/docs_all, docs_zim_server). Whether
 * deleting again succeeds is not documented; here it does. Called from one thread.
 */
final class ZegoDeleteConversation implements ProviderApi {

    static final String PATH = "/";

    private static final String USER = "FromUserId";
    private static final String PEER = "ConvId";
    private static final String TYPE = "ConvType";
    private static final Set<String> FIELDS = Set.of(USER, PEER, TYPE);

    private static final int ONE_TO_ONE = 0;
    private static final int GROUP = 2;
    private static final int MAX_ID_BYTES = 32;

    private static final int BAD_PARAMETER = 660000002;
    private static final int USER_TOO_LONG = 660000012;

    private final ZegoGate gate;
    private final ZegoAnswers answers;

    ZegoDeleteConversation(ZegoGate gate, ZegoAnswers answers) {
        this.gate = gate;
        this.answers = answers;
    }

    @Override
    public WireOperation operation() {
        return WireOperation.DELETE_CONV;
    }

    @Override
    public boolean serves(WireRequest request) {
        return request.path().equals(PATH)
                && request.parameter(ZegoGate.ACTION).equals(WireOperation.DELETE_CONV.label());
    }

    @Override
    public int tooManyCallsCode() {
        return 660300005;
    }

    @Override
    public int missingUserCode() {
        return 660500002;
    }

    @Override
    public Optional<Refusal> deletedBefore() {
        return Optional.empty();
    }

    @Override
    public byte[] answer(int code, String info, Asked asked) {
        return answers.body(code, info);
    }

    @Override
    public Reading read(WireRequest request, Instant now) {
        Asked asked = request.body().map(ZegoDeleteConversation::asked).orElse(Asked.NOTHING);
        Optional<Refusal> refusal = gate.check(request, now)
                .or(() -> request.body().isEmpty()
                        ? Optional.of(new Refusal(BAD_PARAMETER, "the body is not one JSON object"))
                        : fault(request.body().get()));
        return new Reading(asked, refusal);
    }

    private static Asked asked(JsonNode body) {
        return new Asked(
                StrictJson.text(body.path(USER)),
                StrictJson.text(body.path(PEER)),
                StrictJson.number(body.path(TYPE)),
                OptionalInt.empty());
    }

    private static Optional<Refusal> fault(JsonNode body) {
        return StrictJson.fieldFault(body, FIELDS)
                .or(() -> StrictJson.isOneOf(body.path(TYPE), ONE_TO_ONE, GROUP)
                        ? Optional.empty()
                        : Optional.of(TYPE + " must be the number 0 or 2"))
                .or(() -> StrictJson.textFault(body, USER))
                .or(() -> StrictJson.textFault(body, PEER))
                .map(fault -> new Refusal(BAD_PARAMETER, fault))
                .or(() -> lengthFault(body, USER, USER_TOO_LONG))
                .or(() -> lengthFault(
                        body, PEER, body.path(TYPE).intValue() == ONE_TO_ONE ? USER_TOO_LONG : BAD_PARAMETER));
    }

    private static Optional<Refusal> lengthFault(JsonNode body, String field, int code) {
        return StrictJson.bytes(body.path(field).stringValue()) > MAX_ID_BYTES
                ? Optional.of(new Refusal(code, field + " is longer than " + MAX_ID_BYTES + " bytes"))
                : Optional.empty();
    }
}
