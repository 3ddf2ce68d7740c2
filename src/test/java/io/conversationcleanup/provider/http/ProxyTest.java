package io.conversationcleanup.provider.http;

import static io.conversationcleanup.provider.http.ScriptedServer.answer;
import static io.conversationcleanup.provider.http.ScriptedServer.sendAndClose;
import static io.conversationcleanup.provider.http.ScriptedServer.silence;
import static io.conversationcleanup.provider.http.ScriptedServer.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.model.ProxyServer;
import io.conversationcleanup.provider.http.HttpPoster.HttpReply;
import io.conversationcleanup.provider.http.ScriptedServer.Part;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls through a proxy: each way in which it can say no, and each moment at which a connection through it can end. */
class ProxyTest {

    private static final Part OK = answer("200 OK", "{}");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String PASSWORD = "s3cr3t p@ss:word";
    private static final Optional<ProxyServer.Login> LOGIN = Optional.of(new ProxyServer.Login("anna", PASSWORD));

    private final List<AutoCloseable> toClose = new ArrayList<>();
    private ScriptedServer provider;
    private ScriptedServer proxy;

    @BeforeEach
    void serve() throws IOException {
        provider = closing(ScriptedServer.playing(OK));
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable closeable : toClose) {
            closeable.close();
        }
    }

    @Test
    void callsGoThroughATunnelThatIsMadeOnce() throws Exception {
        HttpPoster poster = through(Optional.empty(), tunnel(provider.uri()));

        assertThat(post(poster)).isInstanceOf(HttpReply.Answer.class);
        assertThat(post(poster)).isInstanceOf(HttpReply.Answer.class);

        assertThat(provider.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request)
                        .startsWith("POST /path?usersig=SECRET HTTP/1.1\r\nHost: provider.test\r\n")
                        .doesNotContainIgnoringCase("proxy"));
        // The name is the proxy's to look up, and what is asked for is seen by nobody but the provider.
        assertThat(proxy.requests())
                .containsOnly("CONNECT provider.test:80 HTTP/1.1\r\nhost: provider.test:80\r\n\r\n");
    }

    @Test
    void theProxyIsToldUserAndPassword() throws Exception {
        post(through(LOGIN, tunnel(provider.uri())));

        String login = Base64.getEncoder().encodeToString(("anna:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        assertThat(proxy.requests().get(0)).contains("proxy-authorization: Basic " + login + "\r\n");
    }

    @Test
    void tlsIsBetweenTheTwoEndsOfTheTunnel(@TempDir Path directory) throws Exception {
        Certificates certificates = Certificates.of(directory, "dns:provider.test");
        ScriptedServer secure =
                closing(ScriptedServer.playing(certificates.context().getServerSocketFactory(), OK));
        proxy = closing(ScriptedServer.playing(tunnel(secure.uri())));
        HttpSettings settings =
                settings("https://provider.test", server(proxy.uri().getPort(), Optional.empty()));

        HttpReply untrusted = post(poster(settings));
        HttpReply trusted = post(poster(settings.through(settings.proxy(), List.of(certificates.certificate()))));

        assertThat(code(untrusted)).isEqualTo("tls");
        assertThat(trusted).isInstanceOf(HttpReply.Answer.class);
        assertThat(proxy.requests()).allMatch(request -> request.startsWith("CONNECT provider.test:443 HTTP/1.1\r\n"));
        assertThat(secure.requests()).hasSize(1);
    }

    @Test
    void whatAProxySendsBehindItsYesIsNotTheAnswerToACall() throws Exception {
        HttpPoster poster = through(
                Optional.empty(),
                line -> line.send("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"));

        HttpReply reply = post(poster);

        assertThat(reply).isInstanceOf(HttpReply.NotSent.class);
        assertThat(provider.requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void aTunnelThatIsNotMadeSendsNothing(String code, String message, Part part) throws Exception {
        proxy = closing(ScriptedServer.playing(part));
        String address = "127.0.0.1:" + proxy.uri().getPort();
        for (String scheme : List.of("http", "https")) {
            HttpReply reply = post(poster(
                    settings(scheme + "://provider.test", server(proxy.uri().getPort(), LOGIN))));

            assertThat(reply)
                    .isEqualTo(new HttpReply.NotSent(
                            TransportCode.of(code).orElseThrow(), message.replace("PROXY", address)));
        }
    }

    static Stream<Object[]> aTunnelThatIsNotMadeSendsNothing() {
        String refuses = "the proxy PROXY refuses the user and password that it was given (HTTP status 407)";
        String closes = "the proxy PROXY closed the connection before the tunnel to provider.test was made";
        String none = "the proxy PROXY makes no connection to provider.test (HTTP status ";
        String noProxy = "what answers at http://PROXY is not such a proxy";
        return Stream.of(
                moment("proxy-login", refuses, answer("407 Proxy Authentication Required", "<html>")),
                moment(
                        "proxy-login",
                        refuses,
                        answer("407 X\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: basic realm=\"x\"", "")),
                moment(
                        "proxy-login",
                        refuses + "; it offers Negotiate, NTLM, and only Basic is supported",
                        answer("407 X\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM", "")),
                // Its page never ends.
                moment("proxy-login", refuses, line -> line.send("HTTP/1.1 407 X\r\nContent-Length: 9\r\n\r\n<")),
                moment("proxy-refused", none + "403)", answer("403 Forbidden", "<html>")),
                moment("proxy-refused", none + "405)", answer("405 Method Not Allowed", "")),
                moment("proxy-refused", none + "302)", answer("302 Found\r\nLocation: /login", "")),
                moment("proxy", none + "502)", answer("502 Bad Gateway", "<html>")),
                moment("proxy", none + "503)", answer("503 Service Unavailable", "")),
                moment("proxy", none + "504)", sendAndClose("HTTP/1.1 504 X\r\n\r\n")),
                moment("proxy", closes, sendAndClose("")),
                moment("proxy", closes, sendAndClose("HTTP/1.1 200 Connection establi")),
                moment("proxy", closes, sendAndClose("HTTP/1.1 200 OK\r\nX: y\r\n")),
                moment("proxy", "no connection to the proxy PROXY (SocketException)", ScriptedServer.Line::reset),
                moment("proxy-refused", noProxy, sendAndClose("SSH-2.0-OpenSSH_9.2\r\n\r\n")),
                moment("proxy-refused", noProxy, sendAndClose("HTTP/1.1 200 " + "x".repeat(20_000) + "\r\n\r\n")));
    }

    private static Object[] moment(String code, String message, Part part) {
        return new Object[] {code, message, part};
    }

    @Test
    void aProxyThatWantsALoginAndGetsNoneIsNamed() throws Exception {
        HttpReply reply = post(through(Optional.empty(), answer("407 X", "")));

        assertThat(reply)
                .isEqualTo(new HttpReply.NotSent(
                        TransportCode.PROXY_LOGIN,
                        "the proxy 127.0.0.1:" + proxy.uri().getPort()
                                + " asks for a user and a password, and none are set (HTTP status 407)"));
    }

    @Test
    void aProxyThatIsSilentIsGivenUpAfterTheConnectTimeout() throws Exception {
        proxy = closing(ScriptedServer.playing(silence()));
        int port = proxy.uri().getPort();
        HttpSettings settings = new HttpSettings(
                        URI.create("https://provider.test"), 1, Duration.ofMillis(200), LONG, 1000)
                .through(server(port, LOGIN), List.of());

        assertThat(post(poster(settings)))
                .isEqualTo(new HttpReply.NotSent(
                        TransportCode.CONNECT_TIMEOUT,
                        "no connection to provider.test through the proxy 127.0.0.1:" + port + " within 0.2 s"));
    }

    @Test
    void aProxyThatIsNotThereIsNamed() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThat(post(poster(settings("http://provider.test", server(port, LOGIN)))))
                .isEqualTo(new HttpReply.NotSent(
                        TransportCode.PROXY, "no connection to the proxy 127.0.0.1:" + port + " (ConnectException)"));
    }

    @Test
    void aProxyWhoseNameIsNotKnownIsNamed() throws Exception {
        ProxyServer server = new ProxyServer(ProxyServer.Protocol.HTTP, "proxy.invalid", 3128, LOGIN);

        assertThat(post(poster(settings("http://provider.test", Optional.of(server)))))
                .isEqualTo(
                        new HttpReply.NotSent(TransportCode.DNS, "the name proxy.invalid of the proxy is not known"));
    }

    @Test
    void aTunnelThatEndsInTheHandshakeSendsNothing() throws Exception {
        proxy = closing(ScriptedServer.playing(sendAndClose("HTTP/1.1 200 OK\r\n\r\n")));

        HttpReply reply =
                post(poster(settings("https://provider.test", server(proxy.uri().getPort(), LOGIN))));

        assertThat(reply).isInstanceOf(HttpReply.NotSent.class);
        assertThat(code(reply)).isEqualTo("connect");
    }

    // SOCKS.

    @Test
    void callsGoThroughSocks() throws Exception {
        try (ScriptedSocks socks =
                new ScriptedSocks(new ScriptedSocks.Script(ScriptedSocks.PASSWORD, 0, 0, 9, provider.uri()))) {
            assertThat(post(socks, LOGIN)).isInstanceOf(HttpReply.Answer.class);

            assertThat(socks.asked()).containsExactly("anna " + PASSWORD, "provider.test:80");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "255, 0, 0, 9, proxy-login, refuses the user and password that it was given",
        "2, 1, 0, 9, proxy-login, refuses the user and password that it was given",
        "0, 0, 2, 9, proxy-refused, makes no connection to provider.test (forbidden)",
        "0, 0, 4, 9, proxy, makes no connection to provider.test (host unreachable)",
        "0, 0, 5, 9, proxy, makes no connection to provider.test (connection refused)",
        "2, 0, 0, 0, proxy, closed the connection before the tunnel to provider.test was made",
        "2, 0, 0, 1, proxy, closed the connection before the tunnel to provider.test was made",
        "2, 0, 0, 2, proxy, closed the connection before the tunnel to provider.test was made"
    })
    void aSocksProxyThatMakesNoTunnelSendsNothing(
            int method, int login, int reply, int steps, String code, String message) throws Exception {
        try (ScriptedSocks socks =
                new ScriptedSocks(new ScriptedSocks.Script(method, login, reply, steps, provider.uri()))) {
            assertThat(post(socks, LOGIN))
                    .isEqualTo(new HttpReply.NotSent(
                            TransportCode.of(code).orElseThrow(),
                            "the proxy 127.0.0.1:" + socks.port() + " " + message));
            assertThat(provider.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 400 Bad Request', proxy-refused, what answers at socks5://PROXY is not such a proxy",
        // Within the choice of a login, which takes two bytes.
        "'\u0005', proxy, the proxy PROXY closed the connection before the tunnel to provider.test was made",
    })
    void whatAnswersAtTheProxyIsNoSocksProxy(String bytes, String code, String message) throws Exception {
        proxy = closing(ScriptedServer.reading(3, ServerSocketFactory.getDefault(), sendAndClose(bytes)));
        int port = proxy.uri().getPort();

        assertThat(post(poster(settings("http://provider.test", socks(port)))))
                .isEqualTo(new HttpReply.NotSent(
                        TransportCode.of(code).orElseThrow(), message.replace("PROXY", "127.0.0.1:" + port)));
    }

    @Test
    void aSocksProxyThatIsSilentIsGivenUpAfterTheConnectTimeout() throws Exception {
        proxy = closing(ScriptedServer.reading(3, ServerSocketFactory.getDefault(), silence()));
        int port = proxy.uri().getPort();
        HttpSettings settings = new HttpSettings(
                        URI.create("http://provider.test"), 1, Duration.ofMillis(200), LONG, 1000)
                .through(socks(port), List.of());

        assertThat(post(poster(settings)))
                .isEqualTo(new HttpReply.NotSent(
                        TransportCode.CONNECT_TIMEOUT,
                        "no connection to provider.test through the proxy 127.0.0.1:" + port + " within 0.2 s"));
    }

    private static Optional<ProxyServer> socks(int port) {
        return Optional.of(new ProxyServer(ProxyServer.Protocol.SOCKS5, "127.0.0.1", port, LOGIN));
    }

    private HttpReply post(ScriptedSocks socks, Optional<ProxyServer.Login> login) throws Exception {
        ProxyServer server = new ProxyServer(ProxyServer.Protocol.SOCKS5, "127.0.0.1", socks.port(), login);
        return post(poster(settings("http://provider.test", Optional.of(server))));
    }

    private HttpPoster through(Optional<ProxyServer.Login> login, Part... script) throws IOException {
        proxy = closing(ScriptedServer.playing(script));
        return poster(settings("http://provider.test", server(proxy.uri().getPort(), login)));
    }

    private static Optional<ProxyServer> server(int port, Optional<ProxyServer.Login> login) {
        return Optional.of(new ProxyServer(ProxyServer.Protocol.HTTP, "127.0.0.1", port, login));
    }

    private static HttpSettings settings(String uri, Optional<ProxyServer> server) {
        return new HttpSettings(URI.create(uri), 1, LONG, LONG, 1000).through(server, List.of());
    }

    private HttpPoster poster(HttpSettings settings) {
        assertThat(settings.toString()).doesNotContain("anna").doesNotContain(PASSWORD);
        return closing(new NettyHttpPoster(settings, System::nanoTime));
    }

    private <T extends AutoCloseable> T closing(T made) {
        toClose.add(0, made);
        return made;
    }

    private static HttpReply post(HttpPoster poster) throws Exception {
        HttpReply reply = poster.connect()
                .thenCompose(problem -> problem.<CompletionStage<HttpReply>>map(CompletableFuture::completedFuture)
                        .orElseGet(() -> poster.post("/path?usersig=SECRET", "{}".getBytes(StandardCharsets.UTF_8))))
                .toCompletableFuture()
                .get(LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(reply.toString())
                .doesNotContain("SECRET")
                .doesNotContain("anna")
                .doesNotContain(PASSWORD)
                .doesNotContain(
                        Base64.getEncoder().encodeToString(("anna:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
        return reply;
    }

    private static String code(HttpReply reply) {
        return (reply instanceof HttpReply.NotSent notSent ? notSent.code() : ((HttpReply.NoAnswer) reply).code())
                .word();
    }
}
