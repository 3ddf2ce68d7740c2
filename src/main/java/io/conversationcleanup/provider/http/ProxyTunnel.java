package io.conversationcleanup.provider.http;

import io.conversationcleanup.model.ProxyServer;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Reads the answers of a proxy before Netty's handler does, which takes what is no answer of a proxy for a refusal. The refusal
 * of an HTTP proxy is known once its head is there: its page may be long, or never end. One connection's; used on the event loop
 * alone.
 */
final class ProxyTunnel extends ChannelInboundHandlerAdapter {

    private static final int OK = 200;

    private boolean refused;

    private ProxyTunnel() {}

    /** Adds what makes a tunnel through this proxy, at this address. Its time limit is the connection's. */
    static ProxyHandler add(ChannelPipeline pipeline, ProxyServer server, InetSocketAddress address) {
        boolean http = server.protocol() == ProxyServer.Protocol.HTTP;
        ProxyHandler handler = http ? http(server, address) : socks(server, address);
        handler.setConnectTimeoutMillis(0);
        pipeline.addFirst(handler);
        // Behind the codec, which the handler has put before itself.
        pipeline.addBefore(pipeline.context(handler).name(), null, new ProxyTunnel());
        return handler;
    }

    private static ProxyHandler http(ProxyServer server, InetSocketAddress address) {
        return server.login()
                .map(login -> new HttpProxyHandler(address, login.user(), login.password()))
                .orElseGet(() -> new HttpProxyHandler(address));
    }

    private static ProxyHandler socks(ProxyServer server, InetSocketAddress address) {
        return server.login()
                .map(login -> new Socks5ProxyHandler(address, login.user(), login.password()))
                .orElseGet(() -> new Socks5ProxyHandler(address));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) {
        if (!refused && part instanceof DecoderResultProvider read) {
            if (read.decoderResult().cause() instanceof PrematureChannelClosureException) {
                // The end of the connection says the same.
                refused = true;
            } else if (read.decoderResult().isFailure()) {
                refuse(context, new NoProxy());
            } else if (part instanceof HttpResponse answer) {
                read(context, answer);
            }
        }
        if (refused) {
            ReferenceCountUtil.release(part);
        } else {
            context.fireChannelRead(part);
        }
    }

    private void read(ChannelHandlerContext context, HttpResponse answer) {
        if (answer.status().code() == OK) {
            context.pipeline().remove(this);
        } else {
            refuse(
                    context,
                    new Refusal(answer.status().code(), answer.headers().getAll(HttpHeaderNames.PROXY_AUTHENTICATE)));
        }
    }

    private void refuse(ChannelHandlerContext context, ProxyConnectException reason) {
        refused = true;
        context.fireExceptionCaught(reason);
    }

    /** The proxy answered with another status than 200. */
    static final class Refusal extends ProxyConnectException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final transient List<String> schemes;

        Refusal(int status, List<String> challenges) {
            super("status " + status);
            this.status = status;
            this.schemes = challenges.stream()
                    .map(challenge -> challenge.strip().replaceFirst("[^A-Za-z0-9-].*", ""))
                    .filter(scheme -> !scheme.isEmpty())
                    .distinct()
                    .toList();
        }

        int status() {
            return status;
        }

        /** How the proxy lets users name themselves. */
        List<String> schemes() {
            return schemes;
        }
    }

    /** What answered does not speak the proxy's protocol. */
    static final class NoProxy extends ProxyConnectException {
        private static final long serialVersionUID = 1L;

        NoProxy() {
            super("no proxy");
        }
    }
}
