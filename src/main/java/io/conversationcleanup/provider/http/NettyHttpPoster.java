package io.conversationcleanup.provider.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.net.InetAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * An HTTP/1.1 client on Netty, whose only thread bounds the calls a second. Thread-safe. Measured per call: Apache
 * HttpClient 5 took 18 to 20 µs of it and 10 KB of garbage; this takes 10 µs and under 3 KB.
 */
public final class NettyHttpPoster implements HttpPoster {

    private static final long SECONDS_TO_END = 5;
    private static final byte[] METHOD = bytes("POST ");
    private static final byte[] END_OF_HEAD = bytes("\r\n\r\n");
    private static final int MOST_DIGITS = 10;

    private final EventLoopGroup threads;
    private final FailureReplies failures;
    private final Connector connector;
    private final Connections connections;
    private final byte[] fromVersionToLength;

    private final AtomicBoolean closed = new AtomicBoolean();

    /** Creates a client; connections are made on demand. */
    public NettyHttpPoster(HttpSettings settings, LongSupplier nanoTime) {
        this(settings, nanoTime, NioSocketChannel::new, InetAddress::getAllByName);
    }

    NettyHttpPoster(
            HttpSettings settings,
            LongSupplier nanoTime,
            ChannelFactory<? extends Channel> sockets,
            Connector.Resolver resolver) {
        this.fromVersionToLength = bytes(" HTTP/1.1\r\n"
                + "Host: " + settings.address() + "\r\n"
                + "User-Agent: conversation-cleanup\r\n"
                + "Connection: keep-alive\r\n"
                + settings.headers().entrySet().stream()
                        .map(NettyHttpPoster::line)
                        .collect(Collectors.joining())
                + "Content-Length: ");
        this.threads = new MultiThreadIoEventLoopGroup(1, NettyHttpPoster::thread, NioIoHandler.newFactory());
        this.failures = new FailureReplies(settings);
        this.connector = new Connector(settings, failures, threads.next(), sockets, resolver, nanoTime);
        this.connections = new Connections(connector, settings.maxConnections(), nanoTime);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new FastThreadLocalThread(task, "http-client");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public CompletionStage<Optional<HttpReply.NotSent>> connect() {
        return connections.ready().thenApply(problem -> problem.map(failures::notSent));
    }

    @Override
    public CompletionStage<HttpReply> post(String pathAndQuery, byte[] body) {
        ByteBuf request = request(pathAndQuery, body);
        return connections.take().map(connection -> connection.post(request)).orElseGet(() -> {
            // Waiting for a connection would delay the call beyond what the pacer assumes.
            request.release();
            return CompletableFuture.completedFuture(failures.notSent(new ClosedChannelException()));
        });
    }

    private ByteBuf request(String pathAndQuery, byte[] body) {
        byte[] target = target(pathAndQuery);
        ByteBuf request = ByteBufAllocator.DEFAULT.directBuffer(METHOD.length
                + target.length
                + fromVersionToLength.length
                + MOST_DIGITS
                + END_OF_HEAD.length
                + body.length);
        return request.writeBytes(METHOD)
                .writeBytes(target)
                .writeBytes(fromVersionToLength)
                .writeBytes(bytes(Integer.toString(body.length)))
                .writeBytes(END_OF_HEAD)
                .writeBytes(body);
    }

    /** Rejects blanks and line ends, which would end the target and start another header or request. */
    private static byte[] target(String pathAndQuery) {
        byte[] target = bytes(pathAndQuery);
        for (byte next : target) {
            if (next <= ' ') {
                throw new IllegalArgumentException("a path or query that is not encoded");
            }
        }
        return target;
    }

    private static String line(Map.Entry<String, String> header) {
        String line = header.getKey() + ": " + header.getValue();
        if (line.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a header holds the end of a line or another control character");
        }
        return line + "\r\n";
    }

    /** One byte for each character; encoded text contains only the first 256 of Unicode. */
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            connections.close();
            connector.close();
        }
        threads.shutdownGracefully(0, SECONDS_TO_END, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
