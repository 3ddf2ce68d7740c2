package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.report.Pseudonyms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left to show what was done, and that names nobody if it must not. */
class EvidenceIT {

    private static final int ROWS = 300;
    private static final String KEY = "a key that nobody else has";
    private static final List<String> REPORTS =
            List.of("failures.csv", "manifest.json", "report.html", "results.chain", "results.csv", "summary.json");

    @TempDir
    private Path directory;

    private Workplace workplace;

    @BeforeEach
    void writeJob() {
        workplace = Workplace.of(directory, List.of(), "simulator", "{calls-per-second: unlimited}");
        StringBuilder rows = new StringBuilder("user,peer,type,clear_ramble,name\n");
        IntStream.range(0, ROWS).forEach(i -> rows.append("anna-%d,berta-%d,1,0,Clara%n".formatted(i, i)));
        rows.append("anna-bad ,berta-bad,1,0,Clara\nanna-lost,berta-lost,dora,0,Clara\nanna-torn,berta-torn\n");
        workplace.write("rows.csv", rows.toString());
        workplace.write("job.yml", read("job.yml") + """
                simulator: {failures: ["10%:50001", "5%:502"]}
                retry: {max-attempts: 1}
                """);
        workplace.write("key.txt", KEY + "\n");
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void reportsAreVerifiedWithoutARepositoryAndAChangedLineIsFound() throws IOException {
        EndedProgram run =
                workplace.program().run("run", "job.yml", "--output", "out").mustEndWith(1);
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        for (String file : REPORTS) {
            Files.copy(directory.resolve("out").resolve(file), elsewhere.resolve(file));
        }
        String manifest = run.out()
                .lines()
                .filter(line -> line.startsWith("  Manifest: "))
                .map(line -> line.substring(12))
                .findFirst()
                .orElseThrow();
        Program program = Program.in(elsewhere);

        EndedProgram whole = program.run("verify", ".", "--input", "../rows.csv", "--manifest-sha256", manifest)
                .mustEndWith(0);
        assertThat(whole.out()).contains("  5 files and the " + (ROWS + 4) + " lines of results.csv are as they were");
        assertThat(new Workplace(elsewhere).files()).isEqualTo(REPORTS);

        List<String> lines = new ArrayList<>(Files.readAllLines(elsewhere.resolve("results.csv")));
        lines.set(4, lines.get(4).replace("anna-3", "anna-9"));
        lines.remove(100);
        Files.write(elsewhere.resolve("results.csv"), lines);

        assertThat(program.run("verify", ".").mustEndWith(1).out())
                .contains("  results.csv: line 5 was changed\n", "  results.csv: line 101 was removed\n");
        assertThat(program.run("verify", ".", "--input", "summary.json", "--manifest-sha256", "ab")
                        .mustEndWith(1)
                        .out())
                .contains(
                        "manifest.json: its SHA-256 is not the one given",
                        "summary.json: it is not the file that was read");
        Files.delete(elsewhere.resolve("manifest.json"));
        assertThat(program.run("verify", ".").mustEndWith(65).err())
                .isEqualTo("Cannot be verified: there is no manifest.json in .; name the directory with a run's"
                        + " reports.\n");
    }

    @Test
    void pseudonymsStandInForIdsInAllThatIsWritten() {
        EndedProgram run = workplace
                .program()
                .run("run", "job.yml", "--output", "out", "--pseudonymize", "--key-file", "key.txt", "--verbose")
                .mustEndWith(1);

        String all = run.out() + run.err();
        for (String file : REPORTS) {
            all += read("out/" + file);
        }
        assertThat(all).doesNotContain("anna", "berta", "dora", "Clara", KEY);
        Pseudonyms pseudonyms = new Pseudonyms(KEY.getBytes(StandardCharsets.UTF_8));
        assertThat(read("out/results.csv"))
                .contains("\n9,%s,%s,1,0,".formatted(pseudonyms.of("anna-7"), pseudonyms.of("berta-7")))
                .contains("," + pseudonyms.of("anna-lost") + "," + pseudonyms.of("berta-lost") + ",,,rejected,");
        assertThat(run.out()).contains("with pseudonyms in place of ids");
        assertThat(read("out/manifest.json")).contains("\"ids\" : \"pseudonyms\"");
        workplace.program().run("verify", "out").mustEndWith(0);
        for (String id : List.of("anna-7", "anna-lost", "anna-torn")) {
            assertThat(workplace
                            .program()
                            .run("find", pseudonyms.of(id), "--key-file", "key.txt")
                            .mustEndWith(0)
                            .out())
                    .contains(": 1 row in 1 run\n", id);
        }
        assertThat(workplace
                        .program()
                        .run("find", pseudonyms.of("anna-7"))
                        .mustEndWith(0)
                        .out())
                .contains("stands in no row of the 1 run");
        String again = workplace
                .program()
                .run("report", "packaged", "--output", "again", "--pseudonymize", "--key-file", "key.txt")
                .mustEndWith(0)
                .out();
        assertThat(again).doesNotContain("anna");
        assertThat(read("again/results.csv")).isEqualTo(read("out/results.csv"));
    }

    @Test
    void failuresWithPseudonymsAreNoInput() {
        workplace
                .program()
                .run("run", "job.yml", "--output", "out", "--pseudonymize", "--key-file", "key.txt")
                .mustEndWith(1);

        EndedProgram again = workplace
                .program()
                .run("run", "job.yml", "--input", "out/failures.csv")
                .mustEndWith(65);

        assertThat(again.err()).contains("written with --pseudonymize", "rerun command");
    }

    @Test
    void withoutAKeyNothingIsSent() {
        assertThat(workplace
                        .program()
                        .run("run", "job.yml", "--pseudonymize")
                        .mustEndWith(78)
                        .err())
                .isEqualTo("--pseudonymize needs a key: set CLEANUP_PSEUDONYM_KEY, or give --key-file FILE.\n");
        workplace.write("key.txt", "short\n");
        assertThat(workplace
                        .program()
                        .run("run", "job.yml", "--pseudonymize", "--key-file", "key.txt")
                        .mustEndWith(78)
                        .err())
                .isEqualTo("The key in key.txt is too short: the key has 5 bytes, and needs 16.\n");
        assertThat(workplace
                        .program()
                        .run("run", "job.yml", "--key-file", "key.txt")
                        .mustEndWith(64)
                        .err())
                .isEqualTo("--key-file is for --pseudonymize; give both.\n");
        assertThat(workplace.files()).containsExactly("job.yml", "key.txt", "rows.csv", "secret.txt");
    }
}
