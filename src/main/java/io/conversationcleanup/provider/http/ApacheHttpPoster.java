package io.conversationcleanup.provider.http;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Apache HttpClient 5, asynchronous, HTTP/1.1 with keep-alive. Thread-safe.
 *
 * <p>Its own repeats are off, since each would be a call without a permit; so are redirects, cookies and stored
 * credentials. One I/O thread is enough: it was measured at 60,000 calls a second.
 */
public final class ApacheHttpPoster implements HttpPoster {

    /** Below the idle timeouts of usual gateways (60 s), so that a call seldom meets a connection being closed. */
    private static final TimeValue IDLE_CONNECTION_LIFE = TimeValue.ofSeconds(30);

    /** Without limits a head could fill the memory. */
    private static final int MAX_HEADERS = 200;

    private static final int MAX_HEADER_BYTES = 16 * 1024;

    private final HttpSettings settings;
    private final HttpHost host;
    private final FailureReplies failures;
    private final CloseableHttpAsyncClient client;
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();

    /** A client for this host; connections are made as calls need them. */
    public ApacheHttpPoster(HttpSettings settings) {
        this.settings = settings;
        URI uri = settings.baseUri();
        this.host = new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort());
        this.failures = new FailureReplies(settings, host);
        this.client = HttpAsyncClients.custom()
                .setConnectionManager(connections(settings))
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setTcpNoDelay(true)
                        .build())
                .setHttp1Config(Http1Config.custom()
                        .setMaxLineLength(MAX_HEADER_BYTES)
                        .setMaxHeaderCount(MAX_HEADERS)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(settings.connectTimeout()))
                        .build())
                .evictIdleConnections(IDLE_CONNECTION_LIFE)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("conversation-cleanup")
                .build();
        client.start();
    }

    private static PoolingAsyncClientConnectionManager connections(HttpSettings settings) {
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
    public CompletionStage<HttpReply> post(String pathAndQuery, byte[] json) {
        Call call = new Call(new BasicHttpRequest(Method.POST, host, pathAndQuery), json);
        calls.add(call);
        call.exchange = client.execute(call.request, call.response, call);
        return call.reply.handle((reply, timeout) -> {
            calls.remove(call);
            if (reply != null) {
                return reply;
            }
            // Its connection must not be used again: the answer might still come.
            call.abort();
            return failures.tooLate();
        });
    }

    @Override
    public void close() {
        // The client forgets calls that wait for a connection, and one that is set free would let another of
        // them leave, so they go first. With none left its graceful close is quick; the immediate one gets in
        // the way of its own thread, which then logs an error.
        calls.stream().filter(call -> !call.request.left).forEach(Call::abort);
        calls.forEach(Call::abort);
        client.close(CloseMode.GRACEFUL);
        calls.forEach(Call::abort);
    }

    /** One call; it is its exchange's callback. */
    private final class Call implements FutureCallback<HttpReply.Answer> {

        private final CompletableFuture<HttpReply> reply = new CompletableFuture<>();
        private final DepartureNotingProducer request;
        private final BoundedReplyConsumer response = new BoundedReplyConsumer(settings.maxBodyBytes());
        private volatile @Nullable Future<HttpReply.Answer> exchange;

        Call(BasicHttpRequest head, byte[] json) {
            this.request = new DepartureNotingProducer(head, json, this::departed);
        }

        /** A socket's timeout would begin anew with each byte, and an answer that drips would never end. */
        private void departed() {
            reply.orTimeout(settings.answerTimeout().toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void completed(HttpReply.Answer answer) {
            reply.complete(answer);
        }

        @Override
        public void failed(Exception cause) {
            reply.complete(request.left ? failures.noAnswer(cause, response.begun()) : failures.notSent(cause));
        }

        @Override
        public void cancelled() {
            failed(new CancellationException("the client was closed"));
        }

        void abort() {
            Future<HttpReply.Answer> started = exchange;
            if (started != null) {
                started.cancel(true);
            }
            cancelled();
        }
    }

    /**
     * Notes the moment from which the call may have happened: the body is asked for when a connection is there and the head
     * stands in its buffer. ({@code sendRequest} is called before there is a connection.)
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
