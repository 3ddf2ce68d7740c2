package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.ledger.jdbc.PostgreSqlServer;
import io.conversationcleanup.simulator.SimulatorSettings;
import io.conversationcleanup.simulator.SimulatorSettings.Latency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Runs on PostgreSQL whose process is killed or suspended while a second one takes them over at once. {@code -Dtakeover.seed=N}
 * draws the same moments again, {@code -Dtakeover.count=N} does so as often.
 */
class TakeOverIT {

    private static final int KILLED = 137;
    private static final int ROWS = 2_000;
    private static final int IN_FLIGHT = 32;
    private static final int AT_A_TIME = 6;
    private static final String LIMITS = "{calls-per-second: 150, max-in-flight: %d}".formatted(IN_FLIGHT);
    private static final SimulatorSettings SLOW =
            SimulatorSettings.DEFAULT.withLatency(new Latency(Duration.ofMillis(6), Duration.ofMillis(4)));

    private final long seed = Long.getLong("takeover.seed", new Random().nextLong());

    @RegisterExtension
    private final AfterTestExecutionCallback tellSeed = context -> context.getExecutionException()
            .ifPresent(failure -> failure.addSuppressed(new AssertionError("drawn with -Dtakeover.seed=" + seed)));

    @TempDir
    private Path directory;

    @Test
    void anOwnerSuspendedBetweenItsCheckAndItsCommitRecordsNothingMore() throws SQLException {
        String url = PostgreSqlServer.newDatabase();
        try (Rehearsal rehearsal = Rehearsal.of(directory, Rehearsal.rows(ROWS), SLOW, LIMITS);
                Connection blocker = DriverManager.getConnection(url);
                RunningProgram first = start(rehearsal, url)) {
            JdbcClient database = client(blocker);
            first.awaitThat("100 calls", () -> rehearsal.callsSoFar() >= 100);
            makeUnknown(database);
            blocker.setAutoCommit(false);
            database.sql("LOCK TABLE cleanup_outcome IN SHARE MODE").update();
            // It has proved that it is the owner, and waits to write what its calls came to.
            first.awaitThat("a record that waits", () -> sessions("wait_event_type = 'Lock'", url) > 0);
            signal(first, "STOP");
            blocker.rollback();
            first.awaitThat("a record within its transaction", () -> sessions("state LIKE 'idle in tr%'", url) > 0);

            try (RunningProgram second = start(rehearsal, url)) {
                second.awaitEnd().mustEndWith(0);
            }
            signal(first, "CONT");

            EndedProgram left = first.awaitEnd().mustEndWith(5);
            assertThat(left.err()).contains("another one took run packaged-");
            assertNothingLost(rehearsal);
        }
    }

    /** Its sessions are not ended here, so that only the check in the record itself keeps it from writing. */
    @Test
    void aRecordThatReachesTheDatabaseAfterATakeOverIsRefused() throws Exception {
        String url = PostgreSqlServer.newDatabase();
        int port = Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
        try (TcpGate gate = TcpGate.to(port);
                Rehearsal rehearsal = Rehearsal.of(directory, Rehearsal.rows(ROWS), SLOW, LIMITS);
                Connection connection = DriverManager.getConnection(url);
                RunningProgram first = start(rehearsal, url.replace(":" + port + "/", ":" + gate.port() + "/"))) {
            JdbcClient database = client(connection);
            first.awaitThat("100 calls", () -> rehearsal.callsSoFar() >= 100);
            gate.hold();
            while (sessions("state LIKE 'idle in tr%' OR state = 'active'", url) > 0) {
                gate.release();
                gate.hold();
            }
            makeUnknown(database);
            database.sql("UPDATE cleanup_lease SET process = 'not known'").update();
            String owner = owner(database);

            try (RunningProgram second = start(rehearsal, url)) {
                second.awaitThat("the take-over", () -> !owner(database).equals(owner));
                gate.release();

                // 70 if it has given its database up before it could learn of the other owner.
                assertThat(first.awaitEnd().exitCode()).isIn(5, 70);
                second.awaitEnd().mustEndWith(0);
            }
            assertNothingLost(rehearsal);
        }
    }

