package io.conversationcleanup.provider.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Posts to one host. Thread-safe. */
public interface HttpPoster extends AutoCloseable {

    /**
     * Makes sure that the next post leaves at once.
     *
     * @return empty when a connection stands ready, or why there is none; completes normally
     */
    CompletionStage<Optional<HttpReply.NotSent>> connect();

    /**
     * Posts once, at once, if a connection stands ready, see {@link #connect}; nothing is repeated or followed.
     *
     * @param pathAndQuery the signed path and query; it appears in no log and no exception
     * @param body the body
     * @return what came of it; completes normally, whatever the network does
     */
    CompletionStage<HttpReply> post(String pathAndQuery, byte[] body);

    @Override
    void close();

    /** What came of one HTTP exchange. Immutable but for the body's bytes, which nobody changes. */
    sealed interface HttpReply {

        /**
         * A whole answer.
         *
         * @param status the HTTP status
         * @param body the body, at most {@link HttpSettings#maxBodyBytes()} long
         * @param retryAfter the {@code Retry-After} header, if it gives seconds
         */
        @SuppressWarnings("ArrayRecordComponent") // Handed from the reader to the parser once; nobody compares replies.
        record Answer(int status, byte[] body, Optional<Duration> retryAfter) implements HttpReply {}

        /**
         * The request did not leave this machine whole: the call did not happen.
         *
         * @param code why not
         * @param message what happened, for a person; no address with a query in it
         */
        record NotSent(TransportCode code, String message) implements HttpReply {}

        /**
         * The request left and no whole answer came back: the call may have happened.
         *
         * @param code what went wrong
         * @param message what happened, for a person; no address with a query in it
         */
        record NoAnswer(TransportCode code, String message) implements HttpReply {}
    }
}
