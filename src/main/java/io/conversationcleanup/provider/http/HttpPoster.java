package io.conversationcleanup.provider.http;

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
}