    private static String owner(JdbcClient database) {
        return database.sql("SELECT owner FROM cleanup_run").query(String.class).single();
    }

    @Test
    void whoeverTakesARunOverLosesNothingAndRepeatsWhatIsInDoubt() {
        int count = Integer.getInteger("takeover.count", AT_A_TIME);
        Random seeds = new Random(seed);
        for (int done = 0; done < count; done += AT_A_TIME) {
            List<CompletableFuture<Void>> together = IntStream.range(done, Math.min(count, done + AT_A_TIME))
                    .mapToObj(number -> new Random(seeds.nextLong() + number))
                    .map(random -> CompletableFuture.runAsync(() -> takeOver(random), task -> new Thread(task).start()))
                    .toList();
            together.forEach(CompletableFuture::join);
        }
    }

    private void takeOver(Random random) {
        String url = PostgreSqlServer.newDatabase();
        Path place = directory.resolve(url.replaceAll(".*/|\\?.*", ""));
        try (Rehearsal rehearsal = Rehearsal.of(Files.createDirectory(place), Rehearsal.rows(ROWS), SLOW, LIMITS);
                RunningProgram first = start(rehearsal, url)) {
            int moment = 1 + random.nextInt(ROWS / 2);
            first.awaitThat(moment + " calls", () -> rehearsal.callsSoFar() >= moment);
            if (random.nextInt(3) == 0) {
                first.kill();
                first.awaitEnd().mustEndWith(KILLED);
            } else {
                suspend(first, 1_000 + random.nextInt(19_000), url);
            }
            try (RunningProgram second = start(rehearsal, url)) {
                EndedProgram taker = second.awaitEnd();
                EndedProgram owner = first.awaitEnd();
                // Whoever has the run finishes it, and the other leaves it; a process that was killed does neither.
                assertThat(List.of(taker.exitCode(), owner.exitCode()))
                        .as("%s%n%s", taker.err(), owner.err())
                        .containsAnyOf(0)
                        .isSubsetOf(0, 5, KILLED);
            }
            assertNothingLost(rehearsal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the process for a while, as seen from a machine that cannot tell whether it exists. */
    private static void suspend(RunningProgram process, int millis, String url) {
        try (Connection connection = DriverManager.getConnection(url)) {
            makeUnknown(client(connection));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        signal(process, "STOP");
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(() -> signal(process, "CONT"));
    }

    private static void makeUnknown(JdbcClient database) {
        assertThat(database.sql("UPDATE cleanup_lease SET machine = 'elsewhere'")
                        .update())
                .isEqualTo(1);
    }

    private static long sessions(String condition, String url) {
        return PostgreSqlServer.administrator()
                .sql(
                        "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name LIKE 'conversation-cleanup%' AND datname = ?"
                                + " AND (" + condition + ")")
                .param(url.replaceAll(".*/|\\?.*", ""))
                .query(Long.class)
                .single();
    }

    private static JdbcClient client(Connection connection) {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    private static void signal(RunningProgram process, String name) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static RunningProgram start(Rehearsal rehearsal, String url) {
        return rehearsal.program().start("run", "job.yml", "--yes", "--output", "out", "--repository", url);
    }

    private static void assertNothingLost(Rehearsal rehearsal) {
        Map<Row, Long> times = rehearsal.timesCalled();
        WrittenReports reports = rehearsal.reports();
        assertThat(times.keySet()).containsExactlyInAnyOrderElementsOf(rehearsal.rows());
        assertThat(reports.status()).isEqualTo("COMPLETED");
        assertThat(reports.balancedRows()).isEqualTo(ROWS);
        assertThat(reports.count("rows.deleted")).isEqualTo(ROWS);
        assertThat(rehearsal.callsSoFar() - ROWS).isLessThanOrEqualTo(reports.count("calls.inDoubt"));
        assertThat(reports.count("calls.inDoubt")).isLessThanOrEqualTo(IN_FLIGHT);
    }
}
