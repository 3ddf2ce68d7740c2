package io.conversationcleanup.provider.http;

import io.conversationcleanup.model.ProxyServer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Makes connections to one host, secure ones if it is called by {@code https}. Thread-safe. */
final class Connector implements AutoCloseable {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** Room for a usual answer with its head, so that one read takes it whole. */
    private static final int READ_BYTES = 2048;

    private final HttpSettings settings;
    private final Optional<ProxyServer> proxy;
    private final String host;
    private final boolean secure;
    private final int port;
    private final EventLoop loop;
    private final ChannelFactory<? extends Channel> sockets;
    private final AnswerTimeouts timeouts;
    private final FailureReplies failures;
    private final Lookup lookup;
    private final Tls tls;
    /** The address of the last connection that was made, which is tried first. Used on the event loop alone. */
    private @Nullable InetAddress lastGood;

    Connector(
            HttpSettings settings,
            EventLoop loop,
            ChannelFactory<? extends Channel> sockets,
            Lookup.Resolver resolver,
            AnswerTimeouts timeouts,
            FailureReplies failures) {
        this.settings = settings;
        this.proxy = settings.proxy();
        this.loop = loop;
        this.sockets = sockets;
        this.timeouts = timeouts;
        this.failures = failures;
        URI uri = settings.baseUri();
        this.host = uri.getHost().replaceAll("[\\[\\]]", "");
        this.secure = "https".equalsIgnoreCase(uri.getScheme());
        this.port = uri.getPort() >= 0 ? uri.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
        this.lookup = new Lookup(proxy.map(ProxyServer::host).orElse(host), resolver);
        this.tls = new Tls(host, port, settings.trusted());
    }

    /** Makes a connection for this owner, and tells it what has become of that. */
    void connect(Connections owner) {
        try {
            loop.execute(() -> new Dial(owner).start());
        } catch (RejectedExecutionException closed) {
            owner.failed(new CancellationException("closed"));
        }
    }

    /** Makes no more connections; those that are being made end with their event loop. */
    @Override
    public void close() {
        lookup.close();
    }

    /** One connection that is being made: the look-up, then one address after the other. Used on the event loop alone. */
    private final class Dial {

        private final Connections owner;
        private final Deque<InetAddress> untried = new ArrayDeque<>();
        /** The time limit for all of it. */
        private final ScheduledFuture<?> limit;

        private boolean lookedUp;
        private @Nullable Throwable telling;

        Dial(Connections owner) {
            this.owner = owner;
            this.limit = loop.schedule(
                    this::lookUpIsTooSlow, settings.connectTimeout().toNanos(), TimeUnit.NANOSECONDS);
        }

        void start() {
            lookup.addresses().whenComplete((found, failure) -> {
                try {
                    loop.execute(() -> end(found, failure));
                } catch (RejectedExecutionException closed) {
                    owner.failed(new CancellationException("closed"));
                }
            });
        }

        private void lookUpIsTooSlow() {
            if (!lookedUp) {
                owner.failed(new Lookup.TooSlow());
            }
        }

        /** Ends the look-up. */
        private void end(@Nullable List<InetAddress> found, @Nullable Throwable failure) {
            if (limit.isDone()) {
                // It was too slow, and the owner knows.
                return;
            }
            lookedUp = true;
            if (found == null || found.isEmpty()) {
                failed(failure == null ? new UnknownHostException() : failure);
                return;
            }
            untried.addAll(found);
            InetAddress good = lastGood;
            if (good != null && untried.remove(good)) {
                untried.addFirst(good);
            }
            tryNext();
        }

        /** Each gets half of the time that is left, so that a dead address does not use up all of it; the last gets it all. */
        private void tryNext() {
            long share = Math.max(0, limit.getDelay(TimeUnit.NANOSECONDS)) / Math.min(2, untried.size());
            new Attempt(this, untried.remove()).start(share);
        }

