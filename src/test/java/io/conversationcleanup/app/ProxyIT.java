package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.provider.http.Certificates;
import io.conversationcleanup.provider.http.ScriptedServer;
import io.conversationcleanup.provider.http.ScriptedServer.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs through a proxy to a provider with a certificate of its own; its name is known to the proxy alone. */
@Timeout(120)
class ProxyIT {

    private static final int ROWS = 12;
    private static final Part DELETED =
            ScriptedServer.answer("200 OK", "{\"ActionStatus\":\"OK\",\"ErrorCode\":0,\"ErrorInfo\":\"\"}");
    private static final String PASSWORD = "geheim@proxy/pass";
    private static final String ENCODED = "geheim%40proxy%2Fpass";

    @TempDir
    private Path directory;

    private final List<AutoCloseable> toClose = new ArrayList<>();
    private ScriptedServer provider;
    private Program program;

    @BeforeEach
    void serve() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("certificates"));
        Certificates certificates = Certificates.of(elsewhere, "dns:provider.test,dns:chat.test,dns:collector.test");
        certificates.pem(directory.resolve("ca.pem"));
        provider = closing(ScriptedServer.playing(certificates.context().getServerSocketFactory(), DELETED));
        program = closing(Program.in(directory, Program.PROVIDER));
        program.input(Asked.rows(ROWS));
        program.set("endpoint", "https://provider.test");
        program.set("limits", "{calls-per-second: 160}");
        program.set("outage", "{give-up-after: 300ms}");
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable closeable : toClose) {
            closeable.close();
        }
    }

    @Test
    void aRunGoesThroughTheProxyOfTheJobFile() throws Exception {
        ScriptedServer proxy = proxy(ScriptedServer.tunnel(provider.uri()));
        program.set("http", "{proxy: \"" + address("hedwig:" + ENCODED + "@", proxy) + "\", trust: ca.pem}");

        CommandRun run = program.run("--verbose");

        assertThat(run.exitCode()).isZero();
        assertThat(run.reports(ROWS).rowCounts()).isEqualTo(Map.of("deleted", (long) ROWS));
        assertThat(provider.requests()).hasSize(ROWS);
        assertThat(proxy.requests()).allMatch(request -> request.startsWith("CONNECT provider.test:443 "));
        assertThat(Files.readString(run.output().resolve("report.html")))
                .contains("http.proxy")
                .contains("http://127.0.0.1:" + proxy.uri().getPort());
        assertThePasswordIsNowhere(run);
    }

    @Test
    void aRunGoesThroughTheProxyOfTheEnvironment() throws Exception {
        ScriptedServer proxy = proxy(ScriptedServer.tunnel(provider.uri()));
        program.variable("https_proxy", address("", proxy));
        program.set("http", "{trust: ca.pem}");

        assertThat(program.run().exitCode()).isZero();
        assertThat(proxy.requests()).isNotEmpty();
    }

    @Test
    void aProxyThatRefusesThePasswordEndsTheRunAtOnceAndTheSameCommandGoesOn() throws Exception {
        ScriptedServer proxy = proxy(
                ScriptedServer.answer("407 Proxy Authentication Required", "<html>"),
                ScriptedServer.tunnel(provider.uri()));
        program.set("outage", "{give-up-after: 30m}");
        program.set("http", "{proxy: \"" + address("hedwig:" + ENCODED + "@", proxy) + "\", trust: ca.pem}");

        CommandRun refused = program.run("--verbose");

        assertThat(refused.exitCode()).isEqualTo(3);
        RunReports reports = refused.reports(ROWS);
        assertThat(reports.status()).isEqualTo("ABORTED");
        assertThat(reports.reason()).contains("refuses the user and password").contains("HTTP status 407");
        assertThat(reports.callCount("total")).isZero();
        assertThat(proxy.requests()).hasSize(1);
        assertThePasswordIsNowhere(refused);

        assertThat(program.run().exitCode()).isZero();
        assertThat(provider.requests()).hasSize(ROWS);
    }

    @Test
    void anUntrustedCertificateEndsTheRunAtOnce() throws Exception {
        ScriptedServer proxy = proxy(ScriptedServer.tunnel(provider.uri()));
        program.set("outage", "{give-up-after: 30m}");
        program.set("http", "{proxy: \"" + address("", proxy) + "\"}");

        CommandRun run = program.run();

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.reports(ROWS).reason()).contains("certification path").contains("http.trust");
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void aProxyThatReachesNobodyIsAnOutage() throws Exception {
        ScriptedServer proxy = proxy(ScriptedServer.answer("502 Bad Gateway", "<html>"));
        program.set("http", "{proxy: \"" + address("", proxy) + "\", trust: ca.pem}");

        CommandRun run = program.run();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.reports(ROWS).reason()).contains("makes no connection to provider.test (HTTP status 502)");
    }

    @Test
    void aPageInTheMiddleOfARunIsAnOutageAndNoRowFails() throws Exception {
        Part blocked = ScriptedServer.answer("403 Forbidden", "<html>blocked</html>");
        program.set("limits", "{calls-per-second: 160, max-in-flight: 1}");
        ScriptedServer gateway = closing(ScriptedServer.playing(DELETED, DELETED, blocked));
        program.set("endpoint", gateway.uri().toString());

        CommandRun stopped = program.run();

        assertThat(stopped.exitCode()).isEqualTo(2);
        assertThat(stopped.reports(ROWS).rowCounts()).isEqualTo(Map.of("deleted", 2L, "pending", ROWS - 2L));
        assertThat(stopped.reports(ROWS).reason()).contains("HTTP status 403 instead of an answer");
    }

    @Test
    void aLoopbackEndpointIsCalledDirectly() throws Exception {
        ScriptedServer proxy = proxy(ScriptedServer.answer("502 Bad Gateway", ""));
        program.callNewProvider();
        program.variable("HTTPS_PROXY", address("", proxy));
        program.set("http", "{proxy: \"" + address("", proxy) + "\"}");

        assertThat(program.run().exitCode()).isZero();
        assertThat(proxy.connections()).isZero();
    }

    @Test
    void noticesAndPushedMetricsGoThroughTheProxyTooWithItsPasswordAndTheTrustFile() throws Exception {
        ScriptedServer proxy = proxy(ScriptedServer.tunnel(provider.uri()));
        program.callNewProvider();
        program.set("http", "{proxy: \"" + address("hedwig:" + ENCODED + "@", proxy) + "\", trust: ca.pem}");
        tellOthers();

        CommandRun run = program.run("--verbose");

        assertThat(run.exitCode()).isZero();
        assertThat(proxy.requests())
                .anyMatch(request -> request.startsWith("CONNECT chat.test:443 "))
                .anyMatch(request -> request.startsWith("CONNECT collector.test:443 "))
                .allMatch(request -> request.contains("proxy-authorization: Basic " + base64() + "\r\n"));
        assertThat(provider.requests())
                .anyMatch(request -> request.startsWith("POST /hook?token=kennwort HTTP/1.1\r\nHost: chat.test\r\n")
                        && request.contains("\"exitCode\":0"))
                .anyMatch(request -> request.startsWith("POST /v1/metrics HTTP/1.1\r\nHost: collector.test\r\n")
                        && request.contains("\r\nContent-Type: application/x-protobuf\r\n")
                        && request.contains("conversation.cleanup.rows"));
        assertThat(run.log()).noneMatch(line -> line.contains("could not be"));
        assertThePasswordIsNowhere(run);
    }

    @Test
    void aProxyThatRefusesThePasswordOfNoticesIsNamedAndTheRunGoesOn() throws Exception {
        ScriptedServer proxy = proxy(ScriptedServer.answer("407 Proxy Authentication Required", "<html>"));
        program.callNewProvider();
        program.set("http", "{proxy: \"" + address("hedwig:" + ENCODED + "@", proxy) + "\", trust: ca.pem}");
        tellOthers();

        CommandRun run = program.run("--verbose");

        assertThat(run.exitCode()).isZero();
        String reason = "the proxy 127.0.0.1:" + proxy.uri().getPort()
                + " refuses the user and password that it was given (HTTP status 407)";
        assertThat(run.log())
                .anyMatch(line -> line.contains("https://chat.test could not be notified of the end: " + reason))
                .anyMatch(line -> line.contains("could not be pushed to https://collector.test: " + reason));
        assertThePasswordIsNowhere(run);
    }

    private void tellOthers() {
        program.set("notify", "{url: \"https://chat.test/hook?token=kennwort\"}");
        program.set("metrics", "{otlp-url: \"https://collector.test/v1/metrics\"}");
    }

    private static String base64() {
        return Base64.getEncoder().encodeToString(("hedwig:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aJobFileThatCannotBeUsedDoesNotShowThePassword() throws Exception {
        program.set("http", "{proxy: \"ftp://hedwig:" + ENCODED + "@proxy\", trust: ca.pem}");
        CommandRun refused = program.run("--verbose");
        assertThat(refused.exitCode()).isEqualTo(78);
        assertThePasswordIsNowhere(refused);
        program.set("http", "{proxy: \"http://hedwig:" + ENCODED + "@proxy, trust: ca.pem}");
        CommandRun broken = program.run("--verbose");
        assertThat(broken.exitCode()).isEqualTo(78);
        assertThePasswordIsNowhere(broken);
    }

    private void assertThePasswordIsNowhere(CommandRun run) throws IOException {
        List<String> hidden = List.of(PASSWORD, ENCODED, "hedwig", "kennwort", base64());
        assertThat(run.out() + run.err() + run.log()).doesNotContain(hidden);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("job.yml"))
                    .toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(hidden);
            }
        }
    }

    private ScriptedServer proxy(Part... script) throws IOException {
        return closing(ScriptedServer.playing(script));
    }

    private static String address(String login, ScriptedServer proxy) {
        return "http://" + login + "127.0.0.1:" + proxy.uri().getPort();
    }

    private <T extends AutoCloseable> T closing(T made) {
        toClose.add(0, made);
        return made;
    }
}
