package io.conversationcleanup.provider.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Posts to one host. Thread-safe. */
public interface HttpPoster extends AutoCloseable {

    /**
     * Makes sure that the next post leaves at once.
     *
     * @return empty when a connection is ready, or why there is none; completes normally
     */
    CompletionStage<Optional<HttpReply.NotSent>> connect();

    /**
     * Posts once, at once, if a connection is ready, see {@link #connect}; repeats and follows nothing.
     *
     * @param pathAndQuery the signed path and query, which no log and no exception shows
     * @return completes normally, also if the network fails
     */
    CompletionStage<HttpReply> post(String pathAndQuery, byte[] body);

    @Override
    void close();

    /** The result of one HTTP exchange; a message is for a person and shows no query. Nobody changes a body's bytes. */
    sealed interface HttpReply {

        /** A whole answer; {@code retryAfter} is the header {@code Retry-After}, if it gives seconds. */
        @SuppressWarnings("ArrayRecordComponent") // Handed from the reader to the parser once; nobody compares replies.
        record Answer(int status, byte[] body, Optional<Duration> retryAfter) implements HttpReply {}

        /** The request did not leave this machine whole: the call did not happen. */
        record NotSent(TransportCode code, String message) implements HttpReply {}

        /** The request left and no whole answer came back: the call may have happened. */
        record NoAnswer(TransportCode code, String message) implements HttpReply {}
    }
}
