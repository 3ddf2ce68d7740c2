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
 * Reads a proxy's answers first: Netty's handler takes any protocol for a refusal and reads its page without end. One
 * per connection; used on the event loop.
 */
final class ProxyTunnel extends ChannelInboundHandlerAdapter {

    private static final int OK = 200;

    private boolean refused;

    /** Adds the tunnel's handlers; they have no time limit. */
    static ProxyHandler add(ChannelPipeline pipeline, ProxyServer server, InetSocketAddress address) {
        ProxyHandler handler = handler(server, address);
        handler.setConnectTimeoutMillis(0);
        pipeline.addFirst(handler);
        // After the codec, which the handler added before itself.
        pipeline.addBefore(pipeline.context(handler).name(), null, new ProxyTunnel());
        return handler;
    }

    private static ProxyHandler handler(ProxyServer server, InetSocketAddress address) {
        ProxyServer.Login login = server.login().orElse(null);
        if (server.protocol() == ProxyServer.Protocol.HTTP) {
            return login == null
                    ? new HttpProxyHandler(address)
                    : new HttpProxyHandler(address, login.user(), login.password());
        }
        return login == null
                ? new Socks5ProxyHandler(address)
                : new Socks5ProxyHandler(address, login.user(), login.password());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) {
        if (!refused && part instanceof DecoderResultProvider read) {
            if (read.decoderResult().cause() instanceof PrematureChannelClosureException) {
                // The end of the connection is reported anyway.
                refused = true;
            } else if (read.decoderResult().isFailure()) {
                refuse(context, new NoProxy());
            } else if (part instanceof HttpResponse answer && answer.status().code() != OK) {
                refuse(context, new Refusal(answer));
            } else if (part instanceof HttpResponse) {
                context.pipeline().remove(this);
            }
        }
        if (refused) {
            ReferenceCountUtil.release(part);
        } else {
            context.fireChannelRead(part);
        }
    }

    private void refuse(ChannelHandlerContext context, ProxyConnectException reason) {
        refused = true;
        context.fireExceptionCaught(reason);
    }

    static final class Refusal extends ProxyConnectException {
        private static final long serialVersionUID = 1L;
        final int status;
        final transient List<String> schemes;

        Refusal(HttpResponse answer) {
            super("status " + answer.status().code());
            this.status = answer.status().code();
            this.schemes = answer.headers().getAll(HttpHeaderNames.PROXY_AUTHENTICATE).stream()
                    .map(challenge -> challenge.strip().replaceFirst("[^A-Za-z0-9-].*", ""))
                    .filter(scheme -> !scheme.isEmpty())
                    .distinct()
                    .toList();
        }
    }

    /** The server does not speak the proxy's protocol. */
    static final class NoProxy extends ProxyConnectException {
        private static final long serialVersionUID = 1L;

        NoProxy() {
            super("no proxy");
        }
    }
}
