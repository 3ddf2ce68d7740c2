package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A repository whose file is not as it was left: what was done must not be done again because of it. */
class DamagedRepositoryIT {

    private static final List<Asked> ROWS = Asked.rows(10);

    private Program program;

    @BeforeEach
    void runOnce(@TempDir Path directory) {
        program = Program.in(directory, Program.PROVIDER);
        program.input(ROWS);
        assertThat(program.run().exitCode()).isZero();
    }

    @AfterEach
    void uninstall() {
        program.close();
    }

    private enum Damage {
        EMPTIED("errors/repository-emptied.txt") {
            @Override
            byte[] to(byte[] file) {
                return new byte[0];
            }
        },
        CUT_IN_ITS_HEADER("errors/repository-cut-in-its-header.txt") {
            @Override
            byte[] to(byte[] file) {
                return Arrays.copyOf(file, 4_096);
            }
        },
        CUT_AFTER_ITS_HEADER("errors/repository-cut-after-its-header.txt") {
            @Override
            byte[] to(byte[] file) {
                return Arrays.copyOf(file, 8_192);
            }
        },
        ANOTHER_FILE("errors/repository-replaced.txt") {
            @Override
            byte[] to(byte[] file) {
                return "user,peer\n".repeat(2_000).getBytes(StandardCharsets.UTF_8);
            }
        };

        private final String golden;

        Damage(String golden) {
            this.golden = golden;
        }

        abstract byte[] to(byte[] file);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsSent(Damage damage) throws IOException {
        Path file = program.data().resolve("repository.mv.db");
        Files.write(file, damage.to(Files.readAllBytes(file)));

        CommandRun run = program.run();

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.err()).contains(file.toString());
        Golden.check(damage.golden, Golden.masked(run.err(), program.directory()));
        assertThat(program.provider().stats().deletedAgain()).isZero();
    }

    @Test
    void anOlderCopyIsNotTakenForTheRepository(@TempDir Path elsewhere) throws IOException {
        Path file = program.data().resolve("repository.mv.db");
        Path copy = Files.copy(file, elsewhere.resolve("copy"));
        program.input(Asked.rows(600));
        program.set("limits", "{calls-per-second: 200}");
        assertThat(program.run("--overwrite").exitCode()).isZero();
        long calls = program.provider().stats().calls();
        Files.copy(copy, file, StandardCopyOption.REPLACE_EXISTING);

        CommandRun run = program.run();

        assertThat(run.exitCode()).isEqualTo(78);
        Golden.check("errors/repository-older-copy.txt", Golden.masked(run.err(), program.directory()));
        assertThat(program.provider().stats().calls()).isEqualTo(calls);
    }

    @Test
    void nothingIsSentIfALossCouldNotBeNoticedLater() throws IOException {
        Path mark = program.data().resolve("repository.made");
        Files.delete(mark);
        Files.createDirectory(mark);
        long calls = program.calls();

        CommandRun run = program.run("--fresh", "--overwrite");

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.err())
                .contains("The file that shows whether the repository is complete cannot be written: " + mark + ": ")
                .contains("Nothing was sent.");
        assertThat(program.calls()).isEqualTo(calls);
        assertNothingIsLeftOpen();
        Files.delete(mark);
        assertThat(program.run("--fresh", "--overwrite").exitCode()).isZero();
    }

    private void assertNothingIsLeftOpen() throws IOException {
        assertThat(program.data().resolve("repository.holder")).doesNotExist();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("repository"));
        // Within this process too, the database would still have it locked.
        try (FileChannel file = FileChannel.open(program.data().resolve("repository.mv.db"), StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            assertThat(lock.isValid()).isTrue();
        }
    }

    @Test
    void aFileThatWasRemovedIsMadeAnewWithAWarning() throws IOException {
        Files.delete(program.data().resolve("repository.mv.db"));

        CommandRun run = program.run("--overwrite");

        assertThat(run.exitCode()).isZero();
        assertThat(run.log()).anyMatch(line -> line.startsWith("WARN") && line.contains("is gone: a new one is made"));
    }

    @Test
    void anEmptyFileIsARepositoryToBeWhereNoneWasMade() throws IOException {
        Files.write(program.data().resolve("repository.mv.db"), new byte[0]);
        Files.delete(program.data().resolve("repository.made"));

        assertThat(program.run("--overwrite").exitCode()).isZero();
    }
}
