package io.conversationcleanup.provider.http;

import io.conversationcleanup.model.ProxyServer;
import io.conversationcleanup.provider.http.HttpPoster.HttpReply;
import io.netty.handler.proxy.ProxyConnectException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words for what went wrong at a proxy; Netty's own are not shown. Immutable, hence thread-safe. */
final class ProxyReplies {

    private static final int LOGIN_REQUIRED = 407;
    private static final int SERVER_ERRORS = 500;
    private static final String BASIC = "Basic";

    /** How Netty ends its message about a SOCKS proxy that says no. */
    private static final Pattern SOCKS = Pattern.compile(", (unexpected authMethod|authStatus|status): ([A-Z_]+)\\S*$");

    private static final String FORBIDDEN = "FORBIDDEN";

    private final ProxyServer proxy;
    private final String endpoint;

    /**
     * Words for this proxy.
     *
     * @param endpoint the host that is called through it
     */
    ProxyReplies(ProxyServer proxy, String endpoint) {
        this.proxy = proxy;
        this.endpoint = endpoint;
    }

    /** There is no tunnel. */
    HttpReply.NotSent noTunnel(ProxyConnectException cause) {
        if (cause instanceof ProxyTunnel.Refusal refusal) {
            return refused(refusal);
        }
        if (cause instanceof ProxyTunnel.NoProxy) {
            return reply(TransportCode.PROXY_REFUSED, "what answers at " + proxy + " is not such a proxy");
        }
        Matcher socks = SOCKS.matcher(String.valueOf(cause.getMessage()));
        if (socks.find()) {
            return socksRefused(socks.group(1).equals("status"), socks.group(2));
        }
        String text = cause.getCause() == null
                ? "the proxy " + proxy.address() + " closed the connection before the tunnel to " + endpoint
                        + " was made"
                : "no connection to the proxy " + proxy.address() + " (" + FailureReplies.kind(cause) + ")";
        return reply(TransportCode.PROXY, text);
    }

    private HttpReply.NotSent refused(ProxyTunnel.Refusal refusal) {
        String status = " (HTTP status " + refusal.status() + ")";
        if (refusal.status() == LOGIN_REQUIRED) {
            return loginRefused(status, refusal);
        }
        return reply(
                refusal.status() >= SERVER_ERRORS ? TransportCode.PROXY : TransportCode.PROXY_REFUSED,
                "the proxy " + proxy.address() + " makes no connection to " + endpoint + status);
    }

    private HttpReply.NotSent loginRefused(String status, ProxyTunnel.Refusal refusal) {
        boolean basic =
                refusal.schemes().isEmpty() || refusal.schemes().stream().anyMatch(BASIC::equalsIgnoreCase);
        return loginRefused(
                basic
                        ? status
                        : status + "; it offers " + String.join(", ", refusal.schemes()) + ", and only " + BASIC
                                + " is supported");
    }

    private HttpReply.NotSent loginRefused(String detail) {
        return reply(
                TransportCode.PROXY_LOGIN,
                "the proxy " + proxy.address()
                        + (proxy.login().isPresent()
                                ? " refuses the user and password that it was given"
                                : " asks for a user and a password, and none are set")
                        + detail);
    }

    private HttpReply.NotSent socksRefused(boolean loggedIn, String word) {
        if (!loggedIn) {
            return loginRefused("");
        }
        return reply(
                word.equals(FORBIDDEN) ? TransportCode.PROXY_REFUSED : TransportCode.PROXY,
                "the proxy " + proxy.address() + " makes no connection to " + endpoint + " ("
                        + word.toLowerCase(Locale.ROOT).replace('_', ' ') + ")");
    }

    private static HttpReply.NotSent reply(TransportCode code, String message) {
        return new HttpReply.NotSent(code, message);
    }
}
