package io.conversationcleanup.simulator;

import io.conversationcleanup.simulator.Presence.State;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A running simulator of the providers, on 127.0.0.1. Thread-safe. It runs on one daemon thread, so that calls have one
 * order of arrival, and so that it leaves the other cores to the code under test.
 */
public final class Simulator implements AutoCloseable {

    private final EventLoopGroup threads;
    private final URI baseUri;
    private final CallRegister register;
    private final CallDesk desk;
    private final Presence presence;

    private Simulator(EventLoopGroup threads, URI baseUri, CallRegister register, CallDesk desk, Presence presence) {
        this.threads = threads;
        this.baseUri = baseUri;
        this.register = register;
        this.desk = desk;
        this.presence = presence;
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
        EventLoopGroup threads = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("simulator", true), NioIoHandler.newFactory());
        EventLoop loop = threads.next();
        Listener listener = new Listener(loop, port);
        Presence presence = new Presence(loop, desk, listener::open, listener::close);
        ControlPages pages = new ControlPages(register, desk, presence);
        listener.serveWith(() -> new Connection(desk, pages, settings.latency(), random));
        Future<Void> there = presence.become(State.THERE).awaitUninterruptibly();
        if (!there.isSuccess()) {
            stop(threads);
            throw cannotListen(port, there.cause());
        }
        URI baseUri = URI.create("http://" + Listener.HOST + ":" + listener.port());
        return new Simulator(threads, baseUri, register, desk, presence);
    }

    /** Where it listens, such as {@code http://127.0.0.1:40123}: the endpoint to call in the provider's place. */
    public URI baseUri() {
        return baseUri;
    }

    /** The calls recorded, in order of arrival; {@link SimulatorSettings#recordedCalls} says how many are kept. */
    public List<RecordedCall> calls() {
        return register.calls(0, Integer.MAX_VALUE);
    }

    /**
     * The conversations deleted, in the order in which they were first named: those that the recorded calls name. Others
     * are only counted.
     */
    public List<DeletedConversation> deleted() {
        return register.deleted();
    }

    /** The counts of all calls so far. */
    public SimulatorStats stats() {
        return register.stats();
    }

    /**
     * Scripts these faults for the calls to come, in place of all that were scripted before; their number of times counts
     * from now.
     */
    public void script(List<ScriptedFault> faults) {
        desk.script(faults);
    }

    /**
     * Refuses signatures from now on, as expired, that were made in a second before the one of this moment, whatever they
     * say themselves: a signature tells its time in whole seconds.
     */
    public void refuseSignaturesMadeBefore(Instant moment) {
        desk.refuseSignaturesMadeBefore(moment);
    }

    /** Ends all connections, and refuses new ones when this returns, until {@link #comeBack}. Not after {@link #close}. */
    public void goDark() {
        presence.become(State.DARK).syncUninterruptibly();
    }

    /**
     * Answers no call that arrives from now on and serves none, until {@link #comeBack}; connections are accepted. The
     * calls are recorded as hanging and never get an answer. Not after {@link #close}.
     *
     * @throws IOException if it was dark and cannot listen on its port again, because another process does
     */
    public void fallSilent() throws IOException {
        become(State.SILENT);
    }

    /**
     * Ends darkness and silence: it serves again when this returns, on the same port. Not after {@link #close}.
     *
     * @throws IOException if it was dark and cannot listen on its port again, because another process does
     */
    public void comeBack() throws IOException {
        become(State.THERE);
    }

    /** Stops at once: calls that have no answer yet get none. What it was asked can still be read. */
    @Override
    public void close() {
        stop(threads);
    }

    private void become(State state) throws IOException {
        Future<Void> changed = presence.become(state).awaitUninterruptibly();
        if (!changed.isSuccess()) {
            throw cannotListen(baseUri.getPort(), changed.cause());
        }
    }

    private static IOException cannotListen(int port, Throwable cause) {
        return new IOException(
                "the simulator cannot listen on " + Listener.HOST + ":" + port + ": " + cause.getMessage(), cause);
    }

    private static void stop(EventLoopGroup threads) {
        threads.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
