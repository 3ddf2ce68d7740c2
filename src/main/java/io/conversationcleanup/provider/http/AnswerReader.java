package io.conversationcleanup.provider.http;

import io.conversationcleanup.provider.http.HttpPoster.HttpReply;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decodes and assembles answers within size limits. One per connection; used on the event loop. */
final class AnswerReader extends HttpResponseDecoder {

    /** Bounds the memory for a head. */
    private static final int MAX_HEAD_BYTES = 16 * 1024;

    private static final int MAX_HEADERS = 200;
    private static final int FIRST_FINAL_STATUS = 200;
    private static final byte[] EMPTY = {};

    private final int maxBytes;
    private @Nullable HttpResponse head;
    private byte[] body = EMPTY;

    AnswerReader(int maxBytes) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_HEAD_BYTES)
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setMaxChunkSize(maxBytes)
                // Accepts odd headers and bare line feeds, rather than lose an answer.
                .setValidateHeaders(false)
                .setStrictLineParsing(false));
        this.maxBytes = maxBytes;
    }

    void forget() {
        head = null;
        body = EMPTY;
    }

    boolean begun() {
        return head != null;
    }

    boolean hasUnread() {
        return actualReadableBytes() > 0;
    }

    boolean keepsConnection() {
        return head != null && HttpUtil.isKeepAlive(head);
    }

    /**
     * Takes the next part; returns the answer when it is complete.
     *
     * @throws IOException if it is too long, or the connection has ended
     * @throws DecoderException if it is not HTTP
     */
    HttpReply.@Nullable Answer read(Object part) throws IOException {
        if (!(part instanceof HttpObject message)) {
            throw new DecoderException("the answer leaves HTTP");
        }
        if (message.decoderResult().cause() instanceof PrematureChannelClosureException ended) {
            throw new IOException(ended);
        }
        if (message.decoderResult().isFailure()) {
            throw new DecoderException(message.decoderResult().cause());
        }
        if (message instanceof HttpResponse response) {
            if (response.headers().size() > MAX_HEADERS) {
                throw new DecoderException("too many headers");
            }
            if (response.status().code() >= FIRST_FINAL_STATUS) {
                head = response;
            }
        }
        // A part without a head belongs to an interim answer; the final answer follows.
        if (head == null || !(message instanceof HttpContent content)) {
            return null;
        }
        append(content.content());
        return content instanceof LastHttpContent
                ? new HttpReply.Answer(
                        head.status().code(), body, seconds(head.headers().get(HttpHeaderNames.RETRY_AFTER)))
                : null;
    }

    private void append(ByteBuf bytes) throws TooLong {
        int before = body.length;
        int more = bytes.readableBytes();
        if (more > maxBytes - before) {
            throw new TooLong();
        }
        if (more > 0) {
            // Usually there is only one part, and this is its only copy.
            body = Arrays.copyOf(body, before + more);
            bytes.readBytes(body, before, more);
        }
    }

    private static Optional<Duration> seconds(@Nullable String header) {
        try {
            return Optional.ofNullable(header)
                    .map(text -> Duration.ofSeconds(Math.max(0, Long.parseLong(text.strip()))));
        } catch (NumberFormatException e) {
            // Dates are ignored: no provider sends one, and a wrong guess costs more than a short pause.
            return Optional.empty();
        }
    }

    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
