package io.conversationcleanup.provider.http;

import static io.conversationcleanup.provider.http.ScriptedServer.answer;
import static io.conversationcleanup.provider.http.ScriptedServer.sendAndClose;
import static io.conversationcleanup.provider.http.ScriptedServer.silence;
import static io.conversationcleanup.provider.http.ScriptedServer.tunnel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conversationcleanup.model.ProxyServer;
import io.conversationcleanup.provider.http.ScriptedServer.Part;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each moment at which a connection can end once it is there, over each way to the provider: whether the call surely did not
 * happen, may have happened, or was answered. Moments before that are in ConnectTest and ProxyTest.
 */
class ConnectionFaultsTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Part OK = answer("200 OK", "{}");
    private static final byte[] SMALL = "{}".getBytes(StandardCharsets.UTF_8);
    /** More than the buffers of both systems and of a proxy take. */
    private static final byte[] LARGE = new byte[32 << 20];

    private static Certificates certificates;

    private final List<AutoCloseable> toClose = new ArrayList<>();
    /** The connections of the client that have ended. */
    private IntSupplier endedConnections = () -> 0;

    /** Ways to the provider. */
    enum Way {
        PLAIN,
        TLS,
        HTTP_PROXY,
        TLS_THROUGH_HTTP_PROXY,
        TLS_THROUGH_SOCKS
    }

    private record Moment(String name, String expected, Part part) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void certify(@TempDir Path directory) throws Exception {
        certificates = Certificates.of(directory, "dns:provider.test");
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable closeable : toClose) {
            closeable.close();
        }
    }

    /** What the server does once it has the whole call; {@code 200} and the like are answers. */
    static Stream<Moment> momentsAfterTheCall() {
        String head = "HTTP/1.1 200 OK\r\n";
        String chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
        return Stream.of(
                new Moment("closes before the first byte", "reset", sendAndClose("")),
                new Moment("resets before the first byte", "reset", ScriptedServer.Line::reset),
                new Moment("stays silent", "timeout", silence()),
                new Moment("within the status line", "reset", sendAndClose("HTTP/1.1 20")),
                new Moment("after the status line", "reset", sendAndClose(head)),
                new Moment("within a header", "reset", sendAndClose(head + "Content-Le")),
                new Moment("after a header", "reset", sendAndClose(head + "Content-Length: 9\r\n")),
                new Moment("before the body", "truncated", sendAndClose(head + "Content-Length: 9\r\n\r\n")),
                new Moment("within the body", "truncated", sendAndClose(head + "Content-Length: 9\r\n\r\n{\"Err")),
                new Moment("stops within the body", "timeout", line -> line.send(head + "Content-Length: 9\r\n\r\n{")),
                new Moment("resets within the body", "truncated", line -> {
                    line.send(head + "Content-Length: 9\r\n\r\n{");
                    line.reset();
                }),
                new Moment("within the size of a chunk", "truncated", sendAndClose(chunked + "5")),
                new Moment("within a chunk", "truncated", sendAndClose(chunked + "5\r\n{\"E")),
                new Moment("between two chunks", "truncated", sendAndClose(chunked + "2\r\n{}\r\n")),
                new Moment("a size that is none", "truncated", sendAndClose(chunked + "zz\r\n{}\r\n")),
                new Moment("within the end of the chunks", "truncated", sendAndClose(chunked + "2\r\n{}\r\n0\r\n")),
                new Moment("chunks that end", "200", line -> line.send(chunked + "2\r\n{}\r\n0\r\n\r\n")),
                new Moment("after an interim answer", "reset", sendAndClose("HTTP/1.1 100 Continue\r\n\r\n")),
                new Moment(
                        "an answer after interim ones",
                        "200",
                        line -> line.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n" + head
                                + "Content-Length: 2\r\n\r\n{}")),
                new Moment(
                        "leaves HTTP",
                        "garbage",
                        sendAndClose("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n?")),
                new Moment("not HTTP", "garbage", sendAndClose("SSH-2.0-OpenSSH_9.2\r\n\r\n")),
                new Moment("a body alone", "garbage", sendAndClose("{\"ErrorCode\":0}\r\n")),
                new Moment("a status line without end", "garbage", sendAndClose("HTTP/1.1 200 " + "x".repeat(20_000))),
                new Moment("many headers", "garbage", sendAndClose(head + "X: y\r\n".repeat(201) + "\r\n")),
                new Moment("long headers", "garbage", sendAndClose(head + "X: " + "y".repeat(20_000) + "\r\n\r\n")),
                new Moment("a long body", "oversized", answer("200 OK", "x".repeat(1001))),
                new Moment("a body that ends with the connection", "200", sendAndClose(head + "\r\n{}")),
                new Moment("an answer, then the end", "200", sendAndClose(head + "Content-Length: 2\r\n\r\n{}")),
                new Moment(
                        "more than an answer",
                        "200",
                        line -> line.send(head + "Content-Length: 2\r\n\r\n{}" + head + "Content-Length: 0\r\n\r\n")),
                new Moment(
                        "compressed, though nobody asked for that",
                        "200",
                        answer("200 OK\r\nContent-Encoding: gzip", "\u001f\u008b\b\0\0\0\0\0\0\0")),
                new Moment("a redirect", "307", answer("307 Temporary Redirect\r\nLocation: /other", "")),
                new Moment("a page", "403", answer("403 Forbidden", "<html>")));
    }

    static Stream<Object[]> aCallThatHasLeftMayHaveHappenedUnlessItIsAnswered() {
        return momentsAfterTheCall().flatMap(moment -> Stream.of(Way.values()).map(way -> new Object[] {moment, way}));
    }

    @ParameterizedTest
    @MethodSource
    void aCallThatHasLeftMayHaveHappenedUnlessItIsAnswered(Moment moment, Way way) throws Exception {
        ScriptedServer server = server(way, moment.part(), OK);
        HttpPoster poster = poster(way, server.uri(), moment.expected().equals("timeout") ? SHORT : LONG);

        assertThat(word(post(poster, SMALL))).isEqualTo(moment.expected());

        // Nothing was sent again by itself, and the next call that arrives has an answer of its own; one that leaves
        // while
        // the server ends its connection does not arrive.
        assertThat(server.requests()).hasSize(1);
        soon().until(() -> word(post(poster, SMALL)), "200"::equals);
        assertThat(server.requests()).hasSize(2);
    }

    /** The one that is answered first shows that the connection is used again. */
    @ParameterizedTest
    @EnumSource
    void aCallOnAConnectionThatWasUsedBeforeIsNotSentAgainByItself(Way way) throws Exception {
        ScriptedServer server = server(way, OK, sendAndClose(""), OK);
        HttpPoster poster = poster(way, server.uri(), LONG);

        assertThat(word(post(poster, SMALL))).isEqualTo("200");
        assertThat(word(post(poster, SMALL))).isEqualTo("reset");

        assertThat(server.requests()).hasSize(2);
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatEndsWhileItIsIdleCostsTheNextCallNothing(Way way) throws Exception {
        ScriptedServer server = server(way, line -> {
            OK.play(line);
            line.close();
        });
        endedConnections = server::endedConnections;
        HttpPoster poster = poster(way, server.uri(), LONG);

        for (int calls = 1; calls <= 3; calls++) {
            assertThat(firstThatLeaves(poster)).isEqualTo("200");
            int ended = calls;
            soon().until(() -> endedConnections.getAsInt() == ended);
        }
        assertThat(server.requests()).hasSize(3);
    }

    /** The server reads some of the call and then ends the connection: it cannot have had the whole. */
    @ParameterizedTest
    @EnumSource
    void aCallThatHasNotLeftWholeDidNotHappen(Way way) throws Exception {
        ScriptedServer server = closing(ScriptedServer.reading(100_000, sockets(way), ScriptedServer.Line::reset));
        HttpPoster poster = poster(way, server.uri(), LONG);

        assertThat(word(post(poster, LARGE))).isEqualTo("not sent: connect");
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatNobodyReadsDidNotHappen(Way way) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        ScriptedServer server = closing(ScriptedServer.reading(100_000, sockets(way), line -> over.await()));
        closing((AutoCloseable) over::countDown);
        HttpPoster poster = poster(way, server.uri(), SHORT);

        assertThat(word(post(poster, LARGE))).isEqualTo("not sent: connect");
    }

    @Test
    void anAnswerThatComesBeforeTheWholeCallHasLeftCounts() throws Exception {
        ScriptedServer server = closing(ScriptedServer.reading(
                100_000, ServerSocketFactory.getDefault(), answer("413 Content Too Large", "{}")));

        assertThat(word(post(poster(Way.PLAIN, server.uri(), LONG), LARGE))).isEqualTo("413");
    }

    private static boolean plain(Way way) {
        return way == Way.PLAIN || way == Way.HTTP_PROXY;
    }

    private static ServerSocketFactory sockets(Way way) throws GeneralSecurityException {
        return plain(way)
                ? ServerSocketFactory.getDefault()
                : certificates.context().getServerSocketFactory();
    }

    private ScriptedServer server(Way way, Part... script) throws Exception {
        return closing(ScriptedServer.playing(sockets(way), script));
    }

    private Optional<ProxyServer> proxy(Way way, URI server) throws IOException {
        switch (way) {
            case HTTP_PROXY, TLS_THROUGH_HTTP_PROXY -> {
                ScriptedServer proxy = closing(ScriptedServer.playing(tunnel(server)));
                endedConnections = proxy::endedConnections;
                return Optional.of(proxy(ProxyServer.Protocol.HTTP, proxy.uri().getPort()));
            }
            case TLS_THROUGH_SOCKS -> {
                ScriptedSocks proxy =
                        closing(new ScriptedSocks(new ScriptedSocks.Script(ScriptedSocks.NO_LOGIN, 0, 0, 9, server)));
                endedConnections = proxy::endedConnections;
                return Optional.of(proxy(ProxyServer.Protocol.SOCKS5, proxy.port()));
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    private static ProxyServer proxy(ProxyServer.Protocol protocol, int port) {
        return new ProxyServer(protocol, "127.0.0.1", port, Optional.empty());
    }

    private HttpPoster poster(Way way, URI server, Duration answerTimeout) throws Exception {
        HttpSettings settings = new HttpSettings(
                        URI.create((plain(way) ? "http" : "https") + "://provider.test:" + server.getPort()),
                        1,
                        LONG,
                        answerTimeout,
                        1000)
                .through(proxy(way, server), List.of(certificates.certificate()));
        return closing(new NettyHttpPoster(settings, System::nanoTime, NioSocketChannel::new, host ->
                new InetAddress[] {InetAddress.getLoopbackAddress()}));
    }

    private static HttpReply post(HttpPoster poster, byte[] body) throws Exception {
        return poster.connect()
                .thenCompose(problem -> problem.<CompletionStage<HttpReply>>map(CompletableFuture::completedFuture)
                        .orElseGet(() -> poster.post("/path", body)))
                .toCompletableFuture()
                .get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    /** What came of the first call that left: a connection may end before it is known that it has. */
    private static String firstThatLeaves(HttpPoster poster) {
        return soon().until(() -> word(post(poster, SMALL)), word -> !word.startsWith("not sent"));
    }

    /** The status of an answer, the code of a call that may have happened, or that of one that did not. */
    private static String word(HttpReply reply) {
        if (reply instanceof HttpReply.Answer answer) {
            return Integer.toString(answer.status());
        }
        return reply instanceof HttpReply.NotSent notSent
                ? "not sent: " + notSent.code().word()
                : ((HttpReply.NoAnswer) reply).code().word();
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(LONG);
    }

    private <T extends AutoCloseable> T closing(T made) {
        toClose.add(0, made);
        return made;
    }
}
