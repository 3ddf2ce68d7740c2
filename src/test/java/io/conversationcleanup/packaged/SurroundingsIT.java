package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program in locales that know ASCII alone, beside other file systems, and without its standard streams. */
class SurroundingsIT {

    /** A shell writes the name, since this process may not be able to. */
    private static final String NAME = "U=$(printf '\\347\\224\\250\\346\\210\\267'); ";

    private static final String ROWS = "user,peer,type\\n";

    @TempDir
    private Path directory;

    private Workplace workplace;

    @BeforeEach
    void workplace() {
        workplace = Workplace.of(directory, Rehearsal.rows(3), "simulator", "{calls-per-second: 150}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LANG=C", "LC_ALL=POSIX"})
    void anInboxIsWorkedOffWhateverItsNames(String locale) {
        shell("mkdir inbox; printf '" + ROWS + "a,b,1\\n' > inbox/a-$U.csv; printf '" + ROWS
                        + "c,d,1\\n' > inbox/b.csv; touch inbox/c-$U.xlsx")
                .mustEndWith(0);

        EndedProgram ended =
                program(locale).run("run", "job.yml", "--inbox", "inbox").mustEndWith(65);

        assertThat(ended.out()).contains("1 row: 1 deleted");
        String left =
                shell("cd inbox; ls -d *.csv done/* failed/* 2> /dev/null").out();
        assertThat(left.replaceAll("packaged-[0-9-]+", "RUN"))
                .isEqualTo("done/RUN.a-用户.csv\ndone/RUN.b.csv\nfailed/c-用户.xlsx\n");
        assertThat(ended.err()).doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "find $U",
                "run $U.yml",
                "run job.yml --input $U.csv",
                "run job.yml --output $U",
                "run job.yml --reason $U",
                "plan job.yml --input $U.csv",
                "status $U",
                "status --repository jdbc:h2:./$U",
                "resume $U",
                "rerun job --code $U",
                "forget $U",
                "stop $U",
                "rate $U 5",
                "report job --output $U",
                "verify $U",
                "explain $U",
                "simulate --log $U",
                "$U",
                "find --help $U"
            })
    void anArgumentThatCannotBeReadIsWrong(String words) {
        EndedProgram refused = started("LC_ALL=C exec \"$@\" " + words).mustEndWith(64);

        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .hasLineCount(2)
                .contains("has characters that cannot be read", "Set LC_ALL=C.UTF-8")
                .doesNotContain("jdbc:h2");
        assertThat(workplace.files()).containsExactly("job.yml", "rows.csv", "secret.txt");
    }

    @Test
    void theMessageNamesTheArgumentAndTheRemedy() {
        Golden.check(
                "errors/argument-not-readable.txt",
                started("LC_ALL=C exec \"$@\" find $U").mustEndWith(64).err());
        assertThat(started("LC_ALL=C.UTF-8 exec \"$@\" find $U").mustEndWith(0).out())
                .contains("用户");
        assertThat(started("LC_ALL=C.UTF-8 exec \"$@\" find \"$(printf 'x\\377')\"")
                        .mustEndWith(64)
                        .err())
                .contains("Write it in UTF-8");
    }

    @Test
    void aNameInTheJobFileThatTheLocaleCannotExpressIsToldInPlainWords() throws IOException {
        String job = Files.readString(directory.resolve("job.yml"));
        workplace.write("job.yml", job.replace("rows.csv", "用户.csv"));
        EndedProgram input = program("LC_ALL=C").run("run", "job.yml").mustEndWith(65);
        workplace.write("job.yml", job + "metrics: {file: 用户.prom}\n");
        EndedProgram metrics = program("LC_ALL=C").run("run", "job.yml").mustEndWith(78);
        workplace.write("job.yml", job.replace("rows.csv", "\"${NAME}\""));
        EndedProgram variable =
                started("export NAME=$U.csv LC_ALL=C; exec \"$@\" run job.yml").mustEndWith(78);

        Golden.check("errors/names-not-expressible.txt", input.err() + metrics.err() + variable.err());
    }

    @Test
    void aFileThatWildcardsFindMustHaveANameThatCanBeGivenAgain() {
        shell("mkdir in; mv rows.csv in/$U.csv").mustEndWith(0);

        EndedProgram refused =
                program("LC_ALL=C").run("run", "job.yml", "--input", "in/*.csv").mustEndWith(65);

        Golden.check("errors/input-found-not-readable.txt", refused.err());
        program("LC_ALL=C.UTF-8").run("run", "job.yml", "--input", "in/*.csv").mustEndWith(0);
    }

    @Test
    void aVariableThatCannotBeReadIsNamed() {
        EndedProgram refused = started("export CLEANUP_REPOSITORY_URL=jdbc:h2:./$U LC_ALL=C; exec \"$@\" status")
                .mustEndWith(78);

        Golden.check("errors/variable-not-readable.txt", refused.err());
    }

    @Test
    void aWorkingDirectoryThatCannotBeReadIsRefused() {
        EndedProgram refused =
                started("mkdir $U && cd $U && LC_ALL=C exec \"$@\" status").mustEndWith(78);

        Golden.check("errors/working-directory-not-readable.txt", refused.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=C.UTF-8"})
    void aRunWhosePlacesTheLocaleCannotExpressIsShown(String locale) {
        started("export LC_ALL=C.UTF-8; exec \"$@\" run job.yml --output $U").mustEndWith(0);

        assertThat(program(locale).run("status", "packaged").mustEndWith(0).out())
                .contains("3 deleted");
    }

    @Test
    void standardInputThatIsClosedIsNoInput() {
        EndedProgram refused = started("exec \"$@\" run job.yml --input - <&-").mustEndWith(65);

        Golden.check("errors/standard-input-closed.txt", refused.err());
        started("exec \"$@\" plan job.yml --input - <&-").mustEndWith(65);
        started("exec \"$@\" run job.yml --input - < rows.csv").mustEndWith(0);
    }

    @Test
    void standardInputThatCannotBeReadIsNoMatterOfRoom() {
        assertThat(started("exec \"$@\" run job.yml --input - < .")
                        .mustEndWith(65)
                        .err())
                .contains("standard input: cannot be read (Is a directory)");
    }

    @Test
    void noOtherFileTakesThePlaceOfAStreamThatIsClosed() {
        started("\"$@\" run job.yml <&- >&- 2>&-; true").mustEndWith(0);

        assertThat(workplace.program().run("status", "packaged").mustEndWith(0).out())
                .contains("3 deleted");
        started("exec \"$@\" status >&-").mustEndWith(74);
    }

    /** The inbox's {@code done} leads to a file system in memory, which is another one than that of the temporary files. */
    @Test
    void doneOnAnotherFileSystemGetsTheFile() throws IOException {
        Path memory = Files.createTempDirectory(Path.of("/dev/shm"), "inbox");
        try {
            assertThat(Files.getFileStore(memory)).isNotEqualTo(Files.getFileStore(directory));
            Path inbox = Files.createDirectory(directory.resolve("inbox"));
            Files.createSymbolicLink(inbox.resolve("done"), memory);
            Files.move(directory.resolve("rows.csv"), inbox.resolve("rows.csv"));

            workplace.program().run("run", "job.yml", "--inbox", "inbox").mustEndWith(0);

            assertThat(inbox.resolve("rows.csv")).doesNotExist();
            assertThat(shell("ls " + memory).out().replaceAll("packaged-[0-9-]+", "RUN"))
                    .isEqualTo("RUN.rows.csv\n");
            assertThat(inbox).isDirectoryNotContaining("glob:**/.*");
        } finally {
            shell("rm -r " + memory).mustEndWith(0);
        }
    }

    @Test
    void anInboxWhoseFailedIsNoDirectoryIsRefusedBeforeAnythingIsSent() throws IOException {
        Path inbox = Files.createDirectory(directory.resolve("inbox"));
        Files.move(directory.resolve("rows.csv"), inbox.resolve("rows.csv"));
        Files.writeString(inbox.resolve("failed"), "");

        EndedProgram refused =
                workplace.program().run("run", "job.yml", "--inbox", "inbox").mustEndWith(78);

        assertThat(refused.err()).contains("inbox/failed", "Nothing was sent");
        assertThat(workplace.files())
                .doesNotContain("cleanup-data/repository.mv.db")
                .contains("inbox/rows.csv");
    }

    private Program program(String locale) {
        return new Program(
                directory, List.of("env", locale), workplace.program().jvmOptions());
    }

    /** The program, started by this text of a shell, in which {@code $U} is a name of two Chinese characters. */
    private EndedProgram started(String text) {
        return workplace.program().startedBy(NAME + text).run();
    }

    private EndedProgram shell(String text) {
        try {
            return new RunningProgram(new ProcessBuilder("sh", "-c", NAME + text)
                            .directory(directory.toFile())
                            .start())
                    .awaitEnd();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
