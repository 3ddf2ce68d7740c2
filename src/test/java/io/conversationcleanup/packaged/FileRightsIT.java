package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who can read what the program leaves, and where it can be. */
class FileRightsIT {

    @TempDir
    private Path directory;

    @Test
    void whatHoldsIdsIsItsOwnersAloneUnderALaxUmask() throws IOException {
        Program lax = shell("umask 0; exec \"$@\" < rows.csv");

        lax.run("run", "job.yml", "--input", "-").mustEndWith(0);
        assertOwnersAlone("repository.mv.db", "repository.made", "runs", "input");
        lax.run("report", "packaged").mustEndWith(0);
        lax.run("forget", "--older-than", "0m", "--yes").mustEndWith(0);
        assertOwnersAlone("repository.mv.db");
    }

    @Test
    void aDirectoryOfTheUsersChoiceIsLeftToTheUmask() throws IOException {
        shell("umask 022; exec \"$@\"")
                .run("run", "job.yml", "--output", "out/here")
                .mustEndWith(0);

        assertThat(rights(directory.resolve("out")))
                .containsOnlyKeys(
                        "",
                        "here",
                        "here/results.csv",
                        "here/results.chain",
                        "here/failures.csv",
                        "here/summary.json",
                        "here/report.html",
                        "here/manifest.json");
        assertThat(rights(directory.resolve("out")).values()).containsOnly("rwxr-xr-x", "rw-r--r--");
    }

    @Test
    void theCollectorCanReadTheMetricsUnderAStrictUmask() throws IOException {
        shell("umask 077; exec \"$@\"")
                .run("run", "job.yml", "--metrics-file", "cleanup.prom")
                .mustEndWith(0);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("cleanup.prom"))))
                .isEqualTo("rw-r--r--");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b", "a\\b"})
    void aWorkingDirectoryThatTheDatabaseDoesNotSupportIsNamed(String name) throws IOException {
        Path place = Files.createDirectory(directory.resolve(name));
        Workplace workplace = Workplace.of(place, Rehearsal.rows(3), "simulator", "{calls-per-second: 150}");

        EndedProgram refused = workplace.program().run("run", "job.yml").mustEndWith(78);

        Golden.check(
                "errors/working-directory-not-supported.txt", Golden.masked(refused.messages(), place.toRealPath()));
        assertThat(workplace.files()).containsExactly("job.yml", "rows.csv", "secret.txt");
        assertThat(directory).isDirectoryNotContaining("glob:**/a");
        workplace
                .program()
                .run("run", "job.yml", "--repository", "jdbc:h2:file:" + directory + "/runs")
                .mustEndWith(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "a:b", "a%20b", "a#b?c", "a'b"})
    void aWorkingDirectoryMayHaveAnyOtherName(String name) throws IOException {
        Path place = Files.createDirectory(directory.resolve(name));
        Workplace workplace = Workplace.of(place, Rehearsal.rows(3), "simulator", "{calls-per-second: 150}");

        workplace.program().run("run", "job.yml").mustEndWith(0);

        assertThat(workplace.files()).contains("cleanup-data/repository.mv.db");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "status --json", "explain 60008", "run job.yml"})
    void outputThatIsLostIsNotSuccess(String arguments) {
        EndedProgram ended =
                shell("exec \"$@\" > /dev/full").run(arguments.split(" ")).mustEndWith(74);

        Golden.check("errors/output-lost-by-the-jar.txt", ended.err().lines().reduce("", (first, last) -> last));
    }

    /** The program, started by this text of a shell. */
    private Program shell(String text) {
        Workplace workplace = Workplace.of(directory, Rehearsal.rows(20), "simulator", "{calls-per-second: 150}");
        return workplace.program().startedBy(text);
    }

    private void assertOwnersAlone(String... among) throws IOException {
        Map<String, String> rights = rights(directory.resolve("cleanup-data"));
        assertThat(rights).containsKeys(among);
        assertThat(rights)
                .allSatisfy((path, right) -> assertThat(right).as(path).isIn("rwx------", "rw-------"));
    }

    private static Map<String, String> rights(Path root) throws IOException {
        Map<String, String> rights = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.toList()) {
                rights.put(
                        root.relativize(path).toString(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            }
        }
        return rights;
    }
}
