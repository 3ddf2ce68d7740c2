package io.conversationcleanup.provider.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer up to a limit. Used by one exchange; {@link #begun} may be asked from any thread.
 *
 * <p>The library's own base classes look at the content type, and an unknown charset in it would cost a good answer.
 */
final class BoundedReplyConsumer implements AsyncResponseConsumer<HttpReply.Answer> {

    private static final int USUAL_LENGTH = 256;

    private final int maxBytes;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_LENGTH);
    private volatile boolean begun;
    private volatile boolean keepsConnection;
    private int status;
    private Optional<Duration> retryAfter = Optional.empty();
    private @Nullable FutureCallback<HttpReply.Answer> whole;

    BoundedReplyConsumer(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Whether the head of an answer has arrived. */
    boolean begun() {
        return begun;
    }

    /** Whether the answer leaves its connection open for the next call. */
    boolean keepsConnection() {
        return keepsConnection;
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
        // An interim answer says nothing; the answer follows.
    }

    @Override
    public void consumeResponse(
            HttpResponse response,
            @Nullable EntityDetails entity,
            HttpContext context,
            FutureCallback<HttpReply.Answer> callback) {
        begun = true;
        keepsConnection = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(null, response, context);
        status = response.getCode();
        retryAfter = seconds(response.getFirstHeader(HttpHeaders.RETRY_AFTER));
        whole = callback;
        if (entity == null) {
            streamEnd(null);
        }
    }

    @Override
    public void updateCapacity(CapacityChannel capacity) throws IOException {
        capacity.update(maxBytes);
    }

    @Override
    public void consume(ByteBuffer source) throws IOException {
        if (body.size() + source.remaining() > maxBytes) {
            throw new TooLong();
        }
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        body.write(bytes);
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        if (whole != null) {
            whole.completed(new HttpReply.Answer(status, body.toByteArray(), retryAfter));
        }
    }

    @Override
    public void failed(Exception cause) {
        // The exchange's callback learns of it too.
    }

    @Override
    public void releaseResources() {
        body.reset();
    }

    private static Optional<Duration> seconds(@Nullable Header header) {
        try {
            return header == null
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds(
                            Math.max(0, Long.parseLong(header.getValue().strip()))));
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
