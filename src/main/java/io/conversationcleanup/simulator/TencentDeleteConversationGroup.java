package io.conversationcleanup.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Tencent's {@code POST /v4/recentcontact/del_contact_group}, as documented on 2026-04-14
 * (www.tencentcloud.com/ind/document/product/1047/53441). Every group exists until it is deleted. Called from one thread.
 */
final class TencentDeleteConversationGroup implements ProviderApi {

    private static final String USER = "From_Account";
    private static final String GROUPS = "GroupName";
    private static final Set<String> FIELDS = Set.of(USER, GROUPS);
    private static final int MAX_NAME_BYTES = 64;

    private final TencentGate gate;

    TencentDeleteConversationGroup(TencentGate gate) {
        this.gate = gate;
    }

    @Override
    public WireOperation operation() {
        return WireOperation.RECENTCONTACT_DEL_CONTACT_GROUP;
    }

    @Override
    public boolean serves(WireRequest request) {
        return request.path().equals("/v4/recentcontact/del_contact_group");
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
        return Optional.of(new Refusal(51009, "the conversation group was not found"));
    }

    @Override
    public byte[] answer(int code, String info, Asked asked) {
        return TencentAnswers.groupBody(code, info, asked.peer());
    }

    @Override
    public Reading read(WireRequest request, Instant now) {
        Asked asked = request.body().map(TencentDeleteConversationGroup::asked).orElse(Asked.NOTHING);
        Optional<Refusal> refusal = gate.check(request, now)
                .or(() -> fault(request.body().orElseThrow()).map(fault -> new Refusal(50002, fault)))
                .or(() -> StrictJson.bytes(asked.peer()) > MAX_NAME_BYTES
                        ? Optional.of(new Refusal(51011, "the name is longer than " + MAX_NAME_BYTES + " bytes"))
                        : Optional.empty());
        return new Reading(asked, refusal);
    }

    private static Asked asked(JsonNode body) {
        return new Asked(
                StrictJson.text(body.path(USER)),
                StrictJson.text(body.path(GROUPS).path(0)),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    private static Optional<String> fault(JsonNode body) {
        return StrictJson.fieldFault(body, FIELDS)
                .or(() -> TencentIds.fault(body, USER, TencentIds.MAX_USER_BYTES))
                .or(() -> nameFault(body.path(GROUPS)));
    }

    private static Optional<String> nameFault(JsonNode names) {
        if (!names.isArray() || names.size() != 1) {
            return Optional.of(GROUPS + " must be an array of exactly one name");
        }
        String name = StrictJson.text(names.path(0));
        if (name.isEmpty()) {
            return Optional.of(GROUPS + " must hold a text that is not empty");
        }
        // JSON can escape one half of a surrogate pair, which is no character.
        return StandardCharsets.UTF_8.newEncoder().canEncode(name)
                ? Optional.empty()
                : Optional.of(GROUPS + " must hold Unicode characters, not halves of them");
    }
}
