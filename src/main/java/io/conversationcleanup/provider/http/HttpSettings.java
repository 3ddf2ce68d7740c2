package io.conversationcleanup.provider.http;

import io.conversationcleanup.model.ProxyServer;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to speak to one host. Immutable.
 *
 * @param baseUri scheme, host and port
 * @param maxConnections the most connections, which is the most calls in flight
 * @param connectTimeout how long a connection may take, the look-up of the name and TLS included
 * @param answerTimeout how long an answer may take, to its last byte, once the request has left
 * @param maxBodyBytes the longest answer that is read
 * @param proxy the proxy that connections go through
 * @param trusted certificates to trust beside those of the JVM
 * @param headers the headers of each request beside those of HTTP itself
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

    /** Tencent's own backend gives up after 3 s (REST API overview), so an answer that takes 10 s will not come. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** The documented answers are under 300 bytes. */
    private static final int MAX_BODY_BYTES = 64 * 1024;

    public HttpSettings {
        trusted = List.copyOf(trusted);
        headers = Map.copyOf(headers);
    }

    /** Settings for JSON, without a proxy and with the trust of the JVM. */
    public HttpSettings(
            URI baseUri, int maxConnections, Duration connectTimeout, Duration answerTimeout, int maxBodyBytes) {
        this(baseUri, maxConnections, connectTimeout, answerTimeout, maxBodyBytes, Optional.empty(), List.of(), JSON);
    }

    /** The usual settings for a provider's host. */
    public static HttpSettings of(URI baseUri, int maxConnections) {
        return new HttpSettings(baseUri, maxConnections, CONNECT_TIMEOUT, ANSWER_TIMEOUT, MAX_BODY_BYTES);
    }

    /** Adds this proxy, if there is one, and these certificates. */
    public HttpSettings through(Optional<ProxyServer> server, List<X509Certificate> certificates) {
        return new HttpSettings(
                baseUri, maxConnections, connectTimeout, answerTimeout, maxBodyBytes, server, certificates, headers);
    }

    /** The host as a person would name it: no scheme, and a port only if the address has one. */
    String address() {
        return baseUri.getHost() + (baseUri.getPort() < 0 ? "" : ":" + baseUri.getPort());
    }
}
