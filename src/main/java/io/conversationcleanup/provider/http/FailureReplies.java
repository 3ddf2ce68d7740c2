package io.conversationcleanup.provider.http;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.math.BigDecimal;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Words for what broke an exchange. Immutable, hence thread-safe. */
final class FailureReplies {

    private final HttpSettings settings;

    FailureReplies(HttpSettings settings) {
        this.settings = settings;
    }

    /** The request did not leave. */
    HttpReply.NotSent notSent(Throwable cause) {
        if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
            return new HttpReply.NotSent(
                    TransportCode.CONNECT_TIMEOUT,
                    "no connection to " + settings.address() + " within " + seconds(settings.connectTimeout()));
        }
        if (cause instanceof UnknownHostException) {
            return new HttpReply.NotSent(
                    TransportCode.DNS, "the name " + settings.baseUri().getHost() + " is not known");
        }
        if (cause instanceof NotSslRecordException) {
            return new HttpReply.NotSent(
                    TransportCode.TLS, "no secure connection to " + settings.address() + ": it does not speak TLS");
        }
        if (cause instanceof SSLException) {
            return new HttpReply.NotSent(
                    TransportCode.TLS, "no secure connection to " + settings.address() + ": " + cause.getMessage());
        }
        if (cause instanceof ClosedChannelException) {
            return new HttpReply.NotSent(
                    TransportCode.CONNECT,
                    "the connection to " + settings.address() + " was closed before the call left");
        }
        return new HttpReply.NotSent(
                TransportCode.CONNECT, "no connection to " + settings.address() + " (" + kind(cause) + ")");
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
    private static String kind(Throwable cause) {
        Throwable first = cause;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return first.getClass().getSimpleName();
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}
