package io.conversationcleanup.simulator;

import io.conversationcleanup.simulator.RecordedCall.Operation;
import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What Tencent's REST API requires of every call: the five parameters, each exactly once, the admin's valid UserSig, and
 * JSON. Codes as in Tencent's error table (trtc.io/document/34348); where it names none for a fault, 60002 "HTTP parse
 * error" or 60025 "error in the URL's parameters". Called from one thread.
 */
abstract class TencentApi extends ProviderApi {

    /** Tencent's code 60009: request resource (URL) wrong. */
    static final Refusal NO_SUCH_ADDRESS = new Refusal(60009, "there is no such address");

    private static final Set<String> PARAMETERS = Set.of("sdkappid", "identifier", "usersig", "random", "contenttype");
    private static final String USER = "From_Account";
    private static final int BAD_PARAMETER = 50002;
    /** A UserID's length, code 7003. */
    private static final int MAX_USER_BYTES = 32;

    private final String path;
    private final SimulatedApp app;
    private final String appId;
    private final UserSigVerifier verifier;

    private TencentApi(Operation operation, SimulatedApp app, UserSigVerifier verifier) {
        super(operation, new Codes(60007, 50001, 60003));
        path = "/v4/" + operation.label();
        this.app = app;
        appId = Long.toString(app.appId());
        this.verifier = verifier;
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

    /** What is wrong with the id of a user or group in a body. */
    private static Optional<String> idFault(JsonNode body, String field, int maxBytes) {
        return StrictJson.textFault(body, field).or(() -> {
            String id = body.path(field).stringValue();
            if (StrictJson.bytes(id) > maxBytes) {
                return Optional.of(field + " is longer than " + maxBytes + " bytes");
            }
            // Codes 7003 and 8501: ids of users and groups are made of printable ASCII.
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

        private static final byte[] OK = answer(0, "");

        DeleteConversation(SimulatedApp app, UserSigVerifier verifier) {
            super(Operation.RECENTCONTACT_DELETE, app, verifier);
        }

        @Override
        byte[] answer(int code, String info, Asked asked) {
            return code == 0 ? OK : answer(code, info);
        }

        private static byte[] answer(int code, String info) {
            return json("", code, info, ",\"ErrorDisplay\":\"\"");
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
     * As documented on 2026-04-14 (www.tencentcloud.com/ind/document/product/1047/53441). Every group exists until it is
     * deleted.
     */
    static final class DeleteConversationGroup extends TencentApi {

        private static final String GROUPS = "GroupName";
        private static final Set<String> FIELDS = Set.of(USER, GROUPS);
        private static final int MAX_NAME_BYTES = 64;

        DeleteConversationGroup(SimulatedApp app, UserSigVerifier verifier) {
            super(Operation.RECENTCONTACT_DEL_CONTACT_GROUP, app, verifier);
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
                            StrictJson.bytes(name(body)) <= MAX_NAME_BYTES,
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
            // JSON can escape one half of a surrogate pair, which is no character.
            return StandardCharsets.UTF_8.newEncoder().canEncode(name(body))
                    ? Optional.empty()
                    : Optional.of(GROUPS + " must hold Unicode characters, not halves of them");
        }
    }
}
