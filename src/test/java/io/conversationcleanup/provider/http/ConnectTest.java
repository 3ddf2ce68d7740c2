package io.conversationcleanup.provider.http;

import static io.conversationcleanup.provider.http.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conversationcleanup.provider.http.HttpPoster.HttpReply;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The look-up of the host, its addresses, and what is trusted. */
class ConnectTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable closeable : toClose) {
            closeable.close();
        }
    }

    @Test
    void aLookUpThatHangsIsGivenUpAfterTheConnectTimeoutAndAskedOnce() throws Exception {
        ScriptedServer server = closing(ScriptedServer.playing(answer("200 OK", "{}")));
        CountDownLatch answered = new CountDownLatch(1);
        AtomicInteger lookUps = new AtomicInteger();
        HttpPoster poster = poster(uri(server), SHORT, host -> {
            lookUps.incrementAndGet();
            awaitUninterruptibly(answered);
            return addresses("127.0.0.1");
        });

        for (int i = 0; i < 3; i++) {
            assertThat(post(poster))
                    .isEqualTo(new HttpReply.NotSent(
                            TransportCode.CONNECT_TIMEOUT,
                            "the look-up of the name provider.test takes longer than 0.3 s"));
        }
        assertThat(lookUps).hasValue(1);
        answered.countDown();

        await().atMost(LONG).until(() -> post(poster) instanceof HttpReply.Answer);
    }

    @Test
    void anAddressThatRefusesIsFollowedByTheNext() throws Exception {
        ScriptedServer server = closing(ScriptedServer.playing(answer("200 OK", "{}")));
        HttpPoster poster = poster(uri(server), LONG, host -> addresses("127.0.0.2", "127.0.0.1"));

        assertThat(post(poster)).isInstanceOf(HttpReply.Answer.class);
    }

    @Test
    void anAddressThatIsSilentDoesNotUseUpTheTimeOfTheNext(@TempDir Path directory) throws Exception {
        Certificates certificates = Certificates.of(directory, "dns:provider.test");
        ScriptedServer server = closing(ScriptedServer.playing(
                certificates.context().getServerSocketFactory(), answer("200 OK\r\nConnection: close", "{}")));
        int port = server.uri().getPort();
        // It takes connections, and says nothing.
        try (ServerSocket silent = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.3"))) {
            HttpPoster poster = closing(new NettyHttpPoster(
                    new HttpSettings(URI.create("https://provider.test:" + port), 1, Duration.ofSeconds(2), LONG, 1000)
                            .through(Optional.empty(), List.of(certificates.certificate())),
                    System::nanoTime,
                    NioSocketChannel::new,
                    host -> addresses("127.0.0.3", "127.0.0.1")));

            assertThat(post(poster)).isInstanceOf(HttpReply.Answer.class);

            // The address that was good is the first to be tried from now on.
            long begun = System.nanoTime();
            assertThat(post(poster)).isInstanceOf(HttpReply.Answer.class);
            assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.MILLISECONDS.toNanos(900));
            assertThat(silent.isClosed()).isFalse();
        }
    }

    @Test
    void anAddressThatHasChangedIsFound() throws Exception {
        ScriptedServer server = closing(ScriptedServer.playing(answer("200 OK\r\nConnection: close", "{}")));
        AtomicReference<String> address = new AtomicReference<>("127.0.0.2");
        HttpPoster poster = poster(uri(server), LONG, host -> addresses(address.get()));
        assertThat(code(post(poster))).isEqualTo("connect");

        address.set("127.0.0.1");
        await().atMost(LONG).until(() -> post(poster) instanceof HttpReply.Answer);

        address.set("127.0.0.2");
        await().atMost(LONG).until(() -> post(poster) instanceof HttpReply.NotSent);
    }

    @Test
    void aNameThatIsNotKnownNowMayBeKnownLater() throws Exception {
        ScriptedServer server = closing(ScriptedServer.playing(answer("200 OK", "{}")));
        AtomicInteger lookUps = new AtomicInteger();
        HttpPoster poster = poster(uri(server), LONG, host -> {
            if (lookUps.incrementAndGet() == 1) {
                throw new UnknownHostException(host);
            }
            return addresses("127.0.0.1");
        });

        assertThat(code(post(poster))).isEqualTo("dns");
        await().atMost(LONG).until(() -> post(poster) instanceof HttpReply.Answer);
    }

    // Certificates and TLS.

    @Test
    void aCertificateOfTheTrustFileIsTrustedForItsHostAlone(@TempDir Path directory) throws Exception {
        Certificates certificates = Certificates.of(directory, "dns:provider.test");
        ScriptedServer server = closing(
                ScriptedServer.playing(certificates.context().getServerSocketFactory(), answer("200 OK", "{}")));
        int port = server.uri().getPort();

        assertThat(post(secure("https://provider.test:" + port, certificates))).isInstanceOf(HttpReply.Answer.class);
        assertThat(code(post(secure("https://other.test:" + port, certificates))))
                .isEqualTo("tls");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void ofSeveralAddressesTheOneCountsThatOnlyAPersonCanMend(@TempDir Path directory) throws Exception {
        ScriptedServer untrusted = closing(ScriptedServer.playing(
                Certificates.of(directory, "dns:provider.test").context().getServerSocketFactory(),
                answer("200 OK", "{}")));
        HttpSettings settings = new HttpSettings(
                URI.create("https://provider.test:" + untrusted.uri().getPort()), 1, LONG, LONG, 1000);

        for (String[] order :
                List.of(new String[] {"127.0.0.1", "127.0.0.2"}, new String[] {"127.0.0.2", "127.0.0.1"})) {
            assertThat(code(post(closing(new NettyHttpPoster(
                            settings, System::nanoTime, NioSocketChannel::new, host -> addresses(order))))))
                    .isEqualTo("tls");
        }
    }

    @Test
    void theJvmsOwnTrustStays(@TempDir Path directory) throws Exception {
        Certificates certificates = Certificates.of(directory, "dns:provider.test");

        // Its own list is not lost to the file.
        Tls tls = new Tls("provider.test", 443, List.of(certificates.certificate()));

        assertThat(tls.anchors().size()).isGreaterThan(1);
    }

    /** What the server sends in place of its part of the handshake, in hex, and what follows. */
    @ParameterizedTest
    @CsvSource({
        // Alerts: no version in common, no cipher in common, the client's host is unknown here, and trouble of its own.
        "15030300020246, tls",
        "15030300020228, tls",
        "15030300020270, tls",
        "15030300020250, connect",
        // A server that chooses TLS 1.1, and one that closes with a farewell.
        "160302002a020000260302000000000000000000000000000000000000000000000000000000000000000000002f00, tls",
        "15030300020100, connect",
        // The end of the connection, at once and within a record.
        "'', connect",
        "160303, connect",
        // Not TLS.
        "5353482d322e302d4f70656e5353480d0a, not-tls",
        "485454502f312e3120343030204261640d0a0d0a, not-tls"
    })
    void aHandshakeThatDoesNotEndWellSendsNothing(String hex, String code) throws Exception {
        List<Integer> received = new CopyOnWriteArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> handshake(server, HexFormat.of().parseHex(hex), received), "handshake");
            thread.setDaemon(true);
            thread.start();

            HttpReply reply = post(closing(new NettyHttpPoster(
                    new HttpSettings(URI.create("https://127.0.0.1:" + server.getLocalPort()), 1, LONG, LONG, 1000),
                    System::nanoTime)));

            assertThat(reply).isInstanceOf(HttpReply.NotSent.class);
            assertThat(code(reply)).as(reply.toString()).isEqualTo(code);
            // A record of the handshake, and nothing but that and an alert.
            assertThat(received).startsWith(0x16).isSubsetOf(0x16, 0x15);
        }
    }

    private static void handshake(ServerSocket listener, byte[] answer, List<Integer> received) {
        try (Socket socket = listener.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            received.add(in.read());
            in.skipNBytes(2);
            in.skipNBytes(in.readUnsignedShort());
            socket.getOutputStream().write(answer);
            socket.shutdownOutput();
            for (int type = in.read(); type >= 0; type = in.read()) {
                received.add(type);
                in.skipNBytes(2);
                in.skipNBytes(in.readUnsignedShort());
            }
        } catch (IOException closed) {
            return;
        }
    }

    private HttpPoster secure(String uri, Certificates certificates) {
        return closing(new NettyHttpPoster(
                new HttpSettings(URI.create(uri), 1, LONG, LONG, 1000)
                        .through(Optional.empty(), List.of(certificateOf(certificates))),
                System::nanoTime,
                NioSocketChannel::new,
                host -> addresses("127.0.0.1")));
    }

    private static java.security.cert.X509Certificate certificateOf(Certificates certificates) {
        try {
            return certificates.certificate();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpPoster poster(URI uri, Duration connectTimeout, Connector.Resolver resolver) {
        return closing(new NettyHttpPoster(
                new HttpSettings(uri, 1, connectTimeout, LONG, 1000),
                System::nanoTime,
                NioSocketChannel::new,
                resolver));
    }

    private static URI uri(ScriptedServer server) {
        return URI.create("http://provider.test:" + server.uri().getPort());
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            addresses[i] = InetAddress.getByName(literals[i]);
        }
        return addresses;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T extends AutoCloseable> T closing(T made) {
        toClose.add(0, made);
        return made;
    }

    private static HttpReply post(HttpPoster poster) throws Exception {
        return poster.connect()
                .thenCompose(problem -> problem.<CompletionStage<HttpReply>>map(CompletableFuture::completedFuture)
                        .orElseGet(() -> poster.post("/path", "{}".getBytes(StandardCharsets.UTF_8))))
                .toCompletableFuture()
                .get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private static String code(HttpReply reply) {
        return (reply instanceof HttpReply.NotSent notSent ? notSent.code() : ((HttpReply.NoAnswer) reply).code())
                .word();
    }
}
