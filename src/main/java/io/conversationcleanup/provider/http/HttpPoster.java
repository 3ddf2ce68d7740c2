package io.conversationcleanup.provider.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Posts to one host. Thread-safe. */
public interface HttpPoster extends AutoCloseable {

    /** Prepares a connection; empty if ready, or why there is none. Completes normally. */
    CompletionStage<Optional<HttpReply.NotSent>> connect();

    /**
     * Posts once if a connection is ready, see {@link #connect}; never retries or redirects.
     *
     * @param pathAndQuery the signed path and query; never logged or shown in an exception
     * @return the reply; always completes normally
     */
    CompletionStage<HttpReply> post(String pathAndQuery, byte[] body);

    @Override
    void close();

    /** The result of one exchange; messages omit the query. Bodies must not be changed. */
    sealed interface HttpReply {

        /** A complete answer; {@code retryAfter} is the header {@code Retry-After} if it is in seconds. */
        @SuppressWarnings("ArrayRecordComponent") // Handed from the reader to the parser once; nobody compares replies.
        record Answer(int status, byte[] body, Optional<Duration> retryAfter) implements HttpReply {}

        /** The request did not leave completely, so the call did not happen. */
        record NotSent(TransportCode code, String message) implements HttpReply {}

        /** The request left without a complete answer, so the call may have happened. */
        record NoAnswer(TransportCode code, String message) implements HttpReply {}
    }
}
