package io.conversationcleanup.provider.http;

import static io.conversationcleanup.provider.http.ScriptedServer.after;
import static io.conversationcleanup.provider.http.ScriptedServer.answer;
import static io.conversationcleanup.provider.http.ScriptedServer.sendAndClose;
import static io.conversationcleanup.provider.http.ScriptedServer.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.conversationcleanup.provider.http.HttpPoster.HttpReply;
import io.conversationcleanup.provider.http.ScriptedServer.Part;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What becomes of a call, whatever the server's end does; every reply and every log line is searched for the secret. */
class NettyHttpPosterTest {

    private static final String PATH = "/v4/recentcontact/delete?sdkappid=1&usersig=SECRET&random=7";
    private static final String JSON = "{\"From_Account\":\"änn\"}";
    private static final Part OK = answer("200 OK", "{}");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private ScriptedServer server;
    private HttpPoster poster;

    @BeforeEach
    void listenToTheLog() {
        log.start();
        root().addAppender(log);
        ours().setLevel(Level.DEBUG);
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable closeable : toClose) {
            closeable.close();
        }
        root().detachAppender(log);
        ours().setLevel(null);
        assertThat(log.list).isEmpty();
    }

    // What is sent and what comes back.

    @Test
    void postsThePathTheQueryAndTheBodyAsTheyAre() throws Exception {
        serve(OK);

        post();

        String request = server.requests().get(0);
        assertThat(request).startsWith("POST " + PATH + " HTTP/1.1\r\n").endsWith("\r\n\r\n" + JSON);
        assertThat(request.lines().filter(line -> line.contains(": ")).map(line -> line.replaceAll(":.*", "")))
                .containsExactlyInAnyOrder("Host", "Content-Length", "Content-Type", "Connection", "User-Agent");
        assertThat(request).contains("\r\nContent-Type: application/json; charset=UTF-8\r\n");
    }

    @Test
    void sendsOtherHeadersInPlaceOfTheTypeOfTheContent() throws Exception {
        serve(OK);
        poster = poster(sending(server.uri(), Map.of("Content-Type", "text/plain", "Authorization", "x y")));

        post();

        assertThat(server.requests().get(0))
                .contains("\r\nAuthorization: x y\r\n", "\r\nContent-Type: text/plain\r\n")
                .doesNotContain("application/json");
    }

    @Test
    void aHeaderThatIsNotOneLineIsRefusedWithoutBeingShown() {
        HttpSettings settings = sending(URI.create("http://127.0.0.1:1"), Map.of("X", "SECRET\r\nY: z"));

        assertThatThrownBy(() -> new NettyHttpPoster(settings, System::nanoTime))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a header holds the end of a line or another control character");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 302, 400, 401, 403, 429, 500, 502, 503})
    void givesBackAnyAnswerAsItIsAndNeitherFollowsNorRepeats(int status) throws Exception {
        String body = status == 204 ? "" : "{\"ErrorCode\":" + status + "}";
        serve(answer(status + " Whatever\r\nLocation: /elsewhere\r\nWWW-Authenticate: Basic realm=x", body));

        HttpReply.Answer answer = (HttpReply.Answer) post();

        assertThat(answer.status()).isEqualTo(status);
        assertThat(text(answer)).isEqualTo(body);
        assertThat(answer.retryAfter()).isEmpty();
        // A second call comes after whatever the first one set off.
        post();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void readsAChunkedAnswer() throws Exception {
        serve(line -> line.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"));

        assertThat(text((HttpReply.Answer) post())).isEqualTo("abc");
    }

    @Test
    void readsAnAnswerThatEndsWithTheConnection() throws Exception {
        serve(sendAndClose("HTTP/1.0 200 OK\r\n\r\nabc"));

        assertThat(text((HttpReply.Answer) post())).isEqualTo("abc");
    }

    @Test
    void passesOverAnInterimAnswer() throws Exception {
        serve(line -> line.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));

        assertThat(text((HttpReply.Answer) post())).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=no-such-charset", "application/json; charset=%%%", ";;", ""})
    void takesAnAnswerWhateverItsContentTypeSays(String contentType) throws Exception {
        serve(answer("200 OK\r\nContent-Type: " + contentType, "{}"));

        assertThat(text((HttpReply.Answer) post())).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "0, 0", "-5, 0", "' 7 ', 7"})
    void readsHowLongToWaitInSeconds(String header, long seconds) throws Exception {
        serve(answer("429 Too Many Requests\r\nRetry-After: " + header, ""));

        assertThat(((HttpReply.Answer) post()).retryAfter()).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Fri, 31 Dec 2027 23:59:59 GMT", "soon", "1.5", "99999999999999999999"})
    void passesOverAWaitThatIsNotInSeconds(String header) throws Exception {
        serve(answer("503 Service Unavailable\r\nRetry-After: " + header, ""));

        assertThat(((HttpReply.Answer) post()).retryAfter()).isEmpty();
    }

    @Test
    void readsAnAnswerUpToTheLimitAndNotAByteMore() throws Exception {
        serve(answer("200 OK", "x".repeat(100)), answer("200 OK", "x".repeat(101)), OK);
        poster = poster(new HttpSettings(server.uri(), 4, LONG, LONG, 100));

        assertThat(text((HttpReply.Answer) post())).isEqualTo("x".repeat(100));
        assertThat(post())
                .isEqualTo(new HttpReply.NoAnswer(TransportCode.OVERSIZED, "the answer is longer than 100 bytes"));
        assertThat(text((HttpReply.Answer) post())).isEqualTo("{}");
    }

    // Connections.

    @Test
    void usesAConnectionAgain() throws Exception {
        Semaphore begun = new Semaphore(0);
        serve(line -> {
            begun.acquire();
            OK.play(line);
        });
        poster = poster(settings(server.uri(), 1));

        for (int i = 0; i < 200; i++) {
            CompletableFuture<HttpReply> reply = start();
            // The client gives up the connection of an answer that overtakes the beginning of its own call.
            begun.release();
            assertThat(get(reply)).isInstanceOf(HttpReply.Answer.class);
        }

        assertThat(server.requests()).hasSize(200);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void makesNoMoreConnectionsThanAllowed() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        serve(after(go, OK));
        poster = poster(settings(server.uri(), 2));

        CompletableFuture<List<CompletableFuture<HttpReply>>> dispatcher = CompletableFuture.supplyAsync(() -> {
            List<CompletableFuture<HttpReply>> replies = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                assertThat(poster.connect().toCompletableFuture().join()).isEmpty();
                replies.add(postAtOnce());
            }
            return replies;
        });
        await().atMost(LONG).until(() -> server.requests().size() == 2);
        go.countDown();

        for (CompletableFuture<HttpReply> reply : dispatcher.get(LONG.toSeconds(), TimeUnit.SECONDS)) {
            assertThat(get(reply)).isInstanceOf(HttpReply.Answer.class);
        }
        assertThat(server.requests()).hasSize(8);
        assertThat(server.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nConnection: close", "HTTP/1.0 200 OK"})
    void usesNoConnectionAgainWhoseAnswerForbidsIt(String head) throws Exception {
        serve(line -> line.send(head + "\r\nContent-Length: 2\r\n\r\n{}"));

        for (int calls = 1; calls <= 3; calls++) {
            assertThat(text((HttpReply.Answer) post())).isEqualTo("{}");
            int ended = calls;
            await().atMost(LONG).until(() -> server.endedConnections() == ended);
        }
    }

    @Test
    void whatNobodyAskedForIsNotTheAnswerToTheNextCall() throws Exception {
        serve(
                line -> {
                    OK.play(line);
                    line.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged");
                },
                OK);
        poster = poster(settings(server.uri(), 1));

        assertThat(text((HttpReply.Answer) post())).isEqualTo("{}");
        await().atMost(LONG).until(() -> server.endedConnections() == 1);
        assertThat(text((HttpReply.Answer) post())).isEqualTo("{}");
    }

    @Test
    void aConnectionStandsReadyBeforeACallNeedsIt() throws Exception {
        serve(OK);

        assertThat(poster.connect().toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS))
                .isEmpty();

        await().atMost(LONG).until(() -> server.connections() == 1);
        assertThat(poster.connect().toCompletableFuture()).isCompletedWithValue(Optional.empty());
    }

    @Test
    void aPathThatIsNotEncodedIsRefusedWithoutBeingShown() throws Exception {
        serve(OK);
        poster = poster(settings(server.uri(), 1));

        for (String end : List.of(" HTTP/1.1", "\r\nX: y", "\n", "\u0000")) {
            assertThatThrownBy(() -> poster.post(PATH + end, new byte[0]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a path or query that is not encoded");
        }

        assertThat(post()).isInstanceOf(HttpReply.Answer.class);
        assertThat(server.requests()).hasSize(1);
    }

    /** Had the call met the connection while it was being closed, it would be a reset: it may have happened. */
    @Test
    void aConnectionThatTheServerClosedWhileIdleCostsTheNextCallNothing() throws Exception {
        serve(line -> {
            OK.play(line);
            line.close();
        });
        poster = poster(settings(server.uri(), 1));

        for (int calls = 1; calls <= 20; calls++) {
            // One that finds the connection closed before it leaves is not sent at all.
            HttpReply reply = await().pollInterval(Duration.ofMillis(2))
                    .atMost(LONG)
                    .until(this::post, answer -> !(answer instanceof HttpReply.NotSent));
            assertThat(reply).isInstanceOf(HttpReply.Answer.class);
            int ended = calls;
            await().pollInterval(Duration.ofMillis(2)).atMost(LONG).until(() -> server.endedConnections() == ended);
        }
        assertThat(server.requests()).hasSize(20);
    }

    @Test
    void closingEndsTheCallsInFlightAndThoseThatWait() throws Exception {
        serve(silence());
        poster = poster(settings(server.uri(), 2));
        CompletableFuture<HttpReply> one = start();
        await().atMost(LONG).until(() -> server.requests().size() == 1);
        CompletableFuture<HttpReply> other = start();
        await().atMost(LONG).until(() -> server.requests().size() == 2);
        CompletableFuture<HttpReply> waiting = start();

        poster.close();

        assertThat(code(get(one))).isEqualTo("reset");
        assertThat(code(get(other))).isEqualTo("reset");
        assertThat(code(get(waiting))).isEqualTo("connect");
        assertThat(code(post())).isEqualTo("connect");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aCallForWhichNoConnectionStandsReadyIsNotSentLater() throws Exception {
        serve(OK);

        assertThat(get(postAtOnce()))
                .isEqualTo(new HttpReply.NotSent(
                        TransportCode.CONNECT,
                        "the connection to 127.0.0.1:" + server.uri().getPort() + " was closed before the call left"));

        assertThat(post()).isInstanceOf(HttpReply.Answer.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aSocketThatTheSystemDoesNotGiveIsToldAndAskedForAgain() throws Exception {
        serve(OK);
        AtomicBoolean none = new AtomicBoolean(true);
        poster = closing(new NettyHttpPoster(
                settings(server.uri(), 2),
                System::nanoTime,
                () -> {
                    if (none.get()) {
                        throw new ChannelException("too many open files");
                    }
                    return new NioSocketChannel();
                },
                InetAddress::getAllByName));
        assertThat(code(post())).isEqualTo("connect");

        none.set(false);
        await().atMost(LONG).until(() -> post() instanceof HttpReply.Answer);
    }

    @Test
    void closingEndsItsThreads() throws Exception {
        serve(OK);
        post();
        assertThat(threads()).isNotEmpty();

        for (AutoCloseable closeable : toClose) {
            closeable.close();
        }

        await().atMost(LONG).until(() -> threads().isEmpty());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("http-client"))
                .toList();
    }

    // The call did not leave.

    @Test
    void aRefusedConnectionSendsNothing() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        poster = poster(settings(URI.create("http://127.0.0.1:" + port), 4));

        assertThat(post())
                .isEqualTo(new HttpReply.NotSent(
                        TransportCode.CONNECT, "no connection to 127.0.0.1:" + port + " (ConnectException)"));
    }

    @Test
    void anUnknownNameSendsNothing() throws Exception {
        poster = poster(settings(URI.create("http://nowhere.invalid"), 4));

        assertThat(post()).isEqualTo(new HttpReply.NotSent(TransportCode.DNS, "the name nowhere.invalid is not known"));
    }

    @Test
    void aConnectionThatTakesTooLongSendsNothing() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Nobody accepts: once its queue is full the system leaves further connections unanswered.
            for (int i = 0; i < 8; i++) {
                SocketChannel channel = SocketChannel.open();
                toClose.add(channel);
                channel.configureBlocking(false);
                channel.connect(deaf.getLocalSocketAddress());
            }
            URI uri = URI.create("http://127.0.0.1:" + deaf.getLocalPort());
            poster = poster(new HttpSettings(uri, 4, SHORT, LONG, 1000));

            assertThat(post())
                    .isEqualTo(new HttpReply.NotSent(
                            TransportCode.CONNECT_TIMEOUT, "no connection to " + uri.getAuthority() + " within 0.2 s"));
        }
    }

    @Test
    void aServerWhoseCertificateNobodyVouchesForIsSentNothing(@TempDir Path directory) throws Exception {
        serveSecurely(Certificates.of(directory, "ip:127.0.0.1").context());

        HttpReply.NotSent reply = (HttpReply.NotSent) post();

        assertThat(reply.code()).isEqualTo(TransportCode.TLS);
        assertThat(reply.message())
                .startsWith("no secure connection to " + server.uri().getAuthority() + ": ")
                .contains("unable to find valid certification path");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aServerWithACertificateForAnotherHostIsSentNothing(@TempDir Path directory) throws Exception {
        HttpReply.NotSent reply = (HttpReply.NotSent)
                postTrusting(Certificates.of(directory, "dns:elsewhere.test").context());

        assertThat(reply.code()).isEqualTo(TransportCode.TLS);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aServerThatIsTheOneItClaimsToBeIsSentTheCall(@TempDir Path directory) throws Exception {
        HttpReply reply =
                postTrusting(Certificates.of(directory, "ip:127.0.0.1").context());

        assertThat(text((HttpReply.Answer) reply)).isEqualTo("{}");
        assertThat(post()).isInstanceOf(HttpReply.Answer.class);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aServerThatDoesNotAnswerTheHandshakeIsSentNothing() throws Exception {
        serve(OK);
        poster = poster(new HttpSettings(server.uri("https"), 4, SHORT, LONG, 1000));

        assertThat(code(post())).isEqualTo("connect-timeout");
        assertThat(server.requests()).isEmpty();
    }

    // The call left, and may have happened.

    @Test
    void aServerThatSaysNothingIsGivenUpAfterTheAnswerTimeout() throws Exception {
        serve(silence());
        poster = poster(new HttpSettings(server.uri(), 1, LONG, SHORT, 1000));

        assertThat(post()).isEqualTo(new HttpReply.NoAnswer(TransportCode.TIMEOUT, "no answer within 0.2 s"));
        // Its answer, should it come late, must not be taken for that of the next call.
        await().atMost(LONG).until(() -> server.endedConnections() == 1);
        assertThat(code(post())).isEqualTo("timeout");
        assertThat(server.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n",
                "HTTP/1.1 200 OK\r\nX: "
            })
    void anAnswerThatDripsWithoutEndIsGivenUpAfterTheAnswerTimeout(String start) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        serve(line -> {
            line.send(start);
            while (!over.await(20, TimeUnit.MILLISECONDS)) {
                line.send("x");
            }
        });
        poster = poster(new HttpSettings(server.uri(), 1, LONG, SHORT, 10_000));

        assertThat(post()).isEqualTo(new HttpReply.NoAnswer(TransportCode.TIMEOUT, "no answer within 0.2 s"));
        over.countDown();
    }

    // The process stood still, while time went on.

    @Test
    void answersThatCameWhileTheProcessStoodStillAreReadBeforeTheirCallsAreGivenUp() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        serve(after(go, OK));
        AtomicLong stoodStill = new AtomicLong();
        poster = poster(settings(server.uri(), 1), () -> System.nanoTime() + stoodStill.get());
        CompletableFuture<HttpReply> reply = start();
        await().atMost(LONG).until(() -> server.requests().size() == 1);

        stoodStill.set(LONG.toNanos() * 3);

        TimeUnit.NANOSECONDS.sleep(Connection.Timeouts.INTERVAL * 4);
        assertThat(reply).isNotDone();
        go.countDown();
        assertThat(text((HttpReply.Answer) get(reply))).isEqualTo("{}");
    }

    @Test
    void aCallThatIsNotAnsweredEvenThenIsGivenUp() throws Exception {
        serve(silence());
        AtomicLong stoodStill = new AtomicLong();
        poster = poster(settings(server.uri(), 1), () -> System.nanoTime() + stoodStill.get());
        CompletableFuture<HttpReply> reply = start();
        await().atMost(LONG).until(() -> server.requests().size() == 1);

        stoodStill.set(LONG.toNanos() * 3);

        assertThat(reply.get(LONG.toSeconds() / 2, TimeUnit.SECONDS))
                .isEqualTo(new HttpReply.NoAnswer(TransportCode.TIMEOUT, "no answer within 20 s"));
    }

    private void serve(Part... script) throws IOException {
        server = ScriptedServer.playing(script);
        toClose.add(server);
        poster = poster(settings(server.uri(), 4));
    }

    private void serveSecurely(SSLContext context) throws IOException {
        server = ScriptedServer.playing(context.getServerSocketFactory(), OK);
        toClose.add(server);
        poster = poster(settings(server.uri("https"), 1));
    }

    /** What is trusted by default is the process's; a connection goes by what it is when the connection is made. */
    private HttpReply postTrusting(SSLContext context) throws Exception {
        SSLContext usual = SSLContext.getDefault();
        SSLContext.setDefault(context);
        try {
            serveSecurely(context);
            return post();
        } finally {
            SSLContext.setDefault(usual);
        }
    }

    private HttpPoster poster(HttpSettings settings) {
        return poster(settings, System::nanoTime);
    }

    private HttpPoster poster(HttpSettings settings, LongSupplier nanoTime) {
        return closing(new NettyHttpPoster(settings, nanoTime));
    }

    private HttpPoster closing(HttpPoster made) {
        toClose.add(0, made);
        return made;
    }

    private static HttpSettings settings(URI uri, int maxConnections) {
        return new HttpSettings(uri, maxConnections, LONG, LONG, 64 * 1024);
    }

    private static HttpSettings sending(URI uri, Map<String, String> headers) {
        return new HttpSettings(uri, 1, LONG, LONG, 64 * 1024, Optional.empty(), List.of(), headers);
    }

    /** A call as soon as a connection stands ready. */
    private CompletableFuture<HttpReply> start() {
        return poster.connect()
                .thenCompose(problem -> problem.<CompletionStage<HttpReply>>map(CompletableFuture::completedFuture)
                        .orElseGet(this::postAtOnce))
                .toCompletableFuture();
    }

    private CompletableFuture<HttpReply> postAtOnce() {
        return poster.post(PATH, JSON.getBytes(StandardCharsets.UTF_8)).toCompletableFuture();
    }

    private HttpReply post() throws Exception {
        return get(start());
    }

    private static HttpReply get(CompletableFuture<HttpReply> reply) throws Exception {
        HttpReply known = reply.get(LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(known.toString()).doesNotContain("SECRET").doesNotContain("recentcontact");
        return known;
    }

    private static String code(HttpReply reply) {
        return (reply instanceof HttpReply.NotSent notSent ? notSent.code() : ((HttpReply.NoAnswer) reply).code())
                .word();
    }

    private static String text(HttpReply.Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static Logger ours() {
        return (Logger) LoggerFactory.getLogger("io.conversationcleanup");
    }
}
