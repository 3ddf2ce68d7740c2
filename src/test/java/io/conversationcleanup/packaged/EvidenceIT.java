package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.runs.Pseudonyms;
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
        Golden.check("verify/as-written.txt", Golden.masked(whole.out(), directory));
        assertThat(new Workplace(elsewhere).files()).isEqualTo(REPORTS);

        List<String> lines = new ArrayList<>(Files.readAllLines(elsewhere.resolve("results.csv")));
        lines.set(4, lines.get(4).replace("anna-3", "anna-9"));
        lines.remove(100);
        Files.write(elsewhere.resolve("results.csv"), lines);

        assertThat(program.run("verify", ".").mustEndWith(1).out()).contains("line 5 ", "line 101 ");
        assertThat(program.run("verify", ".", "--input", "summary.json", "--manifest-sha256", "ab")
                        .mustEndWith(1)
                        .out())
                .contains("manifest.json: ", "summary.json: ");
        Files.delete(elsewhere.resolve("manifest.json"));
        Golden.check(
                "verify/not-possible.txt",
                program.run("verify", ".").mustEndWith(65).err());
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
        assertThat(run.out()).contains("pseudonyms");
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
                .doesNotContain("anna-7", "line ");
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

        assertThat(again.err()).contains("--pseudonymize");
    }

    @Test
    void withoutAKeyNothingIsSent() {
        String err = workplace
                .program()
                .run("run", "job.yml", "--pseudonymize")
                .mustEndWith(78)
                .err();
        Golden.check("errors/pseudonymize-without-a-key.txt", err);
        workplace.write("key.txt", "short\n");
        err = workplace
                .program()
                .run("run", "job.yml", "--pseudonymize", "--key-file", "key.txt")
                .mustEndWith(78)
                .err();
        Golden.check("errors/pseudonymize-key-too-short.txt", err);
        err = workplace
                .program()
                .run("run", "job.yml", "--key-file", "key.txt")
                .mustEndWith(64)
                .err();
        Golden.check("errors/key-file-without-pseudonymize.txt", err);
        assertThat(workplace.files()).containsExactly("job.yml", "key.txt", "rows.csv", "secret.txt");
    }
}
