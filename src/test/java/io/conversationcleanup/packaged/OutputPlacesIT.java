package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** No output replaces an input, a job file or a key, whatever path leads to it, nor reports of other runs unasked. */
class OutputPlacesIT {

    private static final int ROWS = 30;

    @TempDir
    private Path directory;

    private Rehearsal rehearsal() {
        return Rehearsal.of(directory, Rehearsal.rows(ROWS), SimulatorSettings.DEFAULT, "{calls-per-second: 200}");
    }

    private static String[] words(String line) {
        return line.split(" ", -1);
    }

    /** The trial of the issue: the second command found a bare header and ended with 0. */
    @Test
    void aRunOverTheFailuresOfAnotherIsNotSentToTheSameDirectory() throws IOException {
        try (Rehearsal rehearsal = rehearsal()) {
            Path input = directory.resolve("reports/failures.csv");
            Files.createDirectories(input.getParent());
            Files.copy(directory.resolve("rows.csv"), input);

            for (int i = 0; i < 2; i++) {
                EndedProgram refused = rehearsal
                        .program()
                        .run(words("run job.yml --input reports/failures.csv --output reports --yes --overwrite"))
                        .mustEndWith(64);
                Golden.check("errors/input-would-be-replaced.txt", Golden.masked(refused.messages(), directory));
            }

            assertThat(rehearsal.callsSoFar()).isZero();
            assertThat(input).hasSameTextualContentAs(directory.resolve("rows.csv"));
            rehearsal
                    .program()
                    .run(words("run job.yml --input reports/failures.csv --output elsewhere --yes"))
                    .mustEndWith(0);
            rehearsal.mustHaveCalledEachOnce();
        }
    }

    /** Each as a shell command before the run, its options, its exit code. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mkdir out; ln -s ../rows.csv out/results.csv              | --output out                              | 78
            mkdir out; ln rows.csv out/report.html                    | --output out                              | 78
            mkdir real; cp rows.csv real/summary.json; ln -s real out | --input real/summary.json --output out    | 64
            mkdir -p out/a; cp rows.csv out/failures.csv              | --input out/failures.csv --output out/a/..| 64
            mkdir out; cp rows.csv out/manifest.json                  | --input /dev/stdin --output out           | 64
            mkdir out; cp rows.csv out/manifest.json                  | --input - --output out                    | 64
            mkdir out; ln job.yml out/results.csv                     | --output out                              | 64
            mkdir out; ln -s ../secret.txt out/results.chain          | --output out                              | 78
            mkdir out; cp rows.csv out/results.csv.1.tmp              | --input out/results.csv.1.tmp --output out| 64
            true                                                      | --input out/failures.csv --output out     | 64
            true                                                      | --metrics-file rows.csv                   | 78
            true                                                      | --metrics-file ./secret.txt               | 78
            true                                                      | --metrics-file job.yml                    | 64
            cp rows.csv in.csv; ln in.csv m.prom                      | --input in.csv --metrics-file m.prom      | 64
            true                                                      | --output m --metrics-file m/summary.json  | 64
            true                                                      | --metrics-file cleanup-data/repository.mv.db | 64
            echo 'metrics: {file: rows.csv}' >> job.yml               | --output out                              | 78
            echo 'metrics: {file: x.csv}' >> job.yml; cp rows.csv x.csv | --input x.csv                           | 78
            mkdir cleanup-data; ln rows.csv cleanup-data/repository.made | --output out                           | 78
            mkdir cleanup-data; ln -s ../rows.csv cleanup-data/repository.made | --output out                     | 78
            cp rows.csv data.mv.db                                    | --input data.mv.db --repository jdbc:h2:file:./data | 78
            mkdir -p cleanup-data/input; cp rows.csv cleanup-data/input/stdin-1.csv | --input cleanup-data/input/stdin-1.csv | 64
            mkdir in; mv rows.csv in/a.csv; touch -d 2020-01-01 in/a.csv | --inbox in --metrics-file in/b.csv      | 64
            """)
    void nothingThatIsNeededIsReplaced(String before, String options, int code) throws Exception {
        try (Rehearsal rehearsal = rehearsal()) {
            prepare(before);
            Map<String, String> files = contents();

            String command = "run job.yml --yes --overwrite " + options;
            EndedProgram refused = before.contains("manifest.json")
                    ? fromStandardInput(command)
                    : rehearsal.program().run(words(command));

            refused.mustEndWith(code);
            assertThat(refused.err())
                    .contains("Outputs would replace files that are needed")
                    .contains("Nothing was sent");
            assertThat(rehearsal.callsSoFar()).isZero();
            assertThat(contents()).isEqualTo(files);
        }
    }

    private void prepare(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-ec", script)
                .directory(directory.toFile())
                .inheritIO()
                .start();
        assertThat(shell.waitFor()).isZero();
    }

    /** As a shell redirects it. */
    private EndedProgram fromStandardInput(String command) {
        return Program.in(directory)
                .startedBy("exec \"$@\" < out/manifest.json")
                .run(words(command));
    }

