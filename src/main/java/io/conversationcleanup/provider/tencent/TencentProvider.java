package io.conversationcleanup.provider.tencent;

import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.provider.CodeTable;
import io.conversationcleanup.provider.ConversationProvider;
import io.conversationcleanup.provider.Outcome;
import io.conversationcleanup.provider.http.HttpPoster;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Tencent's {@code v4/recentcontact/delete}: one conversation of one user a call. Thread-safe. */
public final class TencentProvider implements ConversationProvider {

    private static final String PATH = "/v4/recentcontact/delete";
    /** "A random 32-bit unsigned integer, 0 to 4294967295" (REST API overview). */
    private static final long RANDOM_BOUND = 1L << 32;

    private final HttpPoster http;
    private final RandomGenerator random;
    private final TencentSigner signer;
    private final TencentAnswers answers;

    /**
     * Calls in this app's name through that host.
     *
     * @param random a thread-safe source
     */
    public TencentProvider(TencentApp app, HttpPoster http, InstantSource clock, RandomGenerator random) {
        this.http = http;
        this.random = random;
        this.signer = new TencentSigner(app, clock, signature -> query(app, signature));
        this.answers = new TencentAnswers(codes(), signer);
    }

    /** The codes of the operation with what each asks for. */
    public static CodeTable codes() {
        return CodeTable.load(TencentProvider.class, "codes.txt");
    }

    @Override
    public CompletionStage<Outcome> delete(Conversation conversation) {
        TencentSigner.Signed signed = signer.signed();
        String pathAndQuery = PATH + signed.query() + random.nextLong(RANDOM_BOUND);
        return http.post(pathAndQuery, body(conversation)).thenApply(reply -> answers.outcome(reply, signed));
    }

    private static String query(TencentApp app, String signature) {
        return "?sdkappid=" + app.sdkAppId()
                + "&identifier="
                + URLEncoder.encode(app.admin(), StandardCharsets.UTF_8).replace("+", "%20")
                + "&usersig=" + signature
                + "&contenttype=json&random=";
    }

    private static byte[] body(Conversation conversation) {
        boolean group = conversation.type() == ConversationType.GROUP;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("From_Account", conversation.user());
        body.put("Type", group ? 2 : 1);
        // Spelled with a small "id" in this command, unlike in its siblings (recentcontact/delete, 2025-12-15).
        body.put(group ? "ToGroupid" : "To_Account", conversation.peer());
        // Its default is not documented, so it is always said.
        body.put("ClearRamble", conversation.clearRamble() ? 1 : 0);
        return JsonMapper.shared().writeValueAsBytes(body);
    }
}
