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

/** A JSON API over POST with status 200; handles other replies alike for all providers. Thread-safe. */
public final class JsonApi {

    /** The prefix of the program's codes for HTTP statuses. */
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
    /** Whether an answer had the documented form and so came from the provider's API. */
    private volatile boolean known;

    public JsonApi(HttpPoster http) {
        this.http = http;
    }

    public CompletionStage<Optional<Outcome>> ready() {
        return http.connect().thenApply(problem -> problem.map(this::notSent));
    }

    /**
     * Posts a body as JSON; always completes normally.
     *
     * @param reader maps an answer to an outcome; returns empty if it is not of the documented form
     */
    public CompletionStage<Outcome> post(
            String pathAndQuery, Object body, Function<JsonNode, Optional<Outcome>> reader) {
        return http.post(pathAndQuery, JSON.writeValueAsBytes(body)).thenApply(reply -> outcome(reply, reader));
    }

    /** Returns the action for a status other than 200 without a provider's code. */
    public static CodeAction actionOn(int status) {
        return status == TOO_MANY_REQUESTS ? CodeAction.SLOW : CodeAction.RETRY;
    }

    /** Returns whether this status stops the run if the API has not answered before. */
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

    /** "Always 200 unless a network error such as 502 occurs" (Tencent); ZEGO documents no other status. */
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
        // Trust the provider's code, except a success that the status denies. Without a code something else answered:
        // at the start a wrong endpoint, later a gateway or a firewall.
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
