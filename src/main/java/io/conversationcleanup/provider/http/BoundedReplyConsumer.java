package io.conversationcleanup.provider.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Reads an answer up to a limit. Used by one exchange; {@link #begun} may be asked from any thread. */
final class BoundedReplyConsumer extends AbstractBinResponseConsumer<HttpReply.Answer> {

    private static final int USUAL_LENGTH = 256;

    private final int maxBytes;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_LENGTH);
    private volatile boolean begun;
    private int status;
    private Optional<Duration> retryAfter = Optional.empty();

    BoundedReplyConsumer(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Whether the head of an answer has arrived. */
    boolean begun() {
        return begun;
    }

    @Override
    protected void start(HttpResponse response, @Nullable ContentType contentType) {
        begun = true;
        status = response.getCode();
        retryAfter = seconds(response.getFirstHeader(HttpHeaders.RETRY_AFTER));
    }

    @Override
    protected int capacityIncrement() {
        return maxBytes;
    }

    @Override
    protected void data(ByteBuffer source, boolean endOfStream) throws IOException {
        if (body.size() + source.remaining() > maxBytes) {
            throw new TooLong();
        }
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        body.write(bytes);
    }

    @Override
    protected HttpReply.Answer buildResult() {
        return new HttpReply.Answer(status, body.toByteArray(), retryAfter);
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
