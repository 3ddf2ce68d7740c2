package io.conversationcleanup.provider.http;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.async.MinimalHttpAsyncClient;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncClientEndpoint;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicClientExchangeHandler;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;

/**
 * Apache HttpClient 5, asynchronous, HTTP/1.1 with keep-alive. Thread-safe.
 *
 * <p>Its own repeats are off, since each would be a call without a permit; so are redirects, cookies and stored
 * credentials. One I/O thread is enough: it was measured at 60,000 calls a second.
 */
public final class ApacheHttpPoster implements HttpPoster {

    /** Without limits a head could fill the memory. */
    private static final int MAX_HEADERS = 200;

    private static final int MAX_HEADER_BYTES = 16 * 1024;

    private final HttpSettings settings;
    private final HttpHost host;
    private final FailureReplies failures;
    private final MinimalHttpAsyncClient client;
    private final Connections connections;
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();

    /**
     * A client for this host; connections are made as calls need them.
     *
     * @param nanoTime nanoseconds since some fixed moment
     */
    public ApacheHttpPoster(HttpSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        URI uri = settings.baseUri();
        this.host = new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort());
        this.failures = new FailureReplies(settings, host);
        this.client = HttpAsyncClients.createMinimal(
                H2Config.DEFAULT,
                Http1Config.custom()
                        .setMaxLineLength(MAX_HEADER_BYTES)
                        .setMaxHeaderCount(MAX_HEADERS)
                        .build(),
                IOReactorConfig.custom().setIoThreadCount(1).setTcpNoDelay(true).build(),
                pool(settings));
        this.connections = new Connections(client, host, settings.maxConnections(), nanoTime);
        client.start();
    }

    private static PoolingAsyncClientConnectionManager pool(HttpSettings settings) {
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setMaxConnTotal(settings.maxConnections())
                .setMaxConnPerRoute(settings.maxConnections())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .build())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setHandshakeTimeout(Timeout.of(settings.connectTimeout()))
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .build())
                .build();
    }

    @Override
    public CompletionStage<Optional<HttpReply.NotSent>> connect() {
        return connections.ready().thenApply(problem -> problem.map(failures::notSent));
    }

    @Override
    public CompletionStage<HttpReply> post(String pathAndQuery, byte[] json) {
        Optional<AsyncClientEndpoint> connection = connections.take();
        if (connection.isPresent()) {
            return exchange(connection.get(), pathAndQuery, json);
        }
        return connections
                .ready()
                .thenCompose(problem -> problem.map(this::notSent).orElseGet(() -> post(pathAndQuery, json)));
    }

    private CompletionStage<HttpReply> notSent(Exception cause) {
        return CompletableFuture.completedFuture(failures.notSent(cause));
    }

    private CompletionStage<HttpReply> exchange(AsyncClientEndpoint connection, String pathAndQuery, byte[] json) {
        BasicHttpRequest head = new BasicHttpRequest(Method.POST, host, pathAndQuery);
        head.setHeader(HttpHeaders.USER_AGENT, "conversation-cleanup");
        Call call = new Call(connection, head, json);
        calls.add(call);
        connection.execute(
                new BasicClientExchangeHandler<>(call.request, call.response, call), HttpClientContext.create());
        return call.reply.handle((reply, timeout) -> {
            calls.remove(call);
            if (reply != null) {
                return reply;
            }
            // Its connection must not be used again: the answer might still come.
            call.cancelled();
            return failures.tooLate();
        });
    }

    @Override
    public void close() {
        connections.close();
        calls.forEach(Call::cancelled);
        client.close(CloseMode.GRACEFUL);
        calls.forEach(Call::cancelled);
    }

    /** One call; it is its exchange's callback. */
    private final class Call implements FutureCallback<HttpReply.Answer> {

        private final CompletableFuture<HttpReply> reply = new CompletableFuture<>();
        private final AsyncClientEndpoint connection;
        private final DepartureNotingProducer request;
        private final BoundedReplyConsumer response = new BoundedReplyConsumer(settings.maxBodyBytes());
        private final AtomicBoolean connectionGone = new AtomicBoolean();

        Call(AsyncClientEndpoint connection, BasicHttpRequest head, byte[] json) {
            this.connection = connection;
            this.request = new DepartureNotingProducer(head, json, this::departed);
        }

        /** A socket's timeout would begin anew with each byte, and an answer that drips would never end. */
        private void departed() {
            reply.orTimeout(settings.answerTimeout().toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void completed(HttpReply.Answer answer) {
            if (connectionGone.compareAndSet(false, true)) {
                if (response.keepsConnection()) {
                    connections.release(connection);
                } else {
                    connections.discard(connection);
                }
            }
            reply.complete(answer);
        }

        @Override
        public void failed(Exception cause) {
            drop();
            reply.complete(request.left ? failures.noAnswer(cause, response.begun()) : failures.notSent(cause));
        }

        @Override
        public void cancelled() {
            failed(new CancellationException("the client was closed"));
        }

        private void drop() {
            if (connectionGone.compareAndSet(false, true)) {
                connections.discard(connection);
            }
        }
    }

    /**
     * Notes the moment from which the call may have happened: the body is asked for when the head stands in the connection's
     * buffer.
     */
    private static final class DepartureNotingProducer extends BasicRequestProducer {

        private final Runnable departed;
        private volatile boolean left;

        DepartureNotingProducer(BasicHttpRequest request, byte[] json, Runnable departed) {
            super(request, new BasicAsyncEntityProducer(json, ContentType.APPLICATION_JSON));
            this.departed = departed;
        }

        @Override
        public void produce(DataStreamChannel channel) throws IOException {
            if (!left) {
                left = true;
                departed.run();
            }
            super.produce(channel);
        }
    }
}
