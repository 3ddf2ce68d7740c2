package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a log collector gets of the program. */
class LogCollectorIT {

    @TempDir
    private Path directory;

    @Test
    void everyLineOnStandardErrorIsOneObjectUntilTheEnd() {
        Workplace workplace = Workplace.of(directory, Rehearsal.rows(3000), "simulator", "{calls-per-second: 201}");
        EndedProgram ended;
        try (RunningProgram running = workplace.program().start("run", "job.yml", "--log-format", "json")) {
            running.awaitThat("calls leave", () -> running.errSoFar().contains("Deleting"));
            running.terminate();
            ended = running.awaitEnd();
        }

        ended.mustEndWith(143);
        assertThat(messages(ended, "WARN"))
                .singleElement()
                .asString()
                .startsWith("201 calls per second is above the documented quota of 200");
        assertThat(messages(ended, "INFO")).anyMatch(message -> message.startsWith("Stopping: no more calls leave"));
    }

    @Test
    void whatIsWrongWithTheCommandIsOneObjectToo() {
        EndedProgram ended = Program.in(directory)
                .run("run", "nowhere.yml", "--log-format=json")
                .mustEndWith(78);

        assertThat(messages(ended, "ERROR")).hasSize(1);
        Golden.check("errors/job-file-not-there.txt", messages(ended, "ERROR"));
        assertThat(ended.out()).isEmpty();

        ended = Program.in(directory).run("--log-format", "json", "rum").mustEndWith(64);

        assertThat(messages(ended, "ERROR")).singleElement().asString().contains("Unmatched argument", "Did you mean");
    }

    private static List<String> messages(EndedProgram ended, String level) {
        JsonMapper json = new JsonMapper();
        return ended.err()
                .lines()
                .map(json::readTree)
                .peek(LogCollectorIT::mustBeAnEntry)
                .filter(entry -> entry.at("/log/level").stringValue().equals(level))
                .map(entry -> entry.get("message").stringValue())
                .toList();
    }

    private static void mustBeAnEntry(JsonNode entry) {
        assertThat(Instant.parse(entry.get("@timestamp").stringValue())).isNotNull();
        assertThat(entry.at("/service/name").stringValue()).isEqualTo("conversation-cleanup");
        assertThat(entry.at("/ecs/version").stringValue()).isNotEmpty();
    }
}
