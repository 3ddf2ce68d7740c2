package io.conversationcleanup.model;

import java.util.Locale;
import java.util.Optional;

/**
 * A proxy that tunnels connections to other hosts. Immutable; its text shows neither the user nor the password.
 *
 * @param protocol how to ask it for a tunnel
 * @param host its name or address, an IPv6 address without brackets
 * @param port its port
 * @param login who to name to it; empty for nobody
 */
public record ProxyServer(Protocol protocol, String host, int port, Optional<Login> login) {

    /** A protocol that proxies speak. */
    public enum Protocol {
        /** HTTP's CONNECT. */
        HTTP,
        /** SOCKS version 5. */
        SOCKS5
    }

    /** A user and a password. Immutable; its text shows neither. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "***";
        }
    }

    /** Host and port, for messages. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return protocol.name().toLowerCase(Locale.ROOT) + "://" + address();
    }
}
