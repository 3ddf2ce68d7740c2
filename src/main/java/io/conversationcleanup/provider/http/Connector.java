package io.conversationcleanup.provider.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** Makes connections to one host, secure ones if it is called by {@code https}. Thread-safe. */
final class Connector implements AutoCloseable {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** Room for a usual answer with its head, so that one read takes it whole. */
    private static final int READ_BYTES = 2048;

    private final HttpSettings settings;
    private final String host;
    private final boolean secure;
    private final int port;
    private final EventLoop loop;
    private final ChannelFactory<? extends Channel> sockets;
    private final AnswerTimeouts timeouts;
    private final FailureReplies failures;
    /** The system's look-up of names blocks, and answers must be read meanwhile. */
    private final ExecutorService lookups = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "http-client-dns");
        thread.setDaemon(true);
        return thread;
    });

    Connector(
            HttpSettings settings,
            EventLoop loop,
            ChannelFactory<? extends Channel> sockets,
            AnswerTimeouts timeouts,
            FailureReplies failures) {
        this.settings = settings;
        this.loop = loop;
        this.sockets = sockets;
        this.timeouts = timeouts;
        this.failures = failures;
        URI uri = settings.baseUri();
        this.host = uri.getHost().replaceAll("[\\[\\]]", "");
        this.secure = "https".equalsIgnoreCase(uri.getScheme());
        this.port = uri.getPort() >= 0 ? uri.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
    }

    /** Makes a connection for this owner, and tells it what has become of that. */
    void connect(Connections owner) {
        try {
            lookups.execute(() -> lookUp(owner));
        } catch (RejectedExecutionException closed) {
            owner.failed(new CancellationException("closed"));
        }
    }

    /** Makes no more connections; those that are being made end with their event loop. */
    @Override
    public void close() {
        lookups.shutdown();
    }

    private void lookUp(Connections owner) {
        try {
            InetAddress[] addresses = InetAddress.getAllByName(host);
            loop.execute(() -> new Attempt(owner, addresses, 0).start());
        } catch (UnknownHostException unknown) {
            owner.failed(unknown);
        } catch (RejectedExecutionException closed) {
            owner.failed(new CancellationException("closed"));
        } catch (RuntimeException unexpected) {
            // Whoever waits for the connection must hear of it.
            owner.failed(unexpected);
        }
    }

    /** One address tried; the next one follows if it fails. Used on the event loop alone. */
    private final class Attempt extends ChannelInitializer<Channel> {

        private final Connections owner;
        private final InetAddress[] addresses;
        private final int index;
        private final Promise<Connection> ready = loop.newPromise();

        Attempt(Connections owner, InetAddress[] addresses, int index) {
            this.owner = owner;
            this.addresses = addresses;
            this.index = index;
        }

        void start() {
            ChannelFuture connecting = new Bootstrap()
                    .group(loop)
                    .channelFactory(sockets)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                    // The timeout below is for the handshake too.
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                    .handler(this)
                    .connect(new InetSocketAddress(addresses[index], port));
            Future<?> timer = loop.schedule(
                    () -> ready.tryFailure(new TimeoutException()),
                    settings.connectTimeout().toNanos(),
                    TimeUnit.NANOSECONDS);
            connecting.addListener(done -> {
                if (!done.isSuccess()) {
                    ready.tryFailure(done.cause());
                } else if (!secure) {
                    succeed(connecting.channel());
                }
            });
            ready.addListener(done -> {
                timer.cancel(false);
                end(connecting.channel());
            });
        }

        @Override
        protected void initChannel(Channel channel) throws SSLException {
            if (secure) {
                SslHandler tls = new SslHandler(engine());
                // The timeout above is for both.
                tls.setHandshakeTimeoutMillis(0);
                tls.handshakeFuture().addListener(done -> {
                    if (done.isSuccess()) {
                        succeed(channel);
                    } else {
                        ready.tryFailure(done.cause());
                    }
                });
                channel.pipeline().addLast(tls);
            }
            AnswerDecoder decoder = new AnswerDecoder(settings.maxBodyBytes());
            AnswerReader reader = new AnswerReader(settings.maxBodyBytes());
            channel.pipeline()
                    .addLast(decoder)
                    .addLast(new Connection(channel, owner, timeouts, failures, decoder, reader));
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
                owner.made(ready.getNow());
                return;
            }
            // One for which there was no socket has no event loop either, and cannot be closed by it.
            if (channel.isRegistered()) {
                ChannelFuture unused = channel.close();
            }
            if (index + 1 < addresses.length && !loop.isShuttingDown()) {
                new Attempt(owner, addresses, index + 1).start();
            } else {
                owner.failed(ready.cause());
            }
        }
    }

    /** What the JDK holds for trustworthy, which its system properties change. */
    private SSLEngine engine() throws SSLException {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine(host, port);
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            // Without it any certificate that somebody vouches for would do, whatever host it is for.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
            return engine;
        } catch (NoSuchAlgorithmException e) {
            // The text of the first says only that the default cannot be had; its cause, that of the trust store.
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new SSLException(reason.getMessage(), e);
        }
    }
}
