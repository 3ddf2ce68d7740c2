package io.conversationcleanup.model;

import java.util.Locale;
import java.util.Optional;

/** A proxy that tunnels connections. Immutable; its text hides the login. An IPv6 host has no brackets. */
public record ProxyServer(Protocol protocol, String host, int port, Optional<Login> login) {

    public enum Protocol {
        /** HTTP CONNECT. */
        HTTP,
        SOCKS5
    }

    /** A user and a password. Immutable; its text shows neither. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "***";
        }
    }

    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return protocol.name().toLowerCase(Locale.ROOT) + "://" + address();
    }
}
