package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the program does for those who run it on a schedule: metrics, notices, inboxes. */
class OperationsIT {

    @TempDir
    private Path directory;

    private final Map<String, byte[]> posts = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            posts.put(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/broken") ? 503 : 200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void hangUp() {
        server.stop(0);
    }

    @Test
    void figuresAreWrittenPushedAndPosted() throws IOException {
        Workplace workplace = job(
                300,
                "metrics: {file: unused.prom, otlp-url: '%s'}\nnotify: {url: '%s'}"
                        .formatted(address("/v1/metrics"), address("/hook?token=geheim")));

        EndedProgram ended = workplace
                .program()
                .run("run", "job.yml", "--metrics-file", "cleanup.prom")
                .mustEndWith(0);

        assertThat(Files.readString(directory.resolve("cleanup.prom")))
                .contains("# TYPE conversation_cleanup_rows gauge\n")
                .contains("conversation_cleanup_rows{" + tags("outcome=\"deleted\",") + "} 300.0\n")
                .contains("conversation_cleanup_calls_total{" + tags("") + "} 300.0\n")
                .contains("conversation_cleanup_running{" + tags("") + "} 0.0\n")
                .contains("conversation_cleanup_retries_total{" + tags("") + "} 0.0\n")
                .contains("conversation_cleanup_latency_seconds{")
                .contains("conversation_cleanup_exit_code{" + tags("") + "} 0.0\n");
        assertThat(workplace.files()).noneMatch(file -> file.endsWith(".tmp")).doesNotContain("unused.prom");
        assertThat(posts.get("/v1/metrics"))
                .asString(StandardCharsets.ISO_8859_1)
                .contains("conversation.cleanup.rows");
        String posted = new String(posts.get("/hook?token=geheim"), StandardCharsets.UTF_8);
        JsonNode notice = new JsonMapper().readTree(posted);
        assertThat(notice.get("status").stringValue()).isEqualTo("COMPLETED");
        assertThat(notice.get("exitCode").intValue()).isZero();
        assertThat(notice.at("/rows/deleted").intValue()).isEqualTo(300);
        Golden.check("notice/completed.txt", notice.get("text").stringValue().replaceAll("\\d+\\.\\d s", "<DURATION>"));
        assertThat(posted).doesNotContain("rows.csv", "user-1", "peer-1", Workplace.SECRET);
        assertThat(ended.out() + ended.err()).doesNotContain("geheim");
    }

    @Test
    void whoCannotBeToldIsAWarningAndNoMore() {
        Workplace workplace = job(
                5,
                "metrics: {file: nowhere/x.prom, otlp-url: '%s'}\nnotify: {url: '%s'}"
                        .formatted(address("/broken"), address("/broken?token=geheim")));

        EndedProgram ended = workplace.program().run("run", "job.yml").mustEndWith(0);

        assertThat(ended.err()).doesNotContain("geheim");
        List<String> warnings = ended.err()
                .lines()
                .filter(line -> line.contains("WARN "))
                .map(line -> Golden.masked(line.substring(line.indexOf("WARN ")), directory))
                .distinct()
                .sorted()
                .toList();
        Golden.check("run/warnings-of-metrics-and-notices.txt", warnings);
    }

    @Test
    void noticesOfFailuresTellOfAnInputThatCannotBeUsedAndNotOfSuccess() {
        Workplace workplace = job(5, "notify: {url: '%s', on: [failure]}".formatted(address("/hook")));

        workplace.program().run("run", "job.yml").mustEndWith(0);
        assertThat(posts).isEmpty();
        workplace.program().run("run", "job.yml", "--input", "nowhere.csv").mustEndWith(65);

        Golden.check(
                "notice/unusable-input.txt",
                new JsonMapper().readTree(posts.get("/hook")).get("text").stringValue());
        assertThat(posts.get("/hook"))
                .asString(StandardCharsets.UTF_8)
                .contains("\"exitCode\":65")
                .doesNotContain("nowhere");
    }

