package io.conversationcleanup.telemetry;

import io.conversationcleanup.definition.HttpSection;
import io.conversationcleanup.definition.WebAddress;
import io.conversationcleanup.provider.http.HttpPoster;
import io.conversationcleanup.provider.http.HttpPoster.HttpReply;
import io.conversationcleanup.provider.http.HttpSettings;
import io.conversationcleanup.provider.http.NettyHttpPoster;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Posts to one address of the job file. Thread-safe. Messages show no password and only the address's host. */
final class WebClient implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);
    /** Bounds error pages; the answer is not used. */
    private static final int MAX_BODY_BYTES = 1 << 20;

    private final HttpPoster http;
    private final String target;

    /** Connects on the first post; throws IllegalArgumentException if a header has more than one line. */
    WebClient(WebAddress address, HttpSection section, Map<String, String> headers, LongSupplier nanoTime) {
        URI uri = URI.create(address.uri().toASCIIString());
        HttpSettings settings = new HttpSettings(
                uri,
                1,
                CONNECT_TIMEOUT,
                ANSWER_TIMEOUT,
                MAX_BODY_BYTES,
                section.proxies().proxyFor(uri),
                section.trusted(),
                headers);
        this.http = new NettyHttpPoster(settings, nanoTime);
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        this.target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** Posts once with a timeout of 5 s. Returns the problem; empty for a status of 200 to 299. */
    Optional<String> post(byte[] body) {
        Supplier<CompletionStage<HttpReply>> call = () -> http.post(target, body);
        HttpReply reply = http.connect()
                .thenCompose(problem -> problem.<CompletionStage<HttpReply>>map(CompletableFuture::completedFuture)
                        .orElseGet(call))
                .toCompletableFuture()
                .join();
        if (reply instanceof HttpReply.NotSent notSent) {
            return Optional.of(notSent.message());
        }
        if (reply instanceof HttpReply.NoAnswer noAnswer) {
            return Optional.of(noAnswer.message());
        }
        int status = ((HttpReply.Answer) reply).status();
        return status / 100 == 2 ? Optional.empty() : Optional.of("it answered " + status);
    }

    @Override
    public void close() {
        http.close();
    }
}
