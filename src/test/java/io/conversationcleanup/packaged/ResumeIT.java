package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Unfinished runs that are resumed from the ledger, without the file or the command that began them. */
class ResumeIT {

    private static final int ROWS = 400;
    private static final String[] RUN = {"run", "job.yml", "--yes", "--output", "out"};

    @TempDir
    private Path directory;

    private Rehearsal rehearsal() {
        return Rehearsal.of(directory, Rehearsal.rows(ROWS), SimulatorSettings.DEFAULT, "{calls-per-second: 200}");
    }

    private static String stoppedHalfway(Rehearsal rehearsal) {
        try (RunningProgram run = rehearsal.program().start(RUN)) {
            run.awaitThat("100 calls", () -> rehearsal.callsSoFar() >= 100);
            run.terminate();
            run.awaitEnd().mustEndWith(143);
        }
        return new JsonMapper()
                .readTree(rehearsal.reports().text("summary.json"))
                .get("run")
                .stringValue();
    }

    @Test
    void theRowsLeftAreSentThoughTheFileIsGone() throws IOException {
        try (Rehearsal rehearsal = rehearsal()) {
            String run = stoppedHalfway(rehearsal);
            Files.delete(directory.resolve("rows.csv"));

            EndedProgram asked = rehearsal.program().run("resume", run).mustEndWith(6);
            Golden.check(
                    "resume/nobody-to-ask.txt",
                    Golden.masked(asked.messages(), directory).replaceAll("\\d+ conv", "<N> conv"));
            rehearsal.program().run("resume", run, "--yes", "--max-rows", "10").mustEndWith(6);
            rehearsal.program().run("resume", run, "--yes").mustEndWith(0);

            rehearsal.mustHaveCalledEachOnce();
            assertThat(rehearsal.reports().status()).isEqualTo("COMPLETED");
            assertThat(rehearsal.reports().count("rows.deleted")).isEqualTo(ROWS);
            EndedProgram again = rehearsal.program().run("resume", run, "--yes").mustEndWith(0);
            Golden.check("resume/nothing-left.txt", Golden.masked(again.out(), directory));
        }
    }

    @Test
    void aRunThatHadNotReadItsWholeInputSaysWhichFileItNeeds() throws IOException {
        int rows = 60_000;
        try (Rehearsal rehearsal =
                Rehearsal.of(directory, Rehearsal.rows(rows), SimulatorSettings.DEFAULT, "{calls-per-second: 200}")) {
            rehearsal.program().withLargestFile(3_000_000).run(RUN).mustEndWith(70);
            Path input = directory.resolve("rows.csv");
            Path kept = Files.move(input, directory.resolve("kept.csv"));

            EndedProgram gone =
                    rehearsal.program().run("resume", "packaged", "--yes").mustEndWith(65);
            Golden.check("resume/file-is-gone.txt", Golden.masked(gone.messages(), directory.toRealPath()));
            Files.writeString(
                    input, Files.readString(kept).lines().limit(100).collect(Collectors.joining("\n", "", "\n")));
            EndedProgram changed =
                    rehearsal.program().run("resume", "packaged", "--yes").mustEndWith(65);
            Golden.check("resume/file-has-changed.txt", Golden.masked(changed.messages(), directory.toRealPath()));

            assertThat(rehearsal.callsSoFar()).isZero();
            EndedProgram staged = rehearsal
                    .program()
                    .run("run", directory.resolve("job.yml").toString(), "--input", "kept.csv", "--max-rows", "0")
                    .mustEndWith(6);
            assertThat(staged.resumes()).isTrue();
            assertThat(staged.err()).contains("60,000 rows");
        }
    }

    /** The run command would take the fresh one for the run that is meant. */
    @Test
    void aRunIsResumedThoughAFreshOneOfTheSameFileCameAfterIt() {
        try (Rehearsal rehearsal = rehearsal()) {
            String run = stoppedHalfway(rehearsal);
            long before = rehearsal.callsSoFar();
            rehearsal
                    .program()
                    .run("run", "job.yml", "--yes", "--fresh", "--output", "fresh")
                    .mustEndWith(0);
            assertThat(rehearsal.callsSoFar()).isEqualTo(before + ROWS);

            rehearsal.program().run("resume", run, "--yes").mustEndWith(0);

            assertThat(rehearsal.callsSoFar()).isEqualTo(2 * ROWS);
            assertThat(rehearsal.timesCalled().values()).containsOnly(2L);
            assertThat(rehearsal.reports().count("rows.deleted")).isEqualTo(ROWS);
        }
    }
}