    @Test
    void theUserAndPasswordOfAProxyAreShownByNoCommand() throws IOException {
        String proxy =
                "http://hedwig:geheim%40pass@127.0.0.1:" + server.getAddress().getPort();
        Workplace workplace = Workplace.of(
                directory,
                Rehearsal.rows(5),
                "https://provider.invalid",
                "{calls-per-second: 150}\noutage: {give-up-after: 100ms}\nhttp: {proxy: \"" + proxy + "\"}");
        StringBuilder said = new StringBuilder();

        for (String[] command : new String[][] {
            {"plan", "job.yml"},
            {"plan", "job.yml", "--json"},
            // The server here is no proxy, and closes the connection.
            {"run", "job.yml", "--yes"},
            {"status"},
            {"status", "--json"},
            {"report", "packaged"}
        }) {
            String[] arguments = Arrays.copyOf(command, command.length + 1);
            arguments[command.length] = "--verbose";
            EndedProgram ended = workplace.program().run(arguments);
            ended.mustEndWith(command[0].equals("run") ? 2 : 0);
            said.append(ended.out()).append(ended.err());
        }

        for (String file : workplace.files()) {
            if (!file.equals("job.yml")) {
                said.append(Files.readString(directory.resolve(file), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(said)
                .contains("the proxy 127.0.0.1:")
                .doesNotContain("hedwig")
                .doesNotContain("geheim")
                .doesNotContain(
                        Base64.getEncoder().encodeToString("hedwig:geheim@pass".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anInboxIsWorkedOffAndAFileWhoseRunWasKilledIsTakenUp() throws IOException {
        List<Row> rows = Rehearsal.rows(600);
        try (Rehearsal rehearsal = Rehearsal.of(
                directory, rows, SimulatorSettings.DEFAULT, "{calls-per-second: 150, max-in-flight: 16}")) {
            Path inbox = Files.createDirectory(directory.resolve("inbox"));
            arrive(inbox, "1.csv", rows.subList(0, 400));
            arrive(inbox, "2.csv", rows.subList(400, 600));
            try (RunningProgram running = rehearsal.program().start("run", "job.yml", "--inbox", "inbox", "--yes")) {
                running.awaitThat("calls arrive", () -> rehearsal.callsSoFar() > 100);
                running.kill();
                running.awaitEnd();
            }
            assertThat(rehearsal.workplace().files()).contains("inbox/1.csv", "inbox/2.csv");

            EndedProgram ended = rehearsal
                    .program()
                    .run("run", "job.yml", "--inbox", "inbox", "--yes")
                    .mustEndWith(0);

            assertThat(ended.resumes()).isTrue();
            assertThat(rehearsal.timesCalled().keySet()).containsExactlyInAnyOrderElementsOf(rows);
            assertThat(rehearsal.callsSoFar()).isBetween(600L, 600L + 16);
            assertThat(rehearsal.workplace().files())
                    .filteredOn(file -> file.startsWith("inbox/"))
                    .hasSize(2)
                    .anyMatch(file -> file.matches("inbox/done/packaged-[0-9-]+\\.1\\.csv"))
                    .anyMatch(file -> file.matches("inbox/done/packaged-[0-9-]+\\.2\\.csv"));
        }
    }

    private static void arrive(Path inbox, String name, List<Row> rows) throws IOException {
        StringBuilder text = new StringBuilder(Row.HEADER + "\n");
        rows.forEach(row -> text.append(row.csv()).append('\n'));
        Path file = Files.writeString(inbox.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    }

    private Workplace job(int rows, String more) {
        return Workplace.of(directory, Rehearsal.rows(rows), "simulator", "{calls-per-second: 150}\n" + more);
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static String tags(String outcome) {
        return "cleanup_job=\"packaged\",operation=\"delete-conversation\"," + outcome + "provider=\"tencent\"";
    }
}