        private TransportCode.Weight weight(Throwable cause) {
            return failures.notSent(cause).code().weight();
        }

        void made(Connection connection, InetAddress address) {
            limit.cancel(false);
            lastGood = address;
            owner.made(connection);
        }

        /** Of several addresses the one counts that says most: a certificate that nobody trusts, and not an address without a route. */
        void failed(Throwable cause) {
            if (telling == null || weight(cause).compareTo(weight(telling)) >= 0) {
                telling = cause;
            }
            if (untried.isEmpty() || loop.isShuttingDown()) {
                limit.cancel(false);
                owner.failed(telling);
            } else {
                tryNext();
            }
        }
    }

    /** One address that is tried. Used on the event loop alone. */
    private final class Attempt extends ChannelInitializer<Channel> {

        private final Dial dial;
        private final InetAddress address;
        private final Promise<Connection> ready = loop.newPromise();

        Attempt(Dial dial, InetAddress address) {
            this.dial = dial;
            this.address = address;
        }

        void start(long nanos) {
            ChannelFuture connecting = new Bootstrap()
                    .group(loop)
                    .channelFactory(sockets)
                    .disableResolver()
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                    // The timeout below is for the handshake too.
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                    .handler(this)
                    // The tunnel's handler connects to the proxy in place of this.
                    .connect(
                            proxy.isPresent()
                                    ? InetSocketAddress.createUnresolved(host, port)
                                    : new InetSocketAddress(address, port));
            Future<?> timer =
                    loop.schedule(() -> ready.tryFailure(new TimeoutException()), nanos, TimeUnit.NANOSECONDS);
            connecting.addListener(done -> {
                if (!done.isSuccess()) {
                    ready.tryFailure(
                            proxy.isPresent() ? new ProxyConnectException("not there", done.cause()) : done.cause());
                } else if (!secure && proxy.isEmpty()) {
                    succeed(connecting.channel());
                }
            });
            ready.addListener(done -> {
                timer.cancel(false);
                end(connecting.channel());
            });
        }

        @Override
        protected void initChannel(Channel channel) {
            AnswerDecoder decoder = new AnswerDecoder(settings.maxBodyBytes());
            AnswerReader reader = new AnswerReader(settings.maxBodyBytes());
            channel.pipeline()
                    .addLast(decoder)
                    .addLast(new Connection(channel, dial.owner, timeouts, failures, decoder, reader));
            if (proxy.isPresent()) {
                addTunnel(channel, proxy.get());
            } else if (secure) {
                addTls(channel);
            }
        }

        private void addTunnel(Channel channel, ProxyServer server) {
            ProxyTunnel.add(channel.pipeline(), server, new InetSocketAddress(address, server.port()))
                    .connectFuture()
                    .addListener(done -> {
                        if (!done.isSuccess()) {
                            ready.tryFailure(done.cause());
                        } else if (secure) {
                            addTls(channel);
                        } else {
                            succeed(channel);
                        }
                    });
        }

        private void addTls(Channel channel) {
            try {
                SslHandler handler = new SslHandler(tls.engine());
                // The timeout above is for both.
                handler.setHandshakeTimeoutMillis(0);
                handler.handshakeFuture().addListener(done -> {
                    if (done.isSuccess()) {
                        succeed(channel);
                    } else {
                        ready.tryFailure(done.cause());
                    }
                });
                channel.pipeline().addFirst(handler);
            } catch (SSLException e) {
                ready.tryFailure(e);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            ready.tryFailure(cause);
        }

        private void succeed(Channel channel) {
            ready.trySuccess(channel.pipeline().get(Connection.class));
        }

        private void end(Channel channel) {
            if (ready.isSuccess()) {
                dial.made(ready.getNow(), address);
                return;
            }
            // One for which there was no socket has no event loop either, and cannot be closed by it.
            if (channel.isRegistered()) {
                ChannelFuture unused = channel.close();
            }
            dial.failed(ready.cause());
        }
    }
}
