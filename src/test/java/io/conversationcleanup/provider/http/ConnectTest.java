package io.conversationcleanup.provider.http;

import static io.conversationcleanup.provider.http.ScriptedServer.answer;
import static io.conversationcleanup.provider.http.ScriptedServer.sendAndClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.socket.nio.NioSocketChannel;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                            .trusting(List.of(certificates.certificate())),
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
    void theJvmsOwnTrustStays(@TempDir Path directory) throws Exception {
        Certificates certificates = Certificates.of(directory, "dns:provider.test");

        // Its own list is not lost to the file.
        Tls tls = new Tls("provider.test", 443, List.of(certificates.certificate()));

        assertThat(tls.anchors().size()).isGreaterThan(1);
    }

    @Test
    void aServerOfAnOldVersionIsRefusedForGood(@TempDir Path directory) throws Exception {
        SSLServerSocket old = (SSLServerSocket) Certificates.of(directory, "ip:127.0.0.1")
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        old.setEnabledProtocols(new String[] {"TLSv1.1"});
        toClose.add(old);
        Thread thread = new Thread(() -> handshakes(old), "old-server");
        thread.setDaemon(true);
        thread.start();

        HttpReply reply = post(closing(new NettyHttpPoster(
                new HttpSettings(URI.create("https://127.0.0.1:" + old.getLocalPort()), 1, LONG, LONG, 1000),
                System::nanoTime)));

        assertThat(code(reply)).isEqualTo("tls");
    }

    @Test
    void aServerWithoutTlsIsTold() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> greet(plain), "plain-server");
            thread.setDaemon(true);
            thread.start();

            HttpReply reply = post(closing(new NettyHttpPoster(
                    new HttpSettings(URI.create("https://127.0.0.1:" + plain.getLocalPort()), 1, LONG, LONG, 1000),
                    System::nanoTime)));

            assertThat(code(reply)).isEqualTo("not-tls");
        }
    }

    @Test
    void aHandshakeThatIsCutOffMayPass() throws Exception {
        try (ServerSocket cutting = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> cut(cutting), "cutting-server");
            thread.setDaemon(true);
            thread.start();

            HttpReply reply = post(closing(new NettyHttpPoster(
                    new HttpSettings(URI.create("https://127.0.0.1:" + cutting.getLocalPort()), 1, LONG, LONG, 1000),
                    System::nanoTime)));

            assertThat(code(reply)).isEqualTo("connect");
        }
    }

    @Test
    void anAnswerThatIsCutOffWithinTlsIsInDoubt(@TempDir Path directory) throws Exception {
        Certificates certificates = Certificates.of(directory, "ip:127.0.0.1");
        for (String[] moment : List.of(
                new String[] {"reset", ""},
                new String[] {"reset", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n"},
                new String[] {"truncated", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"Err"})) {
            ScriptedServer server = closing(
                    ScriptedServer.playing(certificates.context().getServerSocketFactory(), sendAndClose(moment[1])));

            assertThat(code(post(secure(server.uri("https").toString(), certificates))))
                    .isEqualTo(moment[0]);
        }
    }

    private static void handshakes(SSLServerSocket listener) {
        try {
            while (true) {
                try (Socket socket = listener.accept()) {
                    socket.getInputStream().read();
                } catch (javax.net.ssl.SSLException refused) {
                    assertThat(refused).isNotNull();
                }
            }
        } catch (IOException closed) {
            return;
        }
    }

    private static void greet(ServerSocket listener) {
        try (Socket socket = listener.accept()) {
            socket.getOutputStream().write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException closed) {
            return;
        }
    }

    private static void cut(ServerSocket listener) {
        try (Socket socket = listener.accept()) {
            socket.getInputStream().read();
            socket.getInputStream().skipNBytes(socket.getInputStream().available());
        } catch (IOException closed) {
            return;
        }
    }

    private HttpPoster secure(String uri, Certificates certificates) {
        return closing(new NettyHttpPoster(
                new HttpSettings(URI.create(uri), 1, LONG, LONG, 1000).trusting(List.of(certificateOf(certificates))),
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

    private HttpPoster poster(URI uri, Duration connectTimeout, Lookup.Resolver resolver) {
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
