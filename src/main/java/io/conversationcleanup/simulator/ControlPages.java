package io.conversationcleanup.simulator;

import io.conversationcleanup.simulator.Faults.ScriptedFault;
import io.conversationcleanup.simulator.Transmission.WireReply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The pages that read and control the simulator, without signatures. Thread-safe. {@code GET /simulator/calls} returns
 * one JSON object per line, {@code GET /simulator/stats} the counts. {@code POST /simulator/script} replaces all
 * scripted faults, one {@link ScriptedFault#parse fault} per line; {@code POST /simulator/dark?seconds=8} and
 * {@code silent?seconds=8} set the {@link State}.
 */
final class ControlPages {

    private static final String PREFIX = "/simulator/";
    private static final int CALLS_PER_CHUNK = 500;
    private static final Transmission NOT_ALLOWED = WireReply.gatewayError(new Reaction.HttpStatus(405));
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final CallRegister register;
    private final RequestHandler handler;
    private final BiConsumer<State, Duration> leaving;

    ControlPages(CallRegister register, RequestHandler handler, BiConsumer<State, Duration> leaving) {
        this.register = register;
        this.handler = handler;
        this.leaving = leaving;
    }

    static boolean serves(String path) {
        return path.startsWith(PREFIX);
    }

    Transmission page(String method, String path, Map<String, List<String>> query, String body) {
        return switch (path) {
            case PREFIX + "calls" -> method.equals("GET") ? this::sendCalls : NOT_ALLOWED;
            case PREFIX + "stats" -> method.equals("GET") ? sendStats() : NOT_ALLOWED;
            case PREFIX + "script" -> method.equals("POST") ? script(body) : NOT_ALLOWED;
            case PREFIX + "dark" -> method.equals("POST") ? leave(State.DARK, query) : NOT_ALLOWED;
            case PREFIX + "silent" -> method.equals("POST") ? leave(State.SILENT, query) : NOT_ALLOWED;
            default -> WireReply.gatewayError(new Reaction.HttpStatus(404));
        };
    }

    private Transmission script(String body) {
        List<ScriptedFault> faults;
        try {
            faults = body.lines()
                    .filter(line -> !line.isBlank())
                    .map(ScriptedFault::parse)
                    .toList();
        } catch (IllegalArgumentException e) {
            return WireReply.note(400, String.valueOf(e.getMessage()));
        }
        handler.script(faults);
        return WireReply.note(200, "scripted: " + faults.size());
    }

    /** Answers first, because it cannot answer in the new state. */
    private Transmission leave(State state, Map<String, List<String>> query) {
        String seconds = query.getOrDefault("seconds", List.of("")).get(0);
        if (!seconds.matches("\\d{1,5}(\\.\\d{1,3})?")) {
            return WireReply.note(400, "say for how long, such as ?seconds=8");
        }
        Duration time =
                Duration.ofMillis(new BigDecimal(seconds).movePointRight(3).longValueExact());
        WireReply answer = WireReply.note(200, state.name().toLowerCase(Locale.ROOT) + " for " + seconds + " s");
        return (context, keepAlive) -> answer.send(context, false).addListener(sent -> leaving.accept(state, time));
    }

    private Transmission sendStats() {
        return WireReply.json(new Reaction.Code(0), MAPPER.writeValueAsBytes(register.stats()));
    }

    private Future<?> sendCalls(ChannelHandlerContext context, boolean keepAlive) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        HttpUtil.setKeepAlive(head, keepAlive);
        head.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/x-ndjson");
        HttpUtil.setTransferEncodingChunked(head, true);
        ChannelFuture unused = context.write(head);
        Promise<Void> sent = context.executor().newPromise();
        int total = Math.toIntExact(register.stats().recorded());
        sendCalls(context, 0, total, keepAlive, sent);
        return sent;
    }

    /** Sends the calls in pieces, each after the previous one is sent: the whole log may not fit into the heap. */
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
            lines.append(json(call)).append('\n');
        }
        ByteBuf chunk = ByteBufUtil.encodeString(context.alloc(), CharBuffer.wrap(lines), StandardCharsets.UTF_8);
        context.writeAndFlush(new DefaultHttpContent(chunk)).addListener(written -> {
            if (written.isSuccess()) {
                sendCalls(context, from + calls.size(), total, keepAlive, sent);
            }
        });
    }

    private static ObjectNode json(RecordedCall call) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("sequence", call.sequence())
                .put("arrivedAt", call.arrivedAt().toString())
                .put("operation", call.operation().label())
                .put("user", call.user())
                .put("peer", call.peer());
        call.type().ifPresent(type -> json.put("type", type));
        call.clearRamble().ifPresent(clearRamble -> json.put("clearRamble", clearRamble));
        return json.put("reaction", call.reaction().label());
    }

    /** THERE: listens and answers. SILENT: listens, but answers and serves no call. DARK: refuses connections. */
    enum State {
        THERE,
        SILENT,
        DARK
    }
}
