package io.conversationcleanup.provider.tencent;

import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.provider.CodeTable;
import io.conversationcleanup.provider.CodedAnswers;
import io.conversationcleanup.provider.ConversationProvider;
import io.conversationcleanup.provider.Outcome;
import io.conversationcleanup.provider.SignatureGenerations;
import io.conversationcleanup.provider.http.HttpPoster;
import io.conversationcleanup.provider.http.JsonApi;
import io.conversationcleanup.provider.tencent.Signer.App;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Tencent's {@code v4/recentcontact/delete} and {@code v4/recentcontact/del_contact_group}: one conversation or
 * conversation group of one user per call. Thread-safe.
 */
public final class Provider implements ConversationProvider {

    /** "A random 32-bit unsigned integer, 0 to 4294967295" (REST API overview). */
    private static final long RANDOM_BOUND = 1L << 32;

    private final JsonApi api;
    private final RandomGenerator random;
    private final Signer signer;
    private final CodedAnswers codes;

    /** Creates a provider; {@code clock} is for signatures only, and {@code random} is thread-safe. */
    public Provider(App app, String operation, HttpPoster http, SteadyClock clock, RandomGenerator random) {
        SignatureGenerations signatures = new SignatureGenerations(clock);
        this.api = new JsonApi(http);
        this.random = random;
        this.signer = new Signer(app, clock, signatures, signature -> pathAndQuery(operation, app, signature));
        this.codes = new CodedAnswers(codes(), operation, signatures);
    }

    public static CodeTable codes() {
        return CodeTable.load(Provider.class, "codes.txt");
    }

    @Override
    public CompletionStage<Optional<Outcome>> ready() {
        return api.ready();
    }

    @Override
    public CompletionStage<Outcome> delete(Conversation conversation) {
        Signer.Signed signed = signer.signed();
        return api.post(
                signed.query() + random.nextLong(RANDOM_BOUND),
                body(conversation),
                answer -> read(answer, signed.generation()));
    }

    private static String pathAndQuery(String operation, App app, String signature) {
        String command = operation.equals(Facts.DELETE_CONVERSATION_GROUP) ? "del_contact_group" : "delete";
        return "/v4/recentcontact/" + command
                + "?sdkappid=" + app.sdkAppId()
                + "&identifier="
                + URLEncoder.encode(app.admin(), StandardCharsets.UTF_8).replace("+", "%20")
                + "&usersig=" + signature
                + "&contenttype=json&random=";
    }

    private static Map<String, Object> body(Conversation conversation) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("From_Account", conversation.user());
        if (conversation.type() == ConversationType.CONVERSATION_GROUP) {
            // "Currently, only one conversation group can be deleted at a time" (del_contact_group, 2026-04-14).
            body.put("GroupName", List.of(conversation.peer()));
            return body;
        }
        boolean group = conversation.type() == ConversationType.GROUP;
        body.put("Type", group ? 2 : 1);
        // Spelled with a small "id" in this command only (recentcontact/delete, 2025-12-15).
        body.put(group ? "ToGroupid" : "To_Account", conversation.peer());
        // Always sent, because its default is not documented.
        body.put("ClearRamble", conversation.clearRamble() ? 1 : 0);
        return body;
    }

    private Optional<Outcome> read(JsonNode answer, long generation) {
        JsonNode code = answer.path("ErrorCode");
        if (!code.isIntegralNumber()) {
            return Optional.empty();
        }
        String status = text(answer.path("ActionStatus"));
        if (code.asLong() == 0 && !status.isEmpty() && !status.equals("OK")) {
            return Optional.of(
                    Outcome.unexpected("0", "ErrorCode 0 with ActionStatus " + status, Outcome.AtLast.FAIL_ROW));
        }
        return Optional.of(codes.outcome(code.asLong(), text(answer.path("ErrorInfo")), generation));
    }

    private static String text(JsonNode node) {
        return node.isString() ? node.asString() : "";
    }
}
