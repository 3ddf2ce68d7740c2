package io.conversationcleanup.definition;

import io.conversationcleanup.model.ProxyServer;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Which hosts are called through a proxy. Immutable; its text shows no password.
 *
 * @param server the proxy; empty for none
 * @param direct the hosts that are called without it
 */
public record ProxyRule(Optional<ProxyServer> server, DirectHosts direct) {

    /** Every host is called directly. */
    static final ProxyRule NONE = new ProxyRule(Optional.empty(), DirectHosts.NONE);

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** The proxy for this address; empty if it is called directly, as every loopback address is. */
    public Optional<ProxyServer> proxyFor(URI address) {
        String host = address.getHost().toLowerCase(Locale.ROOT);
        int usual = "https".equalsIgnoreCase(address.getScheme()) ? HTTPS_PORT : HTTP_PORT;
        int port = address.getPort() < 0 ? usual : address.getPort();
        return server.filter(known -> !DirectHosts.isLoopback(host) && !direct.contains(host, port));
    }
}
