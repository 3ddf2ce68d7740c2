package io.conversationcleanup.telemetry;

import io.conversationcleanup.definition.ProxyRule;
import io.conversationcleanup.definition.WebAddress;
import io.conversationcleanup.model.ProxyServer;
import io.micrometer.core.ipc.http.HttpSender;
import io.micrometer.core.ipc.http.HttpUrlConnectionSender;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;

/** Makes HTTP clients that use the proxy of the job. Stateless, hence thread-safe. */
final class Senders {

    private Senders() {}

    /** A client for this address. */
    static HttpSender to(WebAddress address, ProxyRule proxies, Duration connectTimeout, Duration readTimeout) {
        Proxy proxy = proxies.proxyFor(address.uri()).map(Senders::proxy).orElse(Proxy.NO_PROXY);
        return new HttpUrlConnectionSender(connectTimeout, readTimeout, proxy);
    }

    private static Proxy proxy(ProxyServer server) {
        return new Proxy(
                server.protocol() == ProxyServer.Protocol.HTTP ? Proxy.Type.HTTP : Proxy.Type.SOCKS,
                new InetSocketAddress(server.host(), server.port()));
    }
}
