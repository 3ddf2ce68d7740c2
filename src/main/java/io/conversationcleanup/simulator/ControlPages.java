package io.conversationcleanup.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the simulator tells of itself, to people and to tests in other processes: {@code GET /simulator/calls}, one JSON
 * object a line, and {@code GET /simulator/stats}. These questions need no signature and are no calls. Thread-safe.
 */
final class ControlPages {

    private static final String PREFIX = "/simulator/";
    private static final int CALLS_PER_CHUNK = 500;
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final CallRegister register;

    ControlPages(CallRegister register) {
        this.register = register;
    }

    static boolean serves(String path) {
        return path.startsWith(PREFIX);
    }

    /** The page at this path, which {@link #serves} accepts. */
    Transmission page(String method, String path) {
        if (!method.equals("GET")) {
            return WireReply.gatewayError(new Reaction.HttpStatus(405));
        }
        return switch (path) {
            case PREFIX + "calls" -> this::sendCalls;
            case PREFIX + "stats" ->
                WireReply.json(new Reaction.Code(0), MAPPER.writeValueAsBytes(fields(register.stats())));
            default -> WireReply.gatewayError(new Reaction.HttpStatus(404));
        };
    }

    private Future<?> sendCalls(ChannelHandlerContext context, boolean keepAlive) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        if (!keepAlive) {
            head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/x-ndjson")
                .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        ChannelFuture unused = context.write(head);
        Promise<Void> sent = context.executor().newPromise();
        int total = Math.toIntExact(register.stats().recorded());
        sendCalls(context, 0, total, keepAlive, sent);
        return sent;
    }

    /** Sends the calls in pieces, each when the one before is gone: the whole log need not fit into the heap. */
    private void sendCalls(ChannelHandlerContext context, int from, int total, boolean keepAlive, Promise<Void> sent) {
        if (from == total) {
            ChannelFuture end = context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
            if (keepAlive) {
                sent.setSuccess(null);
            } else {
                end.addListener(ChannelFutureListener.CLOSE);
            }
            return;
        }
        List<RecordedCall> calls = register.calls(from, Math.min(CALLS_PER_CHUNK, total - from));
        StringBuilder lines = new StringBuilder();
        for (RecordedCall call : calls) {
            lines.append(MAPPER.writeValueAsString(fields(call))).append('\n');
        }
        ByteBuf chunk = ByteBufUtil.encodeString(context.alloc(), CharBuffer.wrap(lines), StandardCharsets.UTF_8);
        context.writeAndFlush(new DefaultHttpContent(chunk)).addListener(written -> {
            if (written.isSuccess()) {
                sendCalls(context, from + calls.size(), total, keepAlive, sent);
            }
        });
    }

    private static Map<String, Object> fields(SimulatorStats stats) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("calls", stats.calls());
        fields.put("recorded", stats.recorded());
        fields.put("deleted", stats.deleted());
        fields.put("deletedAgain", stats.deletedAgain());
        fields.put("mostInAnySecond", stats.mostInAnySecond());
        fields.put("byReaction", stats.byReaction());
        return fields;
    }

    private static Map<String, Object> fields(RecordedCall call) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sequence", call.sequence());
        fields.put("arrivedAt", call.arrivedAt().toString());
        fields.put("operation", call.operation().label());
        fields.put("user", call.user());
        fields.put("peer", call.peer());
        putIfSent(fields, "type", call.type());
        putIfSent(fields, "clearRamble", call.clearRamble());
        fields.put("reaction", call.reaction().label());
        return fields;
    }

    private static void putIfSent(Map<String, Object> fields, String name, OptionalInt number) {
        if (number.isPresent()) {
            fields.put(name, number.getAsInt());
        }
    }
}
