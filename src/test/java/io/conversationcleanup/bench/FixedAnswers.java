package io.conversationcleanup.bench;

import io.conversationcleanup.simulator.Simulator;
import io.conversationcleanup.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A server that gives every call the same good answer: nginx where it is installed, else the bundled simulator, which checks
 * each call and so is slower. Both share the machine with the client.
 */
final class FixedAnswers implements AutoCloseable {

    private static final String PASSWORD = "benchmark";
    private static final int LOOKS = 200;

    private final String name;
    private final String plain;
    private final String tls;
    private final Path trust;
    private final Runnable end;

    private FixedAnswers(String name, String plain, String tls, Path trust, Runnable end) {
        this.name = name;
        this.plain = plain;
        this.tls = tls;
        this.trust = trust;
        this.end = end;
    }

    static FixedAnswers start(Path directory) {
        try {
            return Tool.isInstalled("nginx") ? nginx(directory) : simulator();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    String plain() {
        return plain;
    }

    /** Where it speaks TLS; empty if it does not. */
    String tls() {
        return tls;
    }

    /** What makes a Java program trust its certificate. */
    List<String> trusting() {
        return List.of("-Djavax.net.ssl.trustStore=" + trust, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    @Override
    public void close() {
        end.run();
    }

    private static FixedAnswers simulator() throws IOException {
        Simulator simulator = Simulator.start(
                SimulatorSettings.DEFAULT.withRecordedCalls(0), 0, InstantSource.system(), new Random(1));
        return new FixedAnswers(
                "the bundled simulator", simulator.baseUri().toString(), "", Path.of(""), simulator::close);
    }

    private static FixedAnswers nginx(Path directory) throws IOException {
        int plainPort = freePort();
        int tlsPort = freePort();
        Path trust = certificate(directory);
        Files.writeString(directory.resolve("nginx.conf"), """
                worker_processes 1;
                daemon off;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events { worker_connections 4096; }
                http {
                  access_log off;
                  keepalive_requests 1000000000;
                  keepalive_timeout 600s;
                  default_type application/json;
                  server {
                    listen 127.0.0.1:%2$d;
                    listen 127.0.0.1:%3$d ssl;
                    ssl_certificate %1$s/cert.pem;
                    ssl_certificate_key %1$s/key.pem;
                    location / { return 200 '{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}'; }
                  }
                }
                """.formatted(directory, plainPort, tlsPort));
        Process server = new ProcessBuilder(
                        "nginx",
                        "-c",
                        directory.resolve("nginx.conf").toString(),
                        "-p",
                        directory.toString(),
                        "-e",
                        directory.resolve("error.log").toString())
                .inheritIO()
                .start();
        awaitPort(plainPort, server);
        return new FixedAnswers(
                "nginx", "http://127.0.0.1:" + plainPort, "https://127.0.0.1:" + tlsPort, trust, () -> end(server));
    }

    /** Its master ends its workers. */
    private static void end(Process server) {
        server.destroy();
        try {
            server.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path certificate(Path directory) throws IOException {
        Path store = directory.resolve("trust.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Measured.output(
                directory,
                List.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "bench",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD));
        try {
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            write(
                    directory.resolve("cert.pem"),
                    "CERTIFICATE",
                    keys.getCertificate("bench").getEncoded());
            write(
                    directory.resolve("key.pem"),
                    "PRIVATE KEY",
                    keys.getKey("bench", PASSWORD.toCharArray()).getEncoded());
            Path trust = directory.resolve("trusted.p12");
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("bench", keys.getCertificate("bench"));
            try (var out = Files.newOutputStream(trust)) {
                trusted.store(out, PASSWORD.toCharArray());
            }
            return trust;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String what, byte[] encoded) throws IOException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaitPort(int port, Process server) throws IOException {
        for (int i = 0; i < LOOKS && server.isAlive(); i++) {
            try (Socket connected = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (connected.isConnected()) {
                    return;
                }
            } catch (IOException notYet) {
                Tool.pause();
            }
        }
        throw new IOException("nginx does not answer on port " + port);
    }
}
