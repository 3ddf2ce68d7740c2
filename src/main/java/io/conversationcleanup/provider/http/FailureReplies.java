package io.conversationcleanup.provider.http;

import io.conversationcleanup.model.Causes;
import io.conversationcleanup.model.ProxyServer;
import io.conversationcleanup.provider.http.HttpPoster.HttpReply;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import java.math.BigDecimal;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Words for what broke an exchange. Immutable, hence thread-safe. */
final class FailureReplies {

    private final HttpSettings settings;
    private final Optional<ProxyServer> proxy;

    FailureReplies(HttpSettings settings) {
        this.settings = settings;
        this.proxy = settings.proxy();
    }

    /** The request did not leave. */
    HttpReply.NotSent notSent(Throwable cause) {
        if (cause instanceof ProxyConnectException noTunnel && proxy.isPresent()) {
            return new ProxyReplies(proxy.get(), settings.address()).noTunnel(noTunnel);
        }
        if (cause instanceof SSLException) {
            return notSecure(cause);
        }
        if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
            return new HttpReply.NotSent(
                    TransportCode.CONNECT_TIMEOUT,
                    "no connection to " + place() + " within " + seconds(settings.connectTimeout()));
        }
        if (cause instanceof Lookup.TooSlow) {
            return new HttpReply.NotSent(
                    TransportCode.CONNECT_TIMEOUT,
                    "the look-up of the name " + name() + " takes longer than " + seconds(settings.connectTimeout()));
        }
        if (cause instanceof UnknownHostException) {
            return new HttpReply.NotSent(TransportCode.DNS, "the name " + name() + " is not known");
        }
        if (cause instanceof ClosedChannelException) {
            return new HttpReply.NotSent(
                    TransportCode.CONNECT,
                    "the connection to " + settings.address() + " was closed before the call left");
        }
        return new HttpReply.NotSent(TransportCode.CONNECT, "no connection to " + place() + " (" + kind(cause) + ")");
    }

    private HttpReply.NotSent notSecure(Throwable cause) {
        String text = "no secure connection to " + settings.address() + ": ";
        if (cause instanceof NotSslRecordException) {
            return new HttpReply.NotSent(TransportCode.NOT_TLS, text + "it does not speak TLS");
        }
        // The handshake came to its end, and that was no; anything else may be the network's doing.
        boolean refused = cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException;
        return new HttpReply.NotSent(refused ? TransportCode.TLS : TransportCode.CONNECT, text + cause.getMessage());
    }

    private String place() {
        return settings.address()
                + proxy.map(server -> " through the proxy " + server.address()).orElse("");
    }

    /** The name that is looked up: a proxy looks up that of the provider itself. */
    private String name() {
        return proxy.map(server -> server.host() + " of the proxy")
                .orElse(settings.baseUri().getHost());
    }

    /** The request left, and what came back is not a whole answer. */
    HttpReply noAnswer(Throwable cause, boolean answerBegun) {
        if (cause instanceof AnswerReader.TooLong) {
            return new HttpReply.NoAnswer(
                    TransportCode.OVERSIZED, "the answer is longer than " + settings.maxBodyBytes() + " bytes");
        }
        if (answerBegun) {
            return new HttpReply.NoAnswer(TransportCode.TRUNCATED, "the answer broke off");
        }
        if (cause instanceof DecoderException && !(cause.getCause() instanceof SSLException)) {
            return new HttpReply.NoAnswer(TransportCode.GARBAGE, "the answer cannot be read as HTTP");
        }
        return new HttpReply.NoAnswer(
                TransportCode.RESET, "the connection was closed without an answer (" + kind(cause) + ")");
    }

    /** The request left, and its answer takes too long. */
    HttpReply tooLate() {
        return new HttpReply.NoAnswer(TransportCode.TIMEOUT, "no answer within " + seconds(settings.answerTimeout()));
    }

    /** The class alone: a library's text might hold the signed address; and the first class, without what a library wraps it in. */
    static String kind(Throwable cause) {
        return Causes.innermost(cause).getClass().getSimpleName();
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}
