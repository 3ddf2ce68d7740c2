package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plain case: every row is good and every call succeeds. */
class CleanRunIT {

    private Program program;

    @BeforeEach
    void install(@TempDir Path directory) {
        program = Program.in(directory, Program.PROVIDER);
    }

    @AfterEach
    void uninstall() {
        program.close();
    }

    @Test
    void everyRowIsAskedForOnceAndNoFasterThanTheRate() {
        List<Asked> rows = Asked.rows(2_000);
        program.input(rows);
        program.set("limits", "{calls-per-second: 1000}");

        CommandRun run = program.run();

        assertThat(run.exitCode()).isZero();
        assertThat(program.asked()).isEqualTo(Program.onceEach(rows));
        assertThat(program.provider().stats().deleted()).isEqualTo(2_000);
        RunReports reports = run.reports(2_000);
        assertThat(reports.status()).isEqualTo("COMPLETED");
        assertThat(reports.rowCounts()).isEqualTo(Map.of("deleted", 2_000L));
        assertThat(reports.attempts()).isEqualTo(Map.of(1, 2_000L));
        assertThat(List.of(
                        reports.callCount("total"),
                        reports.callCount("retries"),
                        reports.callCount("throttled"),
                        reports.callCount("inDoubt")))
                .containsExactly(2_000L, 0L, 0L, 0L);
        assertThat(reports.summary().path("rate").path("limitPerSecond").asInt())
                .isEqualTo(1_000);
        assertThat(reports.summary().path("rate").path("maxInAnySecond").asInt())
                .isBetween(1, 1_000);
        assertThat(run.out()).contains("2,000 rows: 2,000 deleted").contains("rows/s");
    }

    @Test
    void theSameAgainSendsNothingUntilAFreshRunIsAskedFor() {
        List<Asked> rows = Asked.rows(60);
        program.input(rows);
        assertThat(program.run().reports(60).rowCounts()).isEqualTo(Map.of("deleted", 60L));

        CommandRun again = program.run();

        assertThat(again.exitCode()).isZero();
        Golden.check("run/nothing-left-with-reports-again.txt", Golden.masked(again.out(), program.directory()));
        assertThat(program.asked()).isEqualTo(Program.onceEach(rows));

        CommandRun fresh = program.run("--fresh", "--overwrite");

        assertThat(fresh.exitCode()).isZero();
        assertThat(fresh.reports(60).callCount("total")).isEqualTo(60);
        assertThat(program.askedTimes()).isEqualTo(Map.of(2L, 60L));
    }

    @Test
    void theReportsOfAFinishedRunCanBeAskedForElsewhere() throws Exception {
        program.input(Asked.rows(10));
        program.command(new byte[0], "--yes", "--input", program.input().toString());
        Path elsewhere = program.directory().resolve("elsewhere");

        CommandRun again = program.command(
                new byte[0], "--yes", "--input", program.input().toString(), "--output", elsewhere.toString());

        assertThat(again.exitCode()).isZero();
        assertThat(program.calls()).isEqualTo(10);
        RunReports reports = RunReports.balanced(elsewhere, 10);
        Path ofItsOwn = program.data().resolve("runs").resolve(reports.run());
        assertThat(Files.readString(elsewhere.resolve("results.csv")))
                .isEqualTo(Files.readString(ofItsOwn.resolve("results.csv")));
        assertThat(RunReports.balanced(ofItsOwn, 10).summary()).isEqualTo(reports.summary());
        assertThat(again.out()).contains(elsewhere.resolve("report.html").toString());
    }
}
