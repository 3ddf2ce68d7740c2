package io.conversationcleanup.simulator;

import io.conversationcleanup.simulator.SimulatorSettings.Latency;
import io.conversationcleanup.simulator.Transmission.WireReply;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection with pipelining: takes each request on arrival and answers after the latency, in the order of
 * the requests. Runs on the connection's event loop.
 */
final class Connection extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int MAX_PARAMETERS = 64;

    private final RequestHandler handler;
    private final ControlPages pages;
    private final Latency latency;
    private final RandomGenerator random;
    private final Deque<Turn> turns = new ArrayDeque<>();
    private boolean sending;

    Connection(RequestHandler handler, ControlPages pages, Latency latency, RandomGenerator random) {
        this.handler = handler;
        this.pages = pages;
        this.latency = latency;
        this.random = random;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            enqueue(context, new Turn(false), handler.refuseUnreadable(), 0);
            return;
        }
        Turn turn = new Turn(HttpUtil.isKeepAlive(request));
        String method = request.method().name();
        QueryStringDecoder uri =
                new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8, true, MAX_PARAMETERS, true);
        String path = uri.rawPath();
        Map<String, List<String>> query;
        try {
            query = uri.parameters();
        } catch (IllegalArgumentException e) {
            WireReply refusal = ControlPages.serves(path)
                    ? WireReply.note(400, "the query of the URL cannot be decoded")
                    : handler.refuseUnreadable();
            enqueue(context, turn, refusal, 0);
            return;
        }
        if (ControlPages.serves(path)) {
            String text = request.content().toString(StandardCharsets.UTF_8);
            enqueue(context, turn, pages.page(method, path, query, text), 0);
        } else {
            byte[] body = ByteBufUtil.getBytes(request.content());
            WireReply reply = handler.take(new WireRequest(method, path, query, StrictJson.object(body)));
            enqueue(context, turn, reply, latency.drawNanos(random));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.warn("The simulator failed on a request and closes the connection it came on", cause);
        }
        ChannelFuture unused = context.close();
    }

    private void enqueue(ChannelHandlerContext context, Turn turn, Transmission answer, long delayNanos) {
        turns.add(turn);
        if (delayNanos == 0) {
            turn.answer = answer;
            sendReady(context);
            return;
        }
        Runnable ready = () -> {
            turn.answer = answer;
            sendReady(context);
        };
        Future<?> unused = context.executor().schedule(ready, delayNanos, TimeUnit.NANOSECONDS);
    }

    private void sendReady(ChannelHandlerContext context) {
        Turn head = turns.peek();
        while (!sending && head != null && head.answer != null) {
            turns.remove();
            Future<?> sent = head.answer.send(context, head.keepAlive);
            if (!sent.isDone()) {
                sending = true;
                sent.addListener(done -> {
                    sending = false;
                    sendReady(context);
                });
            }
            head = turns.peek();
        }
    }

    private static final class Turn {

        private final boolean keepAlive;
        private @Nullable Transmission answer;

        Turn(boolean keepAlive) {
            this.keepAlive = keepAlive;
        }
    }
}
