package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports that are written again, and runs that are forgotten, beside a run that goes on. */
class KeptRunsIT {

    private static final int ROWS = 5_000;

    @TempDir
    private Path directory;

    @Test
    void aRunThatGoesOnIsReportedAsItStandsAndIsNotForgotten() {
        try (Rehearsal rehearsal = rehearsal("{calls-per-second: 100}");
                RunningProgram run = rehearsal.program().start("run", "job.yml", "--yes", "--output", "out")) {
            run.awaitThat("30 calls", () -> rehearsal.callsSoFar() >= 30);
            Program other = rehearsal.program();

            EndedProgram report = other.run("report", "packaged").mustEndWith(0);

            assertThat(report.out()).contains(": RUNNING\n");
            WrittenReports soFar = new WrittenReports(directory.resolve("out/so-far"));
            assertThat(soFar.status()).isEqualTo("RUNNING");
            assertThat(soFar.balancedRows()).isEqualTo(ROWS);
            assertThat(soFar.results()).hasSize(ROWS);
            assertThat(soFar.count("rows.deleted")).isPositive();
            assertThat(soFar.count("rows.pending")).isPositive();
            other.run("forget", "packaged", "--yes", "--unfinished").mustEndWith(5);
            other.run("forget", "--older-than", "0m", "--yes", "--unfinished").mustEndWith(0);
            other.run("find", "user-1").mustEndWith(0);
            other.run("stop", "packaged").mustEndWith(0);
            run.awaitEnd().mustEndWith(4);
            assertThat(rehearsal.reports().balancedRows()).isEqualTo(ROWS);
        }
    }

    @Test
    void aForgottenRunLeavesItsReportsAndItsRoomAndTheSameCommandBeginsAnew() throws IOException {
        try (Rehearsal rehearsal = rehearsal("{calls-per-second: unlimited}")) {
            Program program = rehearsal.program();
            String[] run = {"run", "job.yml", "--yes", "--output", "out"};
            program.run(run).mustEndWith(0);
            Path repository = directory.resolve("cleanup-data/repository.mv.db");
            long before = Files.size(repository);
            String id = rehearsal.reports().summary().get("run").stringValue();
            String results = rehearsal.reports().text("results.csv");

            Golden.check(
                    "forget/not-confirmed-by-the-jar.txt",
                    Golden.masked(program.run("forget", id).mustEndWith(6).err(), directory));
            program.run("forget", "--older-than", "1h", "--yes").mustEndWith(0);
            List<Path> leftByAKill = List.of(
                    Files.createFile(Files.createDirectories(directory.resolve("cleanup-data/input"))
                            .resolve("stdin-17.csv")),
                    Files.createFile(directory.resolve("out/failures.csv.999999999.tmp")));
            assertThat(program.run("status").mustEndWith(0).out()).contains(id);
            assertThat(program.run("forget", id, "--yes").mustEndWith(0).out()).contains(id);
            assertThat(leftByAKill).noneMatch(Files::exists);

            Golden.check(
                    "status/list-of-none.txt",
                    program.run("status").mustEndWith(0).out());
            assertThat(Files.size(repository)).isLessThan(before / 2);
            assertThat(rehearsal.reports().text("results.csv")).isEqualTo(results);
            // They are all that is left of it.
            program.run(run).mustEndWith(64);
            program.run("run", "job.yml", "--yes", "--output", "out", "--overwrite")
                    .mustEndWith(0);
            assertThat(rehearsal.callsSoFar()).isEqualTo(2 * ROWS);
            assertThat(rehearsal.reports().summary().get("run").stringValue()).isNotEqualTo(id);
        }
    }

    private Rehearsal rehearsal(String limits) {
        return Rehearsal.of(directory, Rehearsal.rows(ROWS), SimulatorSettings.DEFAULT, limits);
    }
}
