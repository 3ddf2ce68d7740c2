package io.conversationcleanup.simulator;

import io.conversationcleanup.simulator.ControlPages.State;
import io.conversationcleanup.simulator.Faults.ScriptedFault;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A running simulator of the providers on 127.0.0.1. Thread-safe. One daemon thread gives calls one order of arrival
 * and leaves the other cores to the code under test.
 */
public final class Simulator implements AutoCloseable {

    private final EventLoop loop;
    private final URI baseUri;
    private final CallRegister register;
    private final RequestHandler handler;
    private final Listener listener;

    private Simulator(SimulatorSettings settings, int port, InstantSource clock, RandomGenerator random)
            throws IOException {
        register = new CallRegister(settings.recordedCalls());
        handler = new RequestHandler(settings, register, clock, random);
        loop = new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory("simulator", true), NioIoHandler.newFactory())
                .next();
        listener = new Listener(loop, handler, port);
        ControlPages pages = new ControlPages(register, handler, listener::become);
        listener.serveWith(() -> new Connection(handler, pages, settings.latency(), random));
        try {
            become(State.THERE, port);
        } catch (IOException e) {
            close();
            throw e;
        }
        baseUri = URI.create("http://" + Listener.HOST + ":" + listener.port());
    }

    /**
     * Starts a simulator; it is ready on return. Port 0 selects any free one. The clock must not go backwards;
     * afterwards only the simulator's thread may use {@code random}.
     */
    public static Simulator start(SimulatorSettings settings, int port, InstantSource clock, RandomGenerator random)
            throws IOException {
        return new Simulator(settings, port, clock, random);
    }

    /** Returns the endpoint, such as {@code http://127.0.0.1:40123}. */
    public URI baseUri() {
        return baseUri;
    }

    /** Returns the recorded calls in order of arrival, at most {@link SimulatorSettings#recordedCalls}. */
    public List<RecordedCall> calls() {
        return register.calls(0, Integer.MAX_VALUE);
    }

    public SimulatorStats stats() {
        return register.stats();
    }

    /** Replaces the scripted faults and resets their counts. */
    public void script(List<ScriptedFault> faults) {
        handler.script(faults);
    }

    /** Ends all connections and refuses new ones until {@link #comeBack}. Not after {@link #close}. */
    public void goDark() {
        listener.become(State.DARK).syncUninterruptibly();
    }

    /** Ends darkness and silence; fails if another process has taken the port. Not after {@link #close}. */
    public void comeBack() throws IOException {
        become(State.THERE, baseUri.getPort());
    }

    /** Stops at once without open answers. The calls and counts remain readable. */
    @Override
    public void close() {
        loop.parent().shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private void become(State state, int port) throws IOException {
        Future<Void> changed = listener.become(state).awaitUninterruptibly();
        if (!changed.isSuccess()) {
            Throwable cause = changed.cause();
            throw new IOException(
                    "the simulator cannot listen on " + Listener.HOST + ":" + port + ": " + cause.getMessage(), cause);
        }
    }
}
