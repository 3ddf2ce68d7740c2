package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Unfinished runs whose file was rewritten or is gone: they are named, resumed or given up, never left behind silently. */
class UnfinishedRunsIT {

    private static final int ROWS = 400;

    @TempDir
    private Path directory;

    private Rehearsal rehearsal;

    @BeforeEach
    void rehearse() {
        rehearsal = Rehearsal.of(directory, Rehearsal.rows(ROWS), SimulatorSettings.DEFAULT, "{calls-per-second: 200}");
    }

    @AfterEach
    void end() {
        rehearsal.close();
    }

    @Test
    void aRunWhoseExportWasRewrittenIsNamedAndResumedWithItsJob() {
        String run = halfDone(RunningProgram::terminate, 143);
        rewriteInput(10);

        EndedProgram plan = run("plan", "job.yml").mustEndWith(0);
        assertThat(plan.out().lines()).first().asString().isEqualTo("An older run of this job is unfinished:");
        JsonNode json =
                new JsonMapper().readTree(run("plan", "job.yml", "--json").out());
        assertThat(json.get("unfinishedRuns").get(0).stringValue()).isEqualTo(run);
        assertThat(json.get("warnings").get(0).stringValue()).contains(run, "conversation-cleanup resume " + run);

        long before = rehearsal.callsSoFar();
        EndedProgram strict = run("run", "job.yml", "--yes", "--strict-resume").mustEndWith(7);
        Golden.check("unfinished/strict-resume.txt", masked(strict.messages()));
        assertThat(rehearsal.callsSoFar()).isEqualTo(before);

        EndedProgram other = run("run", "job.yml", "--yes", "--output", "other").mustEndWith(0);
        assertThat(other.err()).contains("An older run of this job is unfinished:", "resume " + run);
        assertThat(unfinishedRuns("other")).containsExactly(run);

        EndedProgram resumed = run("resume", "job.yml", "--yes").mustEndWith(0);
        assertThat(resumed.out()).contains("No run is unfinished any more.");
        assertThat(rehearsal.timesCalled()).hasSize(ROWS + 10);
        assertThat(rehearsal.callsSoFar()).isEqualTo(ROWS + 10);
        assertThat(rehearsal.reports().count("rows.deleted")).isEqualTo(ROWS);
        assertThat(run("run", "job.yml", "--yes", "--fresh", "--output", "again")
                        .mustEndWith(0)
                        .err())
                .doesNotContain("unfinished");
        assertThat(unfinishedRuns("again")).isEmpty();
    }

    @Test
    void aRunWhoseFileIsGoneIsNamedAndResumedAfterAKill() throws IOException {
        String run = halfDone(RunningProgram::kill, 137);
        Files.delete(directory.resolve("rows.csv"));

        assertThat(run("run", "job.yml", "--yes").mustEndWith(65).err()).contains("resume " + run);
        assertThat(run("plan", "job.yml").mustEndWith(65).err()).contains("resume " + run);
        EndedProgram unasked = run("resume", "--all").mustEndWith(6);
        Golden.check("unfinished/nobody-to-ask.txt", masked(unasked.err()));
        EndedProgram tooMany =
                run("resume", "--all", "--yes", "--max-rows", "10").mustEndWith(6);
        Golden.check("unfinished/more-than-max-rows.txt", masked(tooMany.err()));

        // Neither counts as a person's no.
        run("resume", "--all", "--yes").mustEndWith(0);
        assertThat(rehearsal.timesCalled()).hasSize(ROWS);
        assertThat(rehearsal.reports().count("rows.deleted")).isEqualTo(ROWS);
        assertThat(run("resume", "--all", "--yes").mustEndWith(0).out()).isEqualTo("No run is unfinished.\n");
    }

    @Test
    void whatWasDeclinedOrStoppedByAPersonIsListedAndResumedOnlyByItsName() {
        run("run", "job.yml").mustEndWith(6);
        rewriteInput(20);
        run("run", "job.yml", "--yes", "--max-rows", "19").mustEndWith(6);
        rewriteInput(900);
        String stopped;
        try (RunningProgram running = start("--rate", "20")) {
            running.awaitThat("calls", () -> rehearsal.callsSoFar() >= 5);
            stopped = status("status", "--json").get(0).get("run").stringValue();
            run("stop", stopped).mustEndWith(0);
            running.awaitEnd().mustEndWith(4);
        }
        long before = rehearsal.callsSoFar();

        EndedProgram listed = run("resume", "job.yml", "--yes").mustEndWith(0);
        Golden.check("unfinished/listed.txt", masked(listed.out()));
        run("resume", "--all", "--yes", "--max-age", "0m").mustEndWith(7);
        run("resume", "--all", "--yes", "--max-age", "1d").mustEndWith(0);
        EndedProgram scheduled = run("run", "job.yml", "--yes", "--scheduled").mustEndWith(7);
        Golden.check("unfinished/scheduled.txt", masked(scheduled.messages()));
        assertThat(rehearsal.callsSoFar()).isEqualTo(before);

        run("resume", stopped, "--yes").mustEndWith(0);
        assertThat(rehearsal.callsSoFar()).isEqualTo(900);
    }

