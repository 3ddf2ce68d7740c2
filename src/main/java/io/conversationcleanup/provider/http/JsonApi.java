package io.conversationcleanup.provider.http;

import io.conversationcleanup.provider.CodeTable.CodeAction;
import io.conversationcleanup.provider.Outcome;
import io.conversationcleanup.provider.http.HttpPoster.HttpReply;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An API that answers each POST with status 200 and a JSON object; other replies mean the same for every provider. Thread-safe. */
public final class JsonApi {

    /** The program's code for an HTTP status begins with this; the number follows. */
    public static final String STATUS_CODE = "http-";

    private static final int OK = 200;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private static final String NOT_THE_API = ": what answers there is not the provider's server API"
            + " (Check endpoint, and whether a proxy stands in between)";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final HttpPoster http;
    /** Whether there has been an answer of the documented form, hence from the provider's API. */
    private volatile boolean known;

    public JsonApi(HttpPoster http) {
        this.http = http;
    }

    /** As {@link io.conversationcleanup.provider.ConversationProvider#ready}. */
    public CompletionStage<Optional<Outcome>> ready() {
        return http.connect().thenApply(problem -> problem.map(this::notSent));
    }

    /**
     * Makes one call, with this body as JSON; completes normally, also if the network fails.
     *
     * @param reader makes an outcome of an answer's JSON, or empty if it is not of the documented form
     */
    public CompletionStage<Outcome> post(
            String pathAndQuery, Object body, Function<JsonNode, Optional<Outcome>> reader) {
        return http.post(pathAndQuery, JSON.writeValueAsBytes(body)).thenApply(reply -> outcome(reply, reader));
    }

    /** The action for an HTTP status other than 200 whose answer holds no code of the provider. */
    public static CodeAction actionOn(int status) {
        return status == TOO_MANY_REQUESTS ? CodeAction.SLOW : CodeAction.RETRY;
    }

    /** Whether such a status stops the run if the provider's API has not answered yet. */
    public static boolean mayBeAnother(int status) {
        return status < SERVER_ERRORS && status != REQUEST_TIMEOUT && status != TOO_MANY_REQUESTS;
    }

    private Outcome outcome(HttpReply reply, Function<JsonNode, Optional<Outcome>> reader) {
        if (reply instanceof HttpReply.NotSent notSent) {
            return notSent(notSent);
        }
        if (reply instanceof HttpReply.NoAnswer noAnswer) {
            return Outcome.unknown(noAnswer.code().word(), noAnswer.message());
        }
        HttpReply.Answer answer = (HttpReply.Answer) reply;
        if (answer.status() != OK) {
            return ofStatus(answer, reader);
        }
        Optional<Outcome> outcome = read(answer, reader);
        if (outcome.isPresent()) {
            known = true;
        }
        return outcome.orElseGet(
                () -> Outcome.unknown(TransportCode.UNREADABLE.word(), "the answer is not the documented JSON"));
    }

    private Outcome notSent(HttpReply.NotSent reply) {
        TransportCode code = reply.code();
        boolean hopeless = code.weight() == TransportCode.Weight.ABORT
                || (code.weight() == TransportCode.Weight.ABORT_IF_NEVER_ANSWERED && !known);
        return hopeless
                ? Outcome.denied(code.word(), reply.message() + " (" + code.advice() + ")")
                : Outcome.unavailable(code.word(), reply.message());
    }

    /** "Always 200 unless a network error such as 502 occurs" (Tencent); no other status is documented (ZEGO). */
    private Outcome ofStatus(HttpReply.Answer answer, Function<JsonNode, Optional<Outcome>> reader) {
        int status = answer.status();
        String code = STATUS_CODE + status;
        if (actionOn(status) == CodeAction.SLOW) {
            return Outcome.throttled(code, "HTTP status 429, too many requests", answer.retryAfter());
        }
        String text = "HTTP status " + status + " instead of an answer";
        if (!mayBeAnother(status)) {
            return Outcome.unknown(code, text);
        }
        // The provider's own word counts for more than the status, unless it is a success that the status denies.
        // Without one
        // something else answered in place of the API: at the start a wrong endpoint, later a gateway or a firewall.
        return read(answer, reader)
                .filter(outcome -> outcome.kind() != Outcome.Kind.DELETED)
                .orElseGet(() -> known ? Outcome.unknown(code, text) : Outcome.denied(code, text + NOT_THE_API));
    }

    private static Optional<Outcome> read(HttpReply.Answer answer, Function<JsonNode, Optional<Outcome>> reader) {
        try {
            return reader.apply(JSON.readTree(answer.body()));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
