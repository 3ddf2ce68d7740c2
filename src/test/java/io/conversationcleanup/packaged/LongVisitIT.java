package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that looks at the runs for long has an H2 file open, and locks nobody out. */
class LongVisitIT {

    private static final int ROWS = 50;

    @TempDir
    private Path directory;

    private Path key;
    private Path holder;

    @BeforeEach
    void makePipe() throws IOException, InterruptedException {
        key = directory.resolve("key");
        holder = directory.resolve("cleanup-data/repository.holder");
        assertThat(new ProcessBuilder("mkfifo", key.toString()).start().waitFor())
                .isZero();
    }

    /** Looks for a user, and waits in the middle of it for the key of pseudonyms. */
    private RunningProgram startLook(Rehearsal rehearsal) {
        RunningProgram look = rehearsal.program().start("find", "user-1", "--key-file", key.toString());
        look.awaitThat("it serves the repository", () -> servedBy(look));
        return look;
    }

    private boolean servedBy(RunningProgram look) {
        try {
            return Files.readString(holder).contains("pid=" + look.pid() + "\n");
        } catch (IOException e) {
            // Not yet.
            return false;
        }
    }

    private void endLook(RunningProgram look) throws IOException {
        Files.writeString(key, "0123456789abcdef");
        assertThat(look.awaitEnd().mustEndWith(0).out()).contains("user-1");
    }

    @Test
    void otherCommandsGoThroughItAndARunWaitsForIt() throws IOException {
        try (Rehearsal rehearsal = rehearsal()) {
            rehearsal.program().run("run", "job.yml", "--yes").mustEndWith(0);
            // It leaves the description of a process that is gone.
            startLook(rehearsal).close();
            try (RunningProgram look = startLook(rehearsal);
                    RunningProgram run = rehearsal.program().start("run", "job.yml", "--yes", "--fresh")) {
                assertThat(rehearsal.program().run("status").mustEndWith(0).out())
                        .contains("completed");
                rehearsal.program().run("forget", "packaged", "--yes").mustEndWith(0);
                String waits = "Waiting for process " + look.pid() + ", conversation-cleanup find, which has";
                run.awaitThat("it says for whom it waits", () -> run.errSoFar().contains(waits));
                assertThat(rehearsal.callsSoFar()).isEqualTo(ROWS);

                endLook(look);

                assertThat(run.awaitEnd().mustEndWith(0).err()).containsOnlyOnce("Waiting for");
            }
            assertThat(rehearsal.callsSoFar()).isEqualTo(2 * ROWS);
            assertThat(rehearsal.program().run("status").mustEndWith(0).out()).hasLineCount(2);
            assertThat(holder).doesNotExist();
        }
    }

    private Rehearsal rehearsal() {
        return Rehearsal.of(
                directory, Rehearsal.rows(ROWS), SimulatorSettings.DEFAULT, "{calls-per-second: unlimited}");
    }
}
