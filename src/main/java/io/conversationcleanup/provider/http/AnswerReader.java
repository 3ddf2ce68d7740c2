package io.conversationcleanup.provider.http;

import io.conversationcleanup.provider.http.HttpPoster.HttpReply;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the parts of one answer after the other together, up to a limit. Used on the event loop alone. */
final class AnswerReader {

    private static final int MAX_HEADERS = 200;
    private static final int FIRST_FINAL_STATUS = 200;
    private static final byte[] EMPTY = {};

    private final int maxBytes;
    private @Nullable HttpResponse head;
    private byte[] body = EMPTY;

    AnswerReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Forgets the answer before. */
    void reset() {
        head = null;
        body = EMPTY;
    }

    /** Whether the head of an answer has arrived. */
    boolean begun() {
        return head != null;
    }

    /**
     * Takes the next part.
     *
     * @return the answer, if it is whole now
     * @throws IOException if it is too long, or the connection has ended
     * @throws DecoderException if it is not HTTP
     */
    HttpReply.@Nullable Answer read(Object part) throws IOException {
        if (!(part instanceof HttpObject message)) {
            throw new DecoderException("the answer leaves HTTP");
        }
        refuseBroken(message.decoderResult());
        if (message instanceof HttpResponse response) {
            begin(response);
        }
        // What has no head before it belongs to an interim answer, which says nothing; the answer follows.
        if (head == null || !(message instanceof HttpContent content)) {
            return null;
        }
        append(content.content());
        return content instanceof LastHttpContent
                ? new HttpReply.Answer(
                        head.status().code(), body, seconds(head.headers().get(HttpHeaderNames.RETRY_AFTER)))
                : null;
    }

    /** Whether the answer leaves its connection open for the next call. */
    boolean keepsConnection() {
        return head != null && HttpUtil.isKeepAlive(head);
    }

    private static void refuseBroken(DecoderResult result) throws IOException {
        if (result.isSuccess()) {
            return;
        }
        if (result.cause() instanceof PrematureChannelClosureException ended) {
            throw new IOException(ended);
        }
        throw new DecoderException(result.cause());
    }

    private void begin(HttpResponse response) {
        if (response.headers().size() > MAX_HEADERS) {
            throw new DecoderException("too many headers");
        }
        if (response.status().code() >= FIRST_FINAL_STATUS) {
            head = response;
        }
    }

    private void append(ByteBuf bytes) throws TooLong {
        int before = body.length;
        int more = bytes.readableBytes();
        if (more > maxBytes - before) {
            throw new TooLong();
        }
        if (more > 0) {
            // Nearly always there is one part, and this its one copy.
            body = Arrays.copyOf(body, before + more);
            bytes.readBytes(body, before, more);
        }
    }

    private static Optional<Duration> seconds(@Nullable String header) {
        try {
            return header == null
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds(Math.max(0, Long.parseLong(header.strip()))));
        } catch (NumberFormatException e) {
            // The header may also be a date. No provider sends one, and a wrong guess would cost more than a short
            // pause.
            return Optional.empty();
        }
    }

    /** The answer is longer than anything documented. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
