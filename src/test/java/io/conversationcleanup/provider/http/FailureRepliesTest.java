package io.conversationcleanup.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.provider.http.HttpPoster.HttpReply;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Causes that a server cannot be made to show at will, too. */
class FailureRepliesTest {

    private final FailureReplies failures = new FailureReplies(
            new HttpSettings(URI.create("https://api.test"), 1, Duration.ofMillis(2500), Duration.ofSeconds(10), 1000));

    @ParameterizedTest
    @MethodSource
    void namesWhatKeptACallFromLeaving(Exception cause, String code, String message) {
        assertThat(failures.notSent(cause)).isEqualTo(new HttpReply.NotSent(known(code), message));
    }

    static Stream<Object[]> namesWhatKeptACallFromLeaving() {
        return Stream.of(
                new Object[] {
                    new SocketTimeoutException("x"), "connect-timeout", "no connection to api.test within 2.5 s"
                },
                new Object[] {new TimeoutException(), "connect-timeout", "no connection to api.test within 2.5 s"},
                new Object[] {new UnknownHostException("x"), "dns", "the name api.test is not known"},
                new Object[] {new SSLHandshakeException("no path"), "tls", "no secure connection to api.test: no path"},
                new Object[] {
                    new ClosedChannelException(),
                    "connect",
                    "the connection to api.test was closed before the call left"
                },
                new Object[] {new IOException("?usersig=SECRET"), "connect", "no connection to api.test (IOException)"
                });
    }

    @ParameterizedTest
    @MethodSource
    void namesWhatCameInPlaceOfAnAnswer(Exception cause, boolean begun, String code, String message) {
        assertThat(failures.noAnswer(cause, begun)).isEqualTo(new HttpReply.NoAnswer(known(code), message));
    }

    static Stream<Object[]> namesWhatCameInPlaceOfAnAnswer() {
        return Stream.of(
                new Object[] {new AnswerReader.TooLong(), true, "oversized", "the answer is longer than 1000 bytes"},
                new Object[] {new IOException("?usersig=SECRET"), true, "truncated", "the answer broke off"},
                new Object[] {new DecoderException("x"), false, "garbage", "the answer cannot be read as HTTP"},
                new Object[] {new TooLongHttpHeaderException("x"), false, "garbage", "the answer cannot be read as HTTP"
                },
                new Object[] {
                    new IOException("?usersig=SECRET"),
                    false,
                    "reset",
                    "the connection was closed without an answer (IOException)"
                });
    }

    @Test
    void saysHowLongAnAnswerWasWaitedFor() {
        assertThat(failures.tooLate())
                .isEqualTo(new HttpReply.NoAnswer(TransportCode.TIMEOUT, "no answer within 10 s"));
    }

    private static TransportCode known(String word) {
        return TransportCode.of(word).orElseThrow();
    }
}
