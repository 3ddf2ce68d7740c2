package io.conversationcleanup.provider.http;

import java.util.concurrent.CompletionStage;

/** Posts JSON to one host. Thread-safe. */
public interface HttpPoster extends AutoCloseable {

    /**
     * Posts once; nothing is repeated or followed.
     *
     * @param pathAndQuery the signed path and query; it stands in no log and no exception
     * @param json the body
     * @return what came of it; completes normally, whatever the network does
     */
    CompletionStage<HttpReply> post(String pathAndQuery, byte[] json);

    @Override
    void close();
}
