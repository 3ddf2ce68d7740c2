package io.conversationcleanup.provider.zego;

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
import io.conversationcleanup.provider.zego.Signer.App;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** ZEGOCLOUD's {@code DeleteConv}: one conversation of one user per call. Thread-safe. */
public final class Provider implements ConversationProvider {

    private final JsonApi api;
    private final String pathAndAction;
    private final Signer signer;
    private final CodedAnswers codes;

    /** Creates a provider; {@code clock} is for signatures only, and {@code random} is thread-safe. */
    public Provider(App app, HttpPoster http, SteadyClock clock, RandomGenerator random) {
        SignatureGenerations signatures = new SignatureGenerations(clock);
        this.api = new JsonApi(http);
        this.pathAndAction = "/?Action=DeleteConv&AppId=" + app.appId();
        this.signer = new Signer(app, clock, random, signatures);
        this.codes = new CodedAnswers(codes(), Facts.DELETE_CONVERSATION, signatures);
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
                pathAndAction + signed.query(), body(conversation), answer -> read(answer, signed.generation()));
    }

    private static Map<String, Object> body(Conversation conversation) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("FromUserId", conversation.user());
        body.put("ConvId", conversation.peer());
        body.put("ConvType", conversation.type() == ConversationType.GROUP ? 2 : 0);
        return body;
    }

    private Optional<Outcome> read(JsonNode answer, long generation) {
        JsonNode code = answer.path("Code");
        if (!code.isIntegralNumber()) {
            return Optional.empty();
        }
        JsonNode message = answer.path("Message");
        return Optional.of(codes.outcome(code.asLong(), message.isString() ? message.asString() : "", generation));
    }
}
