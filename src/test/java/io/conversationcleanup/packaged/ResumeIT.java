package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
