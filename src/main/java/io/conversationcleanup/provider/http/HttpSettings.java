package io.conversationcleanup.provider.http;

import io.conversationcleanup.model.ProxyServer;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings for connections to one host. Immutable.
 *
 * @param maxConnections the most connections, and so the most calls in flight
 * @param connectTimeout the limit for a connection, look-up and TLS included
 * @param answerTimeout the limit from the sent request to the answer's last byte
 * @param trusted certificates to trust besides the JVM's
 */
public record HttpSettings(
        URI baseUri,
        int maxConnections,
        Duration connectTimeout,
        Duration answerTimeout,
        int maxBodyBytes,
        Optional<ProxyServer> proxy,
        List<X509Certificate> trusted,
        Map<String, String> headers) {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json; charset=UTF-8");

    /** Tencent's backend gives up after 3 s (REST API overview), so no answer comes after 10 s. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** Documented answers are below 300 bytes. */
    private static final int MAX_BODY_BYTES = 64 * 1024;

    public HttpSettings {
        trusted = List.copyOf(trusted);
        headers = Map.copyOf(headers);
    }

    public HttpSettings(
            URI baseUri, int maxConnections, Duration connectTimeout, Duration answerTimeout, int maxBodyBytes) {
        this(baseUri, maxConnections, connectTimeout, answerTimeout, maxBodyBytes, Optional.empty(), List.of(), JSON);
    }

    public static HttpSettings of(URI baseUri, int maxConnections) {
        return new HttpSettings(baseUri, maxConnections, CONNECT_TIMEOUT, ANSWER_TIMEOUT, MAX_BODY_BYTES);
    }

    /** Returns a copy with this proxy, if any, and these certificates. */
    public HttpSettings through(Optional<ProxyServer> server, List<X509Certificate> certificates) {
        return new HttpSettings(
                baseUri, maxConnections, connectTimeout, answerTimeout, maxBodyBytes, server, certificates, headers);
    }

    /** The host for messages: no scheme, and a port only if the URI has one. */
    String address() {
        return baseUri.getHost() + (baseUri.getPort() < 0 ? "" : ":" + baseUri.getPort());
    }
}
