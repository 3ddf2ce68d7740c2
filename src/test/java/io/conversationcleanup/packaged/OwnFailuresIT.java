package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.repository.RepositoryConnector;
import io.conversationcleanup.repository.RepositoryUrl;
import io.conversationcleanup.simulator.SimulatorSettings;
import io.conversationcleanup.simulator.SimulatorSettings.Latency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.h2.api.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program runs on fails: that is told in a few words, nothing is lost, and the same command goes on. */
class OwnFailuresIT {

    private static final int ROWS = 3_000;
    private static final String[] RUN = {"run", "job.yml", "--yes", "--output", "out"};

    private static final SimulatorSettings SLOW =
            SimulatorSettings.DEFAULT.withLatency(new Latency(Duration.ofMillis(20), Duration.ZERO));

    @TempDir
    private Path directory;

    @Test
    void aDiskThatIsFullWhileTheInputIsStagedCostsNothing() {
        int rows = 60_000;
        try (Rehearsal rehearsal = Rehearsal.of(directory, Rehearsal.rows(rows), SLOW, "{calls-per-second: 100}")) {
            EndedProgram broken =
                    rehearsal.program().withLargestFile(3_000_000).run(RUN).mustEndWith(70);

            assertDiskFull(broken);
            EndedProgram staged =
                    rehearsal.program().run("run", "job.yml", "--max-rows", "0").mustEndWith(6);
            assertThat(staged.resumes()).isTrue();
            assertThat(staged.err()).contains("60,000 rows");
            assertThat(rehearsal.callsSoFar()).isZero();
        }
    }

    @Test
    void aDiskThatIsFullBeforeTheRunBeginsCostsNothing() {
        try (Rehearsal rehearsal = rehearsal()) {
            EndedProgram broken =
                    rehearsal.program().withLargestFile(100_000).run(RUN).mustEndWith(70);

            assertThat(broken.err()).doesNotContain("\tat ");
            Golden.check("errors/disk-full-before-the-run.txt", Golden.masked(broken.messages(), directory));
            finish(rehearsal);
            rehearsal.mustHaveCalledEachOnce();
        }
    }

    @Test
    void aDiskThatIsFullWhileOutcomesAreRecordedLosesNoneOfThem() {
        try (Rehearsal rehearsal = rehearsal()) {
            rehearsal.program().run("run", "job.yml", "--max-rows", "0").mustEndWith(6);
            EndedProgram broken =
                    rehearsal.program().withLargestFile(4_000_000).run(RUN).mustEndWith(70);

            assertDiskFull(broken);
            assertThat(rehearsal.callsSoFar()).isBetween(1L, ROWS - 1L);
            finish(rehearsal);
            assertRepeatedOnlyInDoubt(rehearsal);
        }
    }

    @Test
    void aDatabaseThatGoesAwayHaltsTheRun() throws SQLException {
        try (Rehearsal rehearsal = rehearsal();
                RunningProgram run = rehearsal.program().start(RUN)) {
            run.awaitThat("500 calls", () -> rehearsal.callsSoFar() >= 500);
            shutDownDatabase();

            EndedProgram broken = run.awaitEnd().mustEndWith(70);

            assertInItsOwnWords(broken);
            // Which of its connections the program uses first differs.
            Golden.check(
                    "errors/repository-gone-while-running.txt",
                    Golden.masked(broken.messages(), directory).replaceFirst(": .* \\(--", ": <CAUSE> (--"));
            assertThat(rehearsal.callsSoFar()).isLessThan(ROWS);
            finish(rehearsal);
            assertRepeatedOnlyInDoubt(rehearsal);
        }
    }

    @Test
    void aProgramWithoutMemoryEndsAndTheSameCommandGoesOn() {
        int rows = 200_000;
        try (Rehearsal rehearsal =
                Rehearsal.of(directory, Rehearsal.rows(rows), SimulatorSettings.DEFAULT, "{calls-per-second: 100}")) {
            EndedProgram broken = rehearsal.program().withHeap("24m").run(RUN).mustEndWith(70);

            assertThat(broken.err()).doesNotContain("\tat ");
            Golden.check("errors/out-of-memory.txt", broken.messages().lines().reduce("", (first, last) -> last));
            assertThat(rehearsal.callsSoFar()).isZero();

            EndedProgram staged =
                    rehearsal.program().run("run", "job.yml", "--max-rows", "0").mustEndWith(6);
            assertThat(staged.err()).contains("200,000 rows");
        }
    }

    @Test
    void aDirectoryThatCannotTakeTheReportsIsNamedBeforeAnythingIsSent() throws IOException {
        try (Rehearsal rehearsal = rehearsal()) {
            Files.createDirectory(directory.resolve("cleanup-data"));
            Path runs = Files.createFile(directory.resolve("cleanup-data/runs"));

            EndedProgram refused =
                    rehearsal.program().run("run", "job.yml", "--yes").mustEndWith(74);

            assertThat(refused.err()).contains(runs.toRealPath().toString());
            Golden.check("errors/output-not-writable.txt", Golden.masked(refused.messages(), directory.toRealPath()));
            assertThat(rehearsal.callsSoFar()).isZero();
        }
    }

    private Rehearsal rehearsal() {
        return Rehearsal.of(directory, Rehearsal.rows(ROWS), SLOW, "{calls-per-second: unlimited, max-in-flight: 16}");
    }

    private void shutDownDatabase() throws SQLException {
        String url = RepositoryUrl.effective(RepositoryUrl.embedded(directory.resolve("cleanup-data")));
        RepositoryConnector door = new RepositoryConnector(url, Optional.empty(), Optional.empty(), "test");
        try (Connection connection = door.holder().flatMap(door::openThrough).orElseThrow();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
        } catch (SQLNonTransientConnectionException e) {
            // The answer may be lost with the database; no other failure may be.
            assertThat(e.getErrorCode()).isEqualTo(ErrorCode.CONNECTION_BROKEN_1);
        }
    }

    private void assertDiskFull(EndedProgram broken) {
        assertInItsOwnWords(broken);
        Golden.check("errors/disk-full-while-running.txt", Golden.masked(broken.messages(), directory));
    }

    private static void assertInItsOwnWords(EndedProgram broken) {
        assertThat(broken.err()).doesNotContain("\tat ", "Wrapped by", "ERROR", "SELECT", "org.h2");
    }

    private static void finish(Rehearsal rehearsal) {
        rehearsal.program().run(RUN).mustEndWith(0);
        assertThat(rehearsal.reports().status()).isEqualTo("COMPLETED");
        assertThat(rehearsal.reports().balancedRows()).isEqualTo(ROWS);
        assertThat(rehearsal.reports().count("rows.deleted")).isEqualTo(ROWS);
        assertThat(rehearsal.timesCalled().keySet()).containsExactlyInAnyOrderElementsOf(rehearsal.rows());
    }

    private static void assertRepeatedOnlyInDoubt(Rehearsal rehearsal) {
        long repeated = rehearsal.callsSoFar() - ROWS;
        assertThat(repeated).isLessThanOrEqualTo(rehearsal.reports().count("calls.inDoubt"));
        assertThat(rehearsal.reports().count("calls.inDoubt")).isLessThanOrEqualTo(16);
    }
}
