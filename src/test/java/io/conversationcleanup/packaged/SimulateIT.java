package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulator as a process of its own. */
class SimulateIT {

    private static final Pattern ENDPOINT = Pattern.compile("endpoint: (http://127\\.0\\.0\\.1:\\d+)\n");

    @Test
    void itServesARunOfAnotherProcessWhichKeepsItsSecretUntilItIsStopped(@TempDir Path directory) throws Exception {
        try (RunningProgram simulator = Program.in(directory).start("simulate", "--port", "0")) {
            simulator.awaitThat(
                    "it says where it listens",
                    () -> ENDPOINT.matcher(simulator.outSoFar()).find());
            Matcher endpoint = ENDPOINT.matcher(simulator.outSoFar());
            assertThat(endpoint.find()).isTrue();
            Workplace workplace =
                    Workplace.of(directory, Rehearsal.rows(100), endpoint.group(1), "{calls-per-second: unlimited}");

            EndedProgram run = workplace
                    .program()
                    .run("run", "job.yml", "--yes", "--verbose", "--output", "out")
                    .mustEndWith(0);

            assertThat(workplace.reports().count("rows.deleted")).isEqualTo(100);
            JsonNode stats = stats(URI.create(endpoint.group(1)));
            assertThat(stats.get("calls").longValue()).isEqualTo(100);
            assertThat(stats.get("deleted").longValue()).isEqualTo(100);

            assertKeepsTheSecret(workplace, run);

            simulator.terminate();
            EndedProgram ended = simulator.awaitEnd(Duration.ofSeconds(15)).mustEndWith(143);
            assertThat(ended.err()).isEmpty();
            Golden.check("simulate/start.txt", Golden.masked(ended.out(), directory));
        }
    }

    private static void assertKeepsTheSecret(Workplace workplace, EndedProgram run) throws IOException {
        assertThat(run.out() + run.err()).doesNotContain(Workplace.SECRET, "usersig=");
        for (String file : workplace.files()) {
            String bytes = Files.readString(workplace.directory().resolve(file), StandardCharsets.ISO_8859_1);
            assertThat(bytes.contains("usersig=")).as(file).isFalse();
            assertThat(bytes.contains(Workplace.SECRET)).as(file).isEqualTo(file.equals("secret.txt"));
        }
    }

    private static JsonNode stats(URI endpoint) throws IOException, InterruptedException {
        String body = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(endpoint.resolve("/simulator/stats"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        return new JsonMapper().readTree(body);
    }
}
