package io.conversationcleanup.provider.http;

import io.conversationcleanup.model.DaemonThreads;
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
import io.netty.util.concurrent.GenericFutureListener;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Makes connections to one host, with TLS for {@code https}, and limits the time of calls. Thread-safe. */
final class Connector implements AutoCloseable {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** Fits a usual answer with its head, so that one read takes it whole. */
    private static final int READ_BYTES = 2048;

    private final HttpSettings settings;
    private final FailureReplies failures;
    private final EventLoop loop;
    private final ChannelFactory<? extends Channel> sockets;
    private final Resolver resolver;
    private final Connection.Timeouts timeouts;
    private final Optional<ProxyServer> proxy;
    private final String host;
    private final boolean secure;
    private final int port;
    private final Tls tls;
    /** The system look-up blocks and may hang. */
    private final ExecutorService lookups = Executors.newSingleThreadExecutor(DaemonThreads.named("http-client-dns"));

    // Used on the event loop.
    private @Nullable CompletableFuture<List<InetAddress>> lookup;
    private @Nullable InetAddress lastGood;

    /** Resolves a host to at least one address. */
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    Connector(
            HttpSettings settings,
            FailureReplies failures,
            EventLoop loop,
            ChannelFactory<? extends Channel> sockets,
            Resolver resolver,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.failures = failures;
        this.loop = loop;
        this.sockets = sockets;
        this.resolver = resolver;
        this.proxy = settings.proxy();
        URI uri = settings.baseUri();
        this.host = uri.getHost().replaceAll("[\\[\\]]", "");
        this.secure = "https".equalsIgnoreCase(uri.getScheme());
        this.port = uri.getPort() >= 0 ? uri.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
        this.tls = new Tls(host, port, settings.trusted());
        this.timeouts = new Connection.Timeouts(settings.answerTimeout(), nanoTime);
        long interval = Connection.Timeouts.INTERVAL;
        Future<?> unused = loop.scheduleWithFixedDelay(timeouts::check, interval, interval, TimeUnit.NANOSECONDS);
    }

    void connect(Connection.Owner owner) {
        try {
            loop.execute(() -> new Dial(owner).start());
        } catch (RejectedExecutionException closed) {
            owner.failed(new CancellationException("closed"));
        }
    }

    /** Ends pending attempts; existing connections end with their event loop. */
    @Override
    public void close() {
        lookups.shutdown();
        loop.execute(timeouts::closeAll);
    }

    /** Shares one look-up among concurrent callers; may never complete. Only the JVM caches addresses, for 30 s. */
    private CompletionStage<List<InetAddress>> addresses() {
        if (lookup != null && !lookup.isDone()) {
            return lookup;
        }
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        lookup = found;
        try {
            lookups.execute(() -> {
                try {
                    found.complete(List.of(
                            resolver.addresses(proxy.map(ProxyServer::host).orElse(host))));
                } catch (UnknownHostException | RuntimeException failure) {
                    found.completeExceptionally(failure);
                }
            });
        } catch (RejectedExecutionException closed) {
            found.completeExceptionally(new CancellationException("closed"));
        }
        return found;
    }

    /** A connection attempt: the look-up, then one address after another. Used on the event loop. */
    private final class Dial {

        private final Connection.Owner owner;
        private final Deque<InetAddress> untried = new ArrayDeque<>();
        /** The total time limit; the timer runs during the look-up only. */
        private final ScheduledFuture<?> limit;

        private @Nullable Throwable gravest;
        private TransportCode.Weight weightOfGravest = TransportCode.Weight.PASSING;

        Dial(Connection.Owner owner) {
            this.owner = owner;
            this.limit = loop.schedule(
                    () -> owner.failed(new FailureReplies.LookupTimeout()),
                    settings.connectTimeout().toNanos(),
                    TimeUnit.NANOSECONDS);
        }

        void start() {
            CompletionStage<?> unused = addresses().whenCompleteAsync(this::useAddresses, loop);
        }

        private void useAddresses(@Nullable List<InetAddress> found, @Nullable Throwable failure) {
            if (!limit.cancel(false)) {
                // The time limit has passed, and the owner knows.
                return;
            }
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

        /** Gives each address half of the rest of the time, so that a dead one does not use it all. */
        private void tryNext() {
            long share = Math.max(0, limit.getDelay(TimeUnit.NANOSECONDS)) / Math.min(2, untried.size());
            new Attempt(this, untried.remove()).start(share);
        }

        /** Reports the most serious failure: an untrusted certificate rather than an address without a route. */
        void failed(Throwable cause) {
            TransportCode.Weight weight = failures.notSent(cause).code().weight();
            if (gravest == null || weight.compareTo(weightOfGravest) >= 0) {
                gravest = cause;
                weightOfGravest = weight;
            }
            if (untried.isEmpty() || loop.isShuttingDown()) {
                owner.failed(gravest);
            } else {
                tryNext();
            }
        }
    }

    /** An attempt with one address: TCP, then the tunnel, then TLS. Used on the event loop. */
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
                    // The timer below covers the handshake too.
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                    .handler(this)
                    // With a proxy, the tunnel's handler makes the connection.
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
            AnswerReader reader = new AnswerReader(settings.maxBodyBytes());
            channel.pipeline().addLast(reader, new Connection(channel, dial.owner, timeouts, failures, reader));
            if (proxy.isPresent()) {
                InetSocketAddress place =
                        new InetSocketAddress(address, proxy.get().port());
                ProxyTunnel.add(channel.pipeline(), proxy.get(), place)
                        .connectFuture()
                        .addListener(then(secure ? () -> addTls(channel) : () -> succeed(channel)));
            } else if (secure) {
                addTls(channel);
            }
        }

        private void addTls(Channel channel) {
            try {
                SslHandler handler = new SslHandler(tls.engine());
                // The timer in start() covers the handshake.
                handler.setHandshakeTimeoutMillis(0);
                handler.handshakeFuture().addListener(then(() -> succeed(channel)));
                channel.pipeline().addFirst(handler);
            } catch (SSLException e) {
                ready.tryFailure(e);
            }
        }

        private void succeed(Channel channel) {
            ready.trySuccess(channel.pipeline().get(Connection.class));
        }

        private GenericFutureListener<Future<Channel>> then(Runnable next) {
            return done -> {
                if (done.isSuccess()) {
                    next.run();
                } else {
                    ready.tryFailure(done.cause());
                }
            };
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            ready.tryFailure(cause);
        }

        private void end(Channel channel) {
            if (ready.isSuccess()) {
                lastGood = address;
                dial.owner.made(ready.getNow());
                return;
            }
            // A channel without a socket has no event loop to close it.
            if (channel.isRegistered()) {
                ChannelFuture unused = channel.close();
            }
            dial.failed(ready.cause());
        }
    }
}
