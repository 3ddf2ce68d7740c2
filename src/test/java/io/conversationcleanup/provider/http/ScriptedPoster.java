package io.conversationcleanup.provider.http;

import io.conversationcleanup.provider.Outcome;
import io.conversationcleanup.provider.http.HttpPoster.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers at once with what it was told, in order, and keeps what it was asked. */
public final class ScriptedPoster implements HttpPoster {

    private final Deque<HttpReply> replies = new ArrayDeque<>();
    private final List<String> paths = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();

    public void reply(int status, String body) {
        reply(new HttpReply.Answer(status, body.getBytes(StandardCharsets.UTF_8), Optional.empty()));
    }

    public void reply(HttpReply reply) {
        replies.add(reply);
    }

    public List<String> paths() {
        return paths;
    }

    public List<String> bodies() {
        return bodies;
    }

    @Override
    public CompletionStage<Optional<HttpReply.NotSent>> connect() {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<HttpReply> post(String pathAndQuery, byte[] json) {
        paths.add(pathAndQuery);
        bodies.add(new String(json, StandardCharsets.UTF_8));
        return CompletableFuture.completedFuture(replies.remove());
    }

    @Override
    public void close() {}

    /** What a call that was answered at once came to. */
    public static Outcome outcomeOf(CompletionStage<Outcome> stage) {
        return stage.toCompletableFuture().join();
    }
}
