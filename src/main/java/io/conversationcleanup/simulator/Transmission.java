package io.conversationcleanup.simulator;

import io.conversationcleanup.simulator.Reaction.Code;
import io.conversationcleanup.simulator.Reaction.HttpStatus;
import io.conversationcleanup.simulator.Reaction.WireFault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The sending of one answer. */
interface Transmission {

    /** Sends the answer; done when the next one may follow or the connection is closed, never if it hangs. */
    Future<?> send(ChannelHandlerContext context, boolean keepAlive);

    /** The answer to a call, or its fault. Its body must not be written to. */
    final class WireReply implements Transmission {

        private final Reaction reaction;
        private final int status;
        private final String contentType;
        private final byte[] body;

        private WireReply(Reaction reaction, int status, String contentType, byte[] body) {
            this.reaction = reaction;
            this.status = status;
            this.contentType = contentType;
            this.body = body;
        }

        static WireReply note(int status, String text) {
            return new WireReply(new Code(0), status, "text/plain; charset=utf-8", utf8(text + "\n"));
        }

        /** A provider's answer: HTTP 200 with JSON, even for a failure. */
        static WireReply json(Reaction reaction, byte[] body) {
            return new WireReply(
                    reaction, 200, "application/json", reaction == WireFault.OVERSIZE ? oversized(body) : body);
        }

        static WireReply gatewayError(HttpStatus error) {
            String page = "<html><body><h1>" + error.status() + "</h1></body></html>";
            return new WireReply(error, error.status(), "text/html", utf8(page));
        }

        Reaction reaction() {
            return reaction;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        @Override
        public Future<?> send(ChannelHandlerContext context, boolean keepAlive) {
            if (reaction == WireFault.HANG) {
                return context.newPromise();
            }
            if (reaction == WireFault.RESET) {
                // With a linger time of zero, closing sends a reset.
                context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
                return context.close();
            }
            boolean truncated = reaction == WireFault.TRUNCATE;
            ByteBuf sent = Unpooled.wrappedBuffer(body, 0, truncated ? body.length / 2 : body.length);
            HttpResponse response =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), sent);
            response.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
            if (keepAlive && !truncated) {
                // The next answer does not wait for a client that does not read: Netty queues it.
                ChannelFuture unused = context.writeAndFlush(response, context.voidPromise());
                return context.newSucceededFuture();
            }
            if (!truncated) {
                HttpUtil.setKeepAlive(response, false);
            }
            return context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }

        private static byte[] oversized(byte[] body) {
            byte[] padded = Arrays.copyOf(body, WireFault.OVERSIZE_BYTES);
            Arrays.fill(padded, body.length, padded.length, (byte) ' ');
            return padded;
        }

        private static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
