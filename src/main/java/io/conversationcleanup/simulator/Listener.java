package io.conversationcleanup.simulator;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The port on the loopback, open or closed, and the connections on it. Used on the event loop alone. */
final class Listener {

    static final String HOST = "127.0.0.1";
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final int BACKLOG = 1024;

    private final EventLoop loop;
    private final ServerBootstrap bootstrap;
    private final ChannelGroup connections;
    private int port;
    private @Nullable Channel server;

    /** @param port to listen on; 0 for any free one, which is kept when it closes and opens again */
    Listener(EventLoop loop, int port) {
        this.loop = loop;
        this.port = port;
        connections = new DefaultChannelGroup(loop);
        bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                // Connections of before may linger on in the system's tables.
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true);
    }

    /** Says what handles the requests of each new connection; to be called before it opens. */
    void serveWith(Supplier<Connection> handler) {
        ServerBootstrap unused = bootstrap.childHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                connections.add(channel);
                channel.pipeline()
                        .addLast(codec())
                        .addLast(new HttpObjectAggregator(MAX_BODY_BYTES))
                        .addLast(handler.get());
            }
        });
    }

    /** Without Netty's limit of 128 requests that wait for an answer: what a client sends ahead is its own affair. */
    static HttpServerCodec codec() {
        return new HttpServerCodec(new HttpDecoderConfig(), Integer.MAX_VALUE);
    }

    /** The port it listens on, or has listened on last. */
    int port() {
        return port;
    }

    /** Listens, if it does not. */
    Future<?> open() {
        if (server != null && server.isOpen()) {
            return loop.newSucceededFuture(null);
        }
        ChannelFuture bound = bootstrap.bind(HOST, port);
        server = bound.channel();
        return bound.addListener(done -> {
            if (done.isSuccess()) {
                port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
            }
        });
    }

    /** Stops listening and ends all connections; done when connecting is refused. */
    Future<?> close() {
        if (server != null) {
            ChannelFuture unused = server.close();
        }
        Future<?> ended = connections.close();
        Promise<Void> closed = loop.newPromise();
        // Java closes a registered socket for good in the next select, which comes before the next due task.
        ended.addListener(done -> {
            Future<?> unused = loop.schedule(() -> closed.trySuccess(null), 0, TimeUnit.NANOSECONDS);
        });
        return closed;
    }
}
