package io.conversationcleanup.provider.http;

import java.net.URI;
import java.time.Duration;

/**
 * How to speak to one host. Immutable.
 *
 * @param baseUri scheme, host and port
 * @param maxConnections the most connections, which is the most calls in flight
 * @param connectTimeout how long a connection may take, TLS included
 * @param answerTimeout how long an answer may take, to its last byte, once the request has left
 * @param maxBodyBytes the longest answer that is read
 */
public record HttpSettings(
        URI baseUri, int maxConnections, Duration connectTimeout, Duration answerTimeout, int maxBodyBytes) {

    /** Tencent's own backend gives up after 3 s (REST API overview), so an answer that takes 10 s will not come. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** The documented answers are under 300 bytes. */
    private static final int MAX_BODY_BYTES = 64 * 1024;

    /** The usual settings for this host. */
    public static HttpSettings of(URI baseUri, int maxConnections) {
        return new HttpSettings(baseUri, maxConnections, CONNECT_TIMEOUT, ANSWER_TIMEOUT, MAX_BODY_BYTES);
    }

    /** The host as a person would name it: no scheme, and a port only if the address has one. */
    String address() {
        return baseUri.getHost() + (baseUri.getPort() < 0 ? "" : ":" + baseUri.getPort());
    }
}
