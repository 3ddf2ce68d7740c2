package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.ledger.jdbc.PostgreSqlServer;
import io.conversationcleanup.simulator.SimulatorSettings;
import io.conversationcleanup.simulator.SimulatorSettings.Latency;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs whose repository is on a real PostgreSQL. */
class PostgreSqlRunIT {

    private static final int IN_FLIGHT = 32;
    private static final SimulatorSettings SLOW =
            SimulatorSettings.DEFAULT.withLatency(new Latency(Duration.ofMillis(6), Duration.ofMillis(4)));

    @TempDir
    private Path directory;

    @Test
    void aRunIsSeenAndStoppedOverTheDatabaseAndTheSameCommandFinishesIt() {
        String url = PostgreSqlServer.newDatabase();
        int rows = 1_500;
        try (Rehearsal rehearsal = rehearsal(directory, rows, "{calls-per-second: 50}")) {
            Program program = rehearsal.program();
            assertThat(program.run("status", "--repository", url).mustEndWith(0).out())
                    .hasLineCount(1);
            EndedProgram ended;
            try (RunningProgram run = start(rehearsal, url)) {
                run.awaitThat("a call", () -> rehearsal.callsSoFar() > 0);

                EndedProgram second = program.run(command(url)).mustEndWith(5);
                assertThat(second.err()).contains("(process " + run.pid() + ")");
                Golden.check("run/in-use-on-postgresql.txt", Golden.masked(second.messages(), directory));
                JsonNode seen = new JsonMapper()
                        .readTree(program.run("status", "packaged", "--json", "--repository", url)
                                .mustEndWith(0)
                                .out());
                assertThat(seen.get("status").stringValue()).isEqualTo("RUNNING");
                assertThat(seen.at("/rows/total").longValue()).isEqualTo(rows);
                String id = seen.get("run").stringValue();
                assertThat(program.run("stop", id, "--repository", url)
                                .mustEndWith(0)
                                .out())
                        .contains(id, "STOPPED");
                ended = run.awaitEnd().mustEndWith(4);
            }
            assertThat(ended.out()).contains(": STOPPED\n");
            assertThat(rehearsal.reports().count("rows.deleted")).isEqualTo(rehearsal.callsSoFar());

            program.run("run", "job.yml", "--yes", "--output", "out", "--repository", url, "--rate", "2000")
                    .mustEndWith(0);

            rehearsal.mustHaveCalledEachOnce();
            assertThat(rehearsal.reports().count("rows.deleted")).isEqualTo(rows);
            assertThat(rehearsal.reports().count("calls.inDoubt")).isZero();
            assertThat(rehearsal.workplace().files()).noneMatch(file -> file.contains("repository"));
        }
    }

    @Test
    void aServerThatGoesAwayHaltsTheRunAndTheSameCommandFinishesItOnceItIsBack() throws IOException {
        Path data = Files.createDirectory(directory.resolve("data"));
        Path work = Files.createDirectory(directory.resolve("work"));
        try (Rehearsal rehearsal = rehearsal(work, 3_000, limits(400))) {
            try (EmbeddedPostgres server = server(data);
                    RunningProgram run = start(rehearsal, url(server))) {
                run.awaitThat("200 calls", () -> rehearsal.callsSoFar() >= 200);
                stop(server);

                EndedProgram halted = run.awaitEnd().mustEndWith(70);

                // Which of its connections the program uses first differs.
                Golden.check(
                        "errors/postgresql-gone-while-running.txt",
                        Golden.masked(halted.messages(), directory).replaceFirst("any more: .*", "any more: <CAUSE>"));
                assertThat(halted.err()).doesNotContain("\tat ", "ERROR", "Exception");
            }
            long then = rehearsal.callsSoFar();
            try (EmbeddedPostgres server = server(data)) {
                rehearsal.program().run(command(url(server))).mustEndWith(0);
            }

            assertThat(rehearsal.callsSoFar()).isGreaterThan(then);
            assertNothingForgotten(rehearsal);
        }
    }

    @Test
    void processesThatUseAnEmptyDatabaseAtTheSameMomentBothFinish() throws IOException {
        String url = PostgreSqlServer.newDatabase();
        try (Rehearsal one = rehearsal(Files.createDirectory(directory.resolve("one")), 5, limits(100));
                Rehearsal other = rehearsal(Files.createDirectory(directory.resolve("other")), 6, limits(100));
                RunningProgram first = start(one, url);
                RunningProgram second = start(other, url)) {
            first.awaitEnd().mustEndWith(0);
            second.awaitEnd().mustEndWith(0);

            one.mustHaveCalledEachOnce();
            other.mustHaveCalledEachOnce();
        }
    }

    private static void assertNothingForgotten(Rehearsal rehearsal) {
        Map<Row, Long> times = rehearsal.timesCalled();
        int rows = rehearsal.rows().size();
        long inDoubt = rehearsal.reports().count("calls.inDoubt");
        assertThat(times.keySet()).containsExactlyInAnyOrderElementsOf(rehearsal.rows());
        assertThat(rehearsal.reports().balancedRows()).isEqualTo(rows);
        assertThat(rehearsal.reports().results()).hasSize(rows);
        assertThat(rehearsal.reports().count("rows.deleted")).isEqualTo(rows);
        assertThat(rehearsal.callsSoFar() - rows).isLessThanOrEqualTo(inDoubt);
        assertThat(inDoubt).isLessThanOrEqualTo(IN_FLIGHT);
    }

    private static EmbeddedPostgres server(Path data) {
        return PostgreSqlServer.start(EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false));
    }

    private static void stop(EmbeddedPostgres server) throws IOException {
        server.close();
    }

    private static String url(EmbeddedPostgres server) {
        return server.getJdbcUrl("postgres", "postgres");
    }

    private static Rehearsal rehearsal(Path work, int rows, String limits) {
        return Rehearsal.of(work, Rehearsal.rows(rows), SLOW, limits);
    }

    private static String limits(int rate) {
        return "{calls-per-second: %d, max-in-flight: %d}".formatted(rate, IN_FLIGHT);
    }

    private static RunningProgram start(Rehearsal rehearsal, String url) {
        return rehearsal.program().start(command(url));
    }

    private static String[] command(String url) {
        return new String[] {"run", "job.yml", "--yes", "--output", "out", "--repository", url};
    }
}
