package io.conversationcleanup.provider.http;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Netty's decoder of answers, with limits. One connection's; used on the event loop alone. */
final class AnswerDecoder extends HttpResponseDecoder {

    /** Without limits a head could fill the memory. */
    private static final int MAX_HEAD_BYTES = 16 * 1024;

    AnswerDecoder(int maxBodyBytes) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_HEAD_BYTES)
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                // A body that has come at once is handed on at once.
                .setMaxChunkSize(maxBodyBytes)
                // An odd header, or a line that ends without a carriage return, is no reason to lose an answer.
                .setValidateHeaders(false)
                .setStrictLineParsing(false));
    }

    /** Whether all that has come has been handed on. */
    boolean isEmpty() {
        return actualReadableBytes() == 0;
    }
}
