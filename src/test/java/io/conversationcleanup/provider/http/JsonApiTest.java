package io.conversationcleanup.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.provider.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows for the run when there is no connection, or something else than the API answers. */
class JsonApiTest {

    private static final String HTML = "<html>blocked</html>";

    private final Deque<HttpReply> replies = new ArrayDeque<>();
    private Optional<HttpReply.NotSent> problem = Optional.empty();
    private final JsonApi api = new JsonApi(new HttpPoster() {
        @Override
        public CompletionStage<Optional<HttpReply.NotSent>> connect() {
            return CompletableFuture.completedFuture(problem);
        }

        @Override
        public CompletionStage<HttpReply> post(String pathAndQuery, byte[] json) {
            return CompletableFuture.completedFuture(replies.remove());
        }

        @Override
        public void close() {}
    });

    @ParameterizedTest
    @EnumSource(
            value = TransportCode.class,
            names = {"TLS", "PROXY_LOGIN"})
    void whatOnlyAPersonCanMendStopsTheRunAtOnceEvenInTheMiddle(TransportCode code) {
        assertThat(unready(code)).returns(Outcome.Kind.DENIED, Outcome::kind);
        answer(200, "{}");
        assertThat(unready(code)).isEqualTo(Outcome.denied(code.word(), "told (" + code.advice() + ")"));
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportCode.class,
            names = {"NOT_TLS", "PROXY_REFUSED"})
    void whatLooksLikeAWrongSettingStopsTheRunUnlessTheApiHasAnswered(TransportCode code) {
        assertThat(unready(code)).returns(Outcome.Kind.DENIED, Outcome::kind);
        answer(200, "{}");
        assertThat(unready(code)).isEqualTo(Outcome.unavailable(code.word(), "told"));
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportCode.class,
            names = {"CONNECT", "CONNECT_TIMEOUT", "DNS", "PROXY"})
    void whatMayPassIsAnOutage(TransportCode code) {
        assertThat(unready(code)).isEqualTo(Outcome.unavailable(code.word(), "told"));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 301, 302, 400, 403, 404, 451})
    void aPageInTheMiddleOfARunIsNoAnswerOfTheApi(int status) {
        assertThat(answer(status, HTML)).returns(Outcome.Kind.DENIED, Outcome::kind);
        answer(200, "{}");
        assertThat(answer(status, HTML))
                .isEqualTo(Outcome.unknown("http-" + status, "HTTP status " + status + " instead of an answer"));
    }

    @Test
    void aSuccessThatTheStatusDeniesIsNoAnswerEither() {
        answer(200, "{}");
        assertThat(answer(403, "{}")).returns(Outcome.Kind.UNKNOWN, Outcome::kind);
    }

    private Outcome unready(TransportCode code) {
        problem = Optional.of(new HttpReply.NotSent(code, "told"));
        return api.ready().toCompletableFuture().join().orElseThrow();
    }

    private Outcome answer(int status, String body) {
        replies.add(new HttpReply.Answer(status, body.getBytes(StandardCharsets.UTF_8), Optional.empty()));
        return api.post("/", List.of(), json -> Optional.of(Outcome.deleted()))
                .toCompletableFuture()
                .join();
    }
}
