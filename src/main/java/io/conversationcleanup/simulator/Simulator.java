package io.conversationcleanup.simulator;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A running simulator of the providers, on 127.0.0.1. Thread-safe. It runs on one daemon thread, so that calls have one
 * order of arrival, and so that it leaves the other cores to the code under test.
 */
public final class Simulator implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final int BACKLOG = 1024;

    private final EventLoopGroup loop;
    private final int port;
    private final CallRegister register;

    private Simulator(EventLoopGroup loop, int port, CallRegister register) {
        this.loop = loop;
        this.port = port;
        this.register = register;
    }

    /**
     * Starts a simulator; it serves when this returns.
     *
     * @param port to listen on; 0 for any free one
     * @param clock what signatures, the quota and the log go by; it should not go backwards
     * @param random draws the random faults and the jitter; it is used by the simulator's thread from now on
     * @throws IOException if it cannot listen on the port, for example because another process does
     */
    public static Simulator start(SimulatorSettings settings, int port, InstantSource clock, RandomGenerator random)
            throws IOException {
        CallRegister register = new CallRegister(settings.recordedCalls());
        CallDesk desk = new CallDesk(settings, register, clock, random);
        ControlPages pages = new ControlPages(register);
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("simulator", true), NioIoHandler.newFactory());
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(MAX_BODY_BYTES))
                                .addLast(new Connection(desk, pages, settings.latency(), random));
                    }
                })
                .bind(HOST, port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stop(loop);
            throw new IOException(
                    "the simulator cannot listen on " + HOST + ":" + port + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return new Simulator(loop, ((InetSocketAddress) bound.channel().localAddress()).getPort(), register);
    }

    /** Where it listens, such as {@code http://127.0.0.1:40123}: the endpoint to call in the provider's place. */
    public URI baseUri() {
        return URI.create("http://" + HOST + ":" + port);
    }

    /** The calls recorded, in order of arrival; {@link SimulatorSettings#recordedCalls} says how many are kept. */
    public List<RecordedCall> calls() {
        return register.calls(0, Integer.MAX_VALUE);
    }

    /** The conversations deleted, all of them, in the order in which they were first named. */
    public List<DeletedConversation> deleted() {
        return register.deleted();
    }

    /** The counts of all calls so far. */
    public SimulatorStats stats() {
        return register.stats();
    }

    /** Stops at once: calls that have no answer yet get none. What it was asked can still be read. */
    @Override
    public void close() {
        stop(loop);
    }

    private static void stop(EventLoopGroup loop) {
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
