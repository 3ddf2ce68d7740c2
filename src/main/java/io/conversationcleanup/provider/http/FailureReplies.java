package io.conversationcleanup.provider.http;

import java.math.BigDecimal;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageConstraintException;

/** Words for what broke an exchange. Immutable, hence thread-safe. */
final class FailureReplies {

    private final HttpSettings settings;
    private final HttpHost host;

    FailureReplies(HttpSettings settings, HttpHost host) {
        this.settings = settings;
        this.host = host;
    }

    /** The request did not leave. */
    HttpReply.NotSent notSent(Exception cause) {
        if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
            return new HttpReply.NotSent(
                    TransportCode.CONNECT_TIMEOUT,
                    "no connection to " + address() + " within " + seconds(settings.connectTimeout()));
        }
        if (cause instanceof UnknownHostException) {
            return new HttpReply.NotSent(TransportCode.DNS, "the name " + host.getHostName() + " is not known");
        }
        if (cause instanceof SSLException) {
            return new HttpReply.NotSent(
                    TransportCode.TLS, "no secure connection to " + address() + ": " + cause.getMessage());
        }
        if (cause instanceof ConnectionClosedException) {
            return new HttpReply.NotSent(
                    TransportCode.CONNECT, "the connection to " + address() + " was closed before the call left");
        }
        return new HttpReply.NotSent(TransportCode.CONNECT, "no connection to " + address() + " (" + kind(cause) + ")");
    }

    /** The request left, and what came back is not a whole answer. */
    HttpReply noAnswer(Exception cause, boolean answerBegun) {
        if (cause instanceof BoundedReplyConsumer.TooLong) {
            return new HttpReply.NoAnswer(
                    TransportCode.OVERSIZED, "the answer is longer than " + settings.maxBodyBytes() + " bytes");
        }
        if (answerBegun) {
            return new HttpReply.NoAnswer(TransportCode.TRUNCATED, "the answer broke off");
        }
        if (cause instanceof HttpException || cause instanceof MessageConstraintException) {
            return new HttpReply.NoAnswer(TransportCode.GARBAGE, "the answer cannot be read as HTTP");
        }
        return new HttpReply.NoAnswer(
                TransportCode.RESET, "the connection was closed without an answer (" + kind(cause) + ")");
    }

    /** The request left, and its answer takes too long. */
    HttpReply tooLate() {
        return new HttpReply.NoAnswer(TransportCode.TIMEOUT, "no answer within " + seconds(settings.answerTimeout()));
    }

    /** The class alone: a library's text might hold the signed address. */
    private static String kind(Exception cause) {
        return cause.getClass().getSimpleName();
    }

    private String address() {
        return host.toHostString();
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}
