package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;

/** The main job, done by the jar. */
class RunJobIT {

    private static final int ROWS = 2_000;
    private static final int MANY_ROWS = 100_000;

    /** What users rely on, and after it what they are not promised. */
    private static final Map<String, JsonNodeType> SUMMARY_SHAPE = shape();

    @TempDir
    private Path directory;

    @Test
    void everyRowIsCalledOnceAndAllIsWrittenWhereItBelongs() throws IOException {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        Path work = Files.createDirectories(directory.resolve("work"));
        try (Rehearsal rehearsal =
                Rehearsal.of(work, Rehearsal.rows(ROWS), SimulatorSettings.DEFAULT, "{calls-per-second: 1000}")) {
            EndedProgram ended = rehearsal
                    .program()
                    .withJvmOptions("-Djava.io.tmpdir=" + elsewhere, "-Duser.home=" + elsewhere)
                    .run("run", "job.yml", "--yes", "--output", "out")
                    .mustEndWith(0);

            rehearsal.mustHaveCalledEachOnce();
            assertSummary(rehearsal.reports());
            assertThat(rehearsal.reports().results())
                    .isEqualTo(
                            IntStream.range(0, ROWS).mapToObj(RunJobIT::deleted).toList());
            assertStreams(ended);
            assertThat(new Workplace(elsewhere).files()).isEmpty();
            assertThat(rehearsal.workplace().files())
                    .containsExactly(
                            "cleanup-data/repository.made",
                            "cleanup-data/repository.mv.db",
                            "job.yml",
                            "out/failures.csv",
                            "out/manifest.json",
                            "out/report.html",
                            "out/results.chain",
                            "out/results.csv",
                            "out/summary.json",
                            "rows.csv",
                            "secret.txt");
        }
    }

    @Test
    void aHundredThousandRowsGoThroughALittleHeap() throws IOException {
        Workplace workplace =
                Workplace.of(directory, Rehearsal.rows(MANY_ROWS), "simulator", "{calls-per-second: unlimited}");

        EndedProgram ended = workplace
                .program()
                .withHeap("256m")
                .run("run", "job.yml", "--output", "out")
                .mustEndWith(0);

        assertThat(ended.out()).contains("100,000 calls in ").containsPattern("; [\\d,.]+ rows/s; no limit");
        assertThat(workplace.reports().count("rows.deleted")).isEqualTo(MANY_ROWS);
        assertThat(workplace.reports().count("calls.total")).isEqualTo(MANY_ROWS);
        try (Stream<String> lines = Files.lines(directory.resolve("out/results.csv"))) {
            assertThat(lines.filter(line -> line.contains(",deleted,"))).hasSize(MANY_ROWS);
        }
    }

    @Test
    void theDemoEndsWithItsCountsAndAgainHasNothingToDo() throws IOException {
        copy("jobs/demo.yml");
        copy("sample-data/conversations.csv");

        EndedProgram ended = Program.in(directory).run("run", "jobs/demo.yml").mustEndWith(0);

        Golden.check(
                "run/demo.txt",
                Golden.masked(ended.out(), directory)
                        .replaceFirst("1,0\\d\\d calls", "<CALLS> calls")
                        .replaceFirst("\\d+ retr(y|ies), \\d+ throttled", "<RETRIES> retries, <THROTTLED> throttled"));
        Matcher named = Pattern.compile("demo-\\d{8}-\\d{6}").matcher(ended.out());
        assertThat(named.find()).isTrue();
        String run = named.group();
        Path reports = directory.resolve("cleanup-data/runs/" + run);
        assertThat(reports.resolve("report.html")).isRegularFile();
        assertThat(new WrittenReports(reports).balancedRows()).isEqualTo(1_000);
        String summary = Files.readString(reports.resolve("summary.json"));

        EndedProgram again = Program.in(directory).run("run", "jobs/demo.yml").mustEndWith(0);

        assertThat(again.out()).contains(run);
        Golden.check("run/nothing-left-for-the-same-content.txt", Golden.masked(again.out(), directory));
        assertThat(directory.resolve("cleanup-data/runs")).isDirectoryContaining(reports::equals);
        assertThat(Files.readString(reports.resolve("summary.json"))).isEqualTo(summary);
    }

    @Test
    void withoutConsentNothingIsSent() {
        try (Rehearsal rehearsal =
                Rehearsal.of(directory, Rehearsal.rows(3), SimulatorSettings.DEFAULT, "{calls-per-second: 100}")) {
            EndedProgram ended = rehearsal.program().run("run", "job.yml").mustEndWith(6);

            assertThat(ended.out()).isEmpty();
            Golden.check("run/not-confirmed-by-the-jar.txt", ended.err());
            assertThat(rehearsal.callsSoFar()).isZero();
        }
    }

