package io.conversationcleanup.simulator;

import io.conversationcleanup.simulator.ControlPages.State;
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
import io.netty.util.concurrent.PromiseNotifier;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loopback port and its connections. Runs on the event loop, except for {@link #become}. */
class Listener {

    static final String HOST = "127.0.0.1";

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final int BACKLOG = 1024;
    private static final Duration NEXT_TRY = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final RequestHandler handler;
    private final ServerBootstrap bootstrap;
    private final ChannelGroup connections;
    private int port;
    private @Nullable Channel server;
    private @Nullable Future<?> comingBack;

    /** The port 0 selects any free one, which stays the same when the listener closes and opens again. */
    Listener(EventLoop loop, RequestHandler handler, int port) {
        this.loop = loop;
        this.handler = handler;
        this.port = port;
        connections = new DefaultChannelGroup(loop);
        bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                // The system may still hold earlier connections.
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true);
    }

    void serveWith(Supplier<Connection> answerer) {
        ServerBootstrap unused = bootstrap.childHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                connections.add(channel);
                channel.pipeline()
                        .addLast(codec())
                        .addLast(new HttpObjectAggregator(MAX_BODY_BYTES))
                        .addLast(answerer.get());
            }
        });
    }

    /** Removes Netty's limit of 128 pipelined requests. */
    static HttpServerCodec codec() {
        return new HttpServerCodec(new HttpDecoderConfig(), Integer.MAX_VALUE);
    }

    int port() {
        return port;
    }

    /** Changes the state; the future fails if the port is taken. Thread-safe. */
    Future<Void> become(State state) {
        Promise<Void> done = loop.newPromise();
        loop.execute(() -> {
            if (comingBack != null) {
                comingBack.cancel(false);
            }
            Future<?> unused = PromiseNotifier.cascade(change(state), done);
        });
        return done;
    }

    /** Changes the state for a time, unless another change follows. Thread-safe. */
    void become(State state, Duration time) {
        Future<?> unused = become(state);
        loop.execute(() -> comeBackAfter(time));
    }

    private void comeBackAfter(Duration time) {
        comingBack = loop.schedule(this::comeBack, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void comeBack() {
        change(State.THERE).addListener(changed -> {
            if (!changed.isSuccess()) {
                LOG.warn(
                        "The simulator cannot listen on its port again, and tries every second: {}",
                        changed.cause().getMessage());
                comeBackAfter(NEXT_TRY);
            }
        });
    }

    private Future<Void> change(State state) {
        handler.setSilent(state == State.SILENT);
        return state == State.DARK ? close() : open();
    }

    Future<Void> open() {
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

    Future<Void> close() {
        if (server != null) {
            ChannelFuture unused = server.close();
        }
        Promise<Void> closed = loop.newPromise();
        // Java closes a registered socket only in the next select, which comes before the next due task.
        connections.close().addListener(done -> {
            Future<?> unused = loop.schedule(() -> closed.trySuccess(null), 0, TimeUnit.NANOSECONDS);
        });
        return closed;
    }
}