    /** What is in each file, but for those of the repository. */
    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = directory.relativize(file).toString();
                if (!name.startsWith("cleanup-data/repository")) {
                    contents.put(name, Files.readString(file));
                }
            }
        }
        return contents;
    }

    @Test
    void reportsOfAnotherRunAreReplacedOnlyIfAsked() throws IOException {
        try (Rehearsal rehearsal = rehearsal()) {
            Program program = rehearsal.program();
            program.run(words("run job.yml --yes --output out")).mustEndWith(0);
            String first = run(rehearsal);
            Map<String, String> reports = contents();

            EndedProgram refused =
                    program.run(words("run job.yml --yes --fresh --output out")).mustEndWith(64);

            Golden.check("errors/reports-of-another-run.txt", Golden.masked(refused.messages(), directory));
            assertThat(contents()).isEqualTo(reports);
            assertThat(rehearsal.callsSoFar()).isEqualTo(ROWS);
            // Its own, again.
            program.run(words("run job.yml --yes --output out")).mustEndWith(0);
            program.run("report", first).mustEndWith(0);

            program.run(words("run job.yml --yes --fresh --output out --overwrite"))
                    .mustEndWith(0);

            assertThat(run(rehearsal)).isNotEqualTo(first);
            assertThat(rehearsal.callsSoFar()).isEqualTo(2 * ROWS);
            program.run("report", first).mustEndWith(64);
            program.run("report", first, "--overwrite").mustEndWith(0);
            assertThat(run(rehearsal)).isEqualTo(first);
        }
    }

    @Test
    void aRunThatWasStoppedReplacesItsOwnReportsWithoutAsking() {
        try (Rehearsal rehearsal =
                Rehearsal.of(directory, Rehearsal.rows(400), SimulatorSettings.DEFAULT, "{calls-per-second: 200}")) {
            String[] command = words("run job.yml --yes --output out");
            try (RunningProgram run = rehearsal.program().start(command)) {
                run.awaitThat("100 calls", () -> rehearsal.callsSoFar() >= 100);
                run.terminate();
                run.awaitEnd().mustEndWith(143);
            }
            assertThat(rehearsal.reports().status()).isEqualTo("STOPPED");

            rehearsal.program().run("report", run(rehearsal)).mustEndWith(0);
            rehearsal.program().run(command).mustEndWith(0);

            assertThat(rehearsal.reports().status()).isEqualTo("COMPLETED");
            rehearsal.mustHaveCalledEachOnce();
        }
    }

    /** It was not asked about the files of the other run again, since it was told to replace them. */
    @Test
    void aKilledRunThatMayOverwriteIsResumedWithThatLeave() throws IOException {
        try (Rehearsal rehearsal =
                Rehearsal.of(directory, Rehearsal.rows(400), SimulatorSettings.DEFAULT, "{calls-per-second: 200}")) {
            Path old = directory.resolve("out/results.csv");
            Files.createDirectories(old.getParent());
            Files.writeString(old, "old");
            try (RunningProgram run = rehearsal.program().start(words("run job.yml --yes --output out --overwrite"))) {
                run.awaitThat("100 calls", () -> rehearsal.callsSoFar() >= 100);
                run.kill();
            }

            rehearsal.program().run("resume", "packaged", "--yes").mustEndWith(0);

            assertThat(rehearsal.reports().count("rows.deleted")).isEqualTo(400);
        }
    }

    /** A report is moved into place: it takes the place of a link, and what the link leads to stays as it is. */
    @Test
    void anOutputThatBecomesALinkDuringTheRunReplacesTheLinkAlone() throws IOException {
        try (Rehearsal rehearsal =
                Rehearsal.of(directory, Rehearsal.rows(400), SimulatorSettings.DEFAULT, "{calls-per-second: 200}")) {
            String rows = Files.readString(directory.resolve("rows.csv"));
            Path link = directory.resolve("out/results.csv");
            try (RunningProgram run = rehearsal.program().start(words("run job.yml --yes --output out"))) {
                run.awaitThat("100 calls", () -> rehearsal.callsSoFar() >= 100);
                Files.createDirectories(link.getParent());
                Files.createSymbolicLink(link, Path.of("../rows.csv"));
                run.awaitEnd().mustEndWith(0);
            }

            assertThat(directory.resolve("rows.csv")).hasContent(rows);
            assertThat(Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)).isTrue();
        }
    }

    /** Two jobs at once in one directory: the second to end leaves the first one's reports alone. */
    @Test
    void reportsThatAppearedDuringTheRunAreNotReplaced() throws IOException {
        try (Rehearsal rehearsal =
                Rehearsal.of(directory, Rehearsal.rows(400), SimulatorSettings.DEFAULT, "{calls-per-second: 200}")) {
            Path other = directory.resolve("out/summary.json");
            try (RunningProgram run = rehearsal.program().start(words("run job.yml --yes --output out"))) {
                run.awaitThat("100 calls", () -> rehearsal.callsSoFar() >= 100);
                Files.createDirectories(other.getParent());
                Files.writeString(other, "{\"run\": \"another\"}");
                EndedProgram refused = run.awaitEnd().mustEndWith(74);
                assertThat(refused.err()).contains("not this run's: summary.json");
            }

            assertThat(other).hasContent("{\"run\": \"another\"}");
            rehearsal.program().run(words("run job.yml --yes --output own")).mustEndWith(0);
            assertThat(new WrittenReports(directory.resolve("own")).count("rows.deleted"))
                    .isEqualTo(400);
            rehearsal.mustHaveCalledEachOnce();
        }
    }

    /** Files of an inbox have reports of their own, so one does not replace the other's. */
    @Test
    void filesOfAnInboxDoNotShareAnOutput() throws IOException {
        try (Rehearsal rehearsal = rehearsal()) {
            Path inbox = Files.createDirectory(directory.resolve("in"));
            Files.move(directory.resolve("rows.csv"), inbox.resolve("a.csv"));
            Files.setLastModifiedTime(
                    inbox.resolve("a.csv"), FileTime.from(Instant.now().minus(Duration.ofHours(1))));

            rehearsal
                    .program()
                    .run(words("run job.yml --yes --inbox in --output in"))
                    .mustEndWith(64);
            assertThat(rehearsal.callsSoFar()).isZero();
            rehearsal.program().run(words("run job.yml --yes --inbox in")).mustEndWith(0);
        }
    }

    /** Two repositories may give the same name in the same second, and a forgotten run leaves its reports. */
    @Test
    void aNewRunDoesNotUseADirectoryThatIsThere() throws IOException {
        try (Rehearsal rehearsal = rehearsal()) {
            Path runs = directory.resolve("cleanup-data/runs");
            DateTimeFormatter second =
                    DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
            Instant now = Instant.now();
            for (int i = 0; i < 600; i++) {
                Path taken = Files.createDirectories(runs.resolve("packaged-" + second.format(now.plusSeconds(i))));
                Files.writeString(taken.resolve("results.csv"), "another's");
            }

            EndedProgram ended =
                    rehearsal.program().run(words("run job.yml --yes")).mustEndWith(0);

            assertThat(ended.out()).containsPattern("packaged-\\d{8}-\\d{6}-2");
            try (Stream<Path> all = Files.walk(runs)) {
                assertThat(all.filter(file -> file.endsWith("results.csv"))
                                .filter(file -> !file.getParent().toString().endsWith("-2")))
                        .hasSize(600)
                        .allSatisfy(file -> assertThat(file).hasContent("another's"));
            }
        }
    }

    private static String run(Rehearsal rehearsal) {
        return new JsonMapper()
                .readTree(rehearsal.reports().text("summary.json"))
                .get("run")
                .stringValue();
    }
}