    /** The summary and nothing else on standard output; warnings and progress and nothing else on standard error. */
    private void assertStreams(EndedProgram ended) {
        Golden.check("run/completed-by-the-jar.txt", Golden.masked(ended.out(), directory));
        Golden.check("run/warning-by-the-jar.txt", ended.messages());
        assertThat(ended.err().lines().skip(1)).allMatch(line -> line.matches("(Staging|Deleting|Writing) .*"));
    }

    private static WrittenReports.Result deleted(int index) {
        Row row = Row.number(index);
        return new WrittenReports.Result(index + 2, row.user(), row.peer(), "deleted");
    }

    private void copy(String file) throws IOException {
        Path target = directory.resolve(file);
        Files.createDirectories(target.getParent());
        Files.copy(Program.project(file), target);
    }

    private static void assertSummary(WrittenReports reports) {
        JsonNode summary = reports.summary();
        assertThat(typesOf(summary)).containsExactlyEntriesOf(SUMMARY_SHAPE);
        assertThat(reports.balancedRows()).isEqualTo(ROWS);
        assertThat(reports.status()).isEqualTo("COMPLETED");
        assertThat(reports.count("rows.deleted")).isEqualTo(ROWS);
        assertThat(reports.count("calls.total")).isEqualTo(ROWS);
        assertThat(reports.count("calls.retries")).isZero();
        assertThat(reports.count("calls.inDoubt")).isZero();
        assertThat(reports.count("rate.limitPerSecond")).isEqualTo(1_000);
        assertThat(reports.count("rate.maxInAnySecond")).isBetween(1L, 1_000L);
        assertThat(summary.get("input").get("file").stringValue()).isEqualTo("rows.csv");
        assertThat(summary.get("input").get("sha256").stringValue()).matches("[0-9a-f]{64}");
        assertThat(Instant.parse(summary.get("endedAt").stringValue()))
                .isAfter(Instant.parse(summary.get("startedAt").stringValue()));
    }

    private static Map<String, JsonNodeType> typesOf(JsonNode summary) {
        Map<String, JsonNodeType> types = new LinkedHashMap<>();
        summary.propertyStream().forEach(field -> {
            types.put(field.getKey(), field.getValue().getNodeType());
            field.getValue()
                    .propertyStream()
                    .forEach(inner -> types.put(
                            field.getKey() + "." + inner.getKey(),
                            inner.getValue().getNodeType()));
        });
        return types;
    }

    private static Map<String, JsonNodeType> shape() {
        Map<String, JsonNodeType> shape = new LinkedHashMap<>();
        List.of("run", "job", "provider", "operation", "status").forEach(key -> shape.put(key, JsonNodeType.STRING));
        shape.put("input", JsonNodeType.OBJECT);
        List.of("input.file", "input.sha256").forEach(key -> shape.put(key, JsonNodeType.STRING));
        shape.put("rows", JsonNodeType.OBJECT);
        List.of("total", "deleted", "alreadyGone", "failed", "retryable", "rejected", "duplicate", "pending")
                .forEach(key -> shape.put("rows." + key, JsonNodeType.NUMBER));
        shape.put("calls", JsonNodeType.OBJECT);
        List.of("total", "retries", "throttled", "inDoubt")
                .forEach(key -> shape.put("calls." + key, JsonNodeType.NUMBER));
        shape.put("rate", JsonNodeType.OBJECT);
        List.of("limitPerSecond", "meanPerSecond", "maxInAnySecond")
                .forEach(key -> shape.put("rate." + key, JsonNodeType.NUMBER));
        shape.put("failuresByCode", JsonNodeType.OBJECT);
        List.of("startedAt", "endedAt").forEach(key -> shape.put(key, JsonNodeType.STRING));
        shape.put("durationSeconds", JsonNodeType.NUMBER);
        shape.put("outstanding", JsonNodeType.NUMBER);
        shape.put("reason", JsonNodeType.NULL);
        shape.put("askedBy", JsonNodeType.OBJECT);
        shape.put("askedBy.user", JsonNodeType.STRING);
        shape.put("askedBy.reason", JsonNodeType.NULL);
        shape.put("rerunOf", JsonNodeType.NULL);
        shape.put("reruns", JsonNodeType.ARRAY);
        shape.put("unfinishedRuns", JsonNodeType.ARRAY);
        return shape;
    }
}