    @Test
    void aRunThatIsAbandonedIsKeptAndNeverResumed() {
        String run = halfDone(RunningProgram::terminate, 143);
        long before = rehearsal.callsSoFar();

        EndedProgram abandoned = run("abandon", run, "--reason", "wrong export").mustEndWith(0);
        Golden.check("unfinished/abandoned.txt", masked(abandoned.out()));
        assertThat(rehearsal.reports().summary().get("reason").stringValue()).endsWith(": wrong export");
        assertThat(rehearsal.reports().balancedRows()).isEqualTo(ROWS);
        run("verify", "out").mustEndWith(0);
        assertThat(run("resume", "--all", "--yes").mustEndWith(0).out()).isEqualTo("No run is unfinished.\n");
        Golden.check(
                "unfinished/resume-abandoned.txt",
                masked(run("resume", run, "--yes").mustEndWith(64).err()));
        EndedProgram same = run("run", "job.yml", "--yes").mustEndWith(0);
        Golden.check("unfinished/run-abandoned.txt", masked(same.out()));
        assertThat(run("plan", "job.yml").out()).contains("abandoned").doesNotContain("is unfinished");
        Golden.check(
                "unfinished/status-abandoned.txt", masked(run("status", run).out()));
        run("abandon", run, "--reason", "again").mustEndWith(64);
        assertThat(rehearsal.callsSoFar()).isEqualTo(before);

        run("run", "job.yml", "--yes", "--fresh", "--output", "fresh").mustEndWith(0);
        assertThat(rehearsal.callsSoFar()).isEqualTo(before + ROWS);
    }

    /** What is wrong with one run keeps no other from being resumed, and decides the exit code. */
    @Test
    void aRunThatHasNotReadItsWholeFileNeedsItAndTheOthersAreResumedAllTheSame() throws IOException {
        rehearsal.workplace().write("rows.csv", rows(300_000));
        try (RunningProgram reading = start()) {
            Path repository = directory.resolve("cleanup-data/repository.mv.db");
            reading.awaitThat("rows in the repository", () -> length(repository) > 2_000_000);
            reading.kill();
            reading.awaitEnd();
        }
        assertThat(rehearsal.callsSoFar()).isZero();
        rewriteInput(ROWS);
        String other = halfDone(RunningProgram::terminate, 143);
        rewriteInput(5);

        EndedProgram ended = run("resume", "job.yml", "--yes").mustEndWith(65);

        assertThat(status("status", other, "--json").get("status").stringValue())
                .isEqualTo("COMPLETED");
        assertThat(rehearsal.callsSoFar()).isEqualTo(ROWS);
        assertThat(ended.out()).contains("1 run left unfinished:");
        assertThat(ended.err()).contains("rows.csv");
    }

    private static long length(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private EndedProgram run(String... arguments) {
        return rehearsal.program().run(arguments);
    }

    private RunningProgram start(String... more) {
        List<String> words = new ArrayList<>(List.of("run", "job.yml", "--yes", "--output", "out"));
        words.addAll(List.of(more));
        return rehearsal.program().start(words.toArray(String[]::new));
    }

    private interface Ending {
        void of(RunningProgram program);
    }

    private String halfDone(Ending ending, int code) {
        try (RunningProgram run = start()) {
            run.awaitThat("100 calls", () -> rehearsal.callsSoFar() >= 100);
            ending.of(run);
            run.awaitEnd().mustEndWith(code);
        }
        return status("status", "--json").get(0).get("run").stringValue();
    }

    private JsonNode status(String... words) {
        return new JsonMapper().readTree(run(words).out());
    }

    private List<String> unfinishedRuns(String reports) {
        JsonNode runs = new WrittenReports(directory.resolve(reports)).summary().get("unfinishedRuns");
        return IntStream.range(0, runs.size())
                .mapToObj(i -> runs.get(i).stringValue())
                .toList();
    }

    /** Other rows than before. */
    private void rewriteInput(int rows) {
        rehearsal.workplace().write("rows.csv", rows(rows));
    }

    private static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "other-" + count + ",peer-" + n + ",1,0\n")
                .collect(Collectors.joining("", Row.HEADER + "\n", ""));
    }

    private String masked(String text) {
        return Golden.masked(text, directory).replaceAll("\\b\\d+ (rows?|calls?|deleted|pending)\\b", "<N> $1");
    }
}
