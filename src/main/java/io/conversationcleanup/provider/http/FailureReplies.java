package io.conversationcleanup.provider.http;

import io.conversationcleanup.model.Causes;
import io.conversationcleanup.model.ProxyServer;
import io.conversationcleanup.provider.http.HttpPoster.HttpReply.NoAnswer;
import io.conversationcleanup.provider.http.HttpPoster.HttpReply.NotSent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import java.math.BigDecimal;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Describes connection failures without Netty's texts. Immutable. */
final class FailureReplies {

    private static final int LOGIN_REQUIRED = 407;
    private static final int SERVER_ERRORS = 500;
    private static final String BASIC = "Basic";

    /** The end of Netty's message about a SOCKS refusal. */
    private static final Pattern SOCKS = Pattern.compile(", (unexpected authMethod|authStatus|status): ([A-Z_]+)\\S*$");

    private final HttpSettings settings;
    private final Optional<ProxyServer> proxy;
    private final String host;

    FailureReplies(HttpSettings settings) {
        this.settings = settings;
        this.proxy = settings.proxy();
        this.host = settings.address();
    }

    NotSent notSent(Throwable cause) {
        if (cause instanceof ProxyConnectException noTunnel && proxy.isPresent()) {
            return noTunnel(proxy.get(), noTunnel);
        }
        if (cause instanceof SSLException) {
            return notSecure(cause);
        }
        String limit = seconds(settings.connectTimeout());
        if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
            return new NotSent(TransportCode.CONNECT_TIMEOUT, "no connection to " + place() + " within " + limit);
        }
        if (cause instanceof LookupTimeout) {
            return new NotSent(
                    TransportCode.CONNECT_TIMEOUT, "the look-up of the name " + name() + " takes longer than " + limit);
        }
        if (cause instanceof UnknownHostException) {
            return new NotSent(TransportCode.DNS, "the name " + name() + " is not known");
        }
        return new NotSent(
                TransportCode.CONNECT,
                cause instanceof ClosedChannelException
                        ? "the connection to " + host + " was closed before the call left"
                        : "no connection to " + place() + " (" + kind(cause) + ")");
    }

    private NotSent notSecure(Throwable cause) {
        String text = "no secure connection to " + host + ": ";
        if (cause instanceof NotSslRecordException) {
            return new NotSent(TransportCode.NOT_TLS, text + "it does not speak TLS");
        }
        // Only these prove a refusal; other failures may be the network's.
        boolean refused = cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException;
        return new NotSent(refused ? TransportCode.TLS : TransportCode.CONNECT, text + cause.getMessage());
    }

    private String place() {
        return host
                + proxy.map(server -> " through the proxy " + server.address()).orElse("");
    }

    /** The name that this machine looks up; a proxy resolves the provider's. */
    private String name() {
        return proxy.map(server -> server.host() + " of the proxy")
                .orElse(settings.baseUri().getHost());
    }

    private NotSent noTunnel(ProxyServer server, ProxyConnectException cause) {
        if (cause instanceof ProxyTunnel.Refusal refusal) {
            return refused(server, refusal);
        }
        if (cause instanceof ProxyTunnel.NoProxy) {
            return new NotSent(TransportCode.PROXY_REFUSED, "what answers at " + server + " is not such a proxy");
        }
        Matcher socks = SOCKS.matcher(String.valueOf(cause.getMessage()));
        if (socks.find()) {
            String word = socks.group(2);
            return socks.group(1).equals("status")
                    ? noConnection(
                            server,
                            word.equals("FORBIDDEN"),
                            word.toLowerCase(Locale.ROOT).replace('_', ' '))
                    : loginRefused(server, "");
        }
        String proxyName = "the proxy " + server.address();
        return new NotSent(
                TransportCode.PROXY,
                cause.getCause() == null
                        ? proxyName + " closed the connection before the tunnel to " + host + " was made"
                        : "no connection to " + proxyName + " (" + kind(cause) + ")");
    }

    private NotSent refused(ProxyServer server, ProxyTunnel.Refusal refusal) {
        String status = "HTTP status " + refusal.status;
        if (refusal.status != LOGIN_REQUIRED) {
            return noConnection(server, refusal.status < SERVER_ERRORS, status);
        }
        List<String> schemes = refusal.schemes;
        boolean basic = schemes.isEmpty() || schemes.stream().anyMatch(BASIC::equalsIgnoreCase);
        String offer = "; it offers " + String.join(", ", schemes) + ", and only " + BASIC + " is supported";
        return loginRefused(server, " (" + status + ")" + (basic ? "" : offer));
    }

    private static NotSent loginRefused(ProxyServer server, String detail) {
        String fault = server.login().isPresent()
                ? " refuses the user and password that it was given"
                : " asks for a user and a password, and none are set";
        return new NotSent(TransportCode.PROXY_LOGIN, "the proxy " + server.address() + fault + detail);
    }

    private NotSent noConnection(ProxyServer server, boolean refused, String detail) {
        return new NotSent(
                refused ? TransportCode.PROXY_REFUSED : TransportCode.PROXY,
                "the proxy " + server.address() + " makes no connection to " + host + " (" + detail + ")");
    }

    NoAnswer noAnswer(Throwable cause, boolean answerBegun) {
        if (cause instanceof AnswerReader.TooLong) {
            return new NoAnswer(
                    TransportCode.OVERSIZED, "the answer is longer than " + settings.maxBodyBytes() + " bytes");
        }
        if (answerBegun) {
            return new NoAnswer(TransportCode.TRUNCATED, "the answer broke off");
        }
        if (cause instanceof DecoderException && !(cause.getCause() instanceof SSLException)) {
            return new NoAnswer(TransportCode.GARBAGE, "the answer cannot be read as HTTP");
        }
        return new NoAnswer(TransportCode.RESET, "the connection was closed without an answer (" + kind(cause) + ")");
    }

    NoAnswer tooLate() {
        return new NoAnswer(TransportCode.TIMEOUT, "no answer within " + seconds(settings.answerTimeout()));
    }

    /** Returns the innermost class only, because a library's text might contain the signed address. */
    private static String kind(Throwable cause) {
        return Causes.innermost(cause).getClass().getSimpleName();
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }

    static final class LookupTimeout extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
