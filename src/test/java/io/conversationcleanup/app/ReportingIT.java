package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conversationcleanup.job.RunMonitor.Phase;
import io.conversationcleanup.lease.Lease;
import io.conversationcleanup.lease.Owner;
import io.conversationcleanup.ledger.jdbc.JdbcLeases;
import io.conversationcleanup.repository.RepositoryUrl;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.h2.api.Trigger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What goes on while reports are written: a trigger of the database does something when they read the run's events. */
class ReportingIT {

    @TempDir
    private Path directory;

    private Program program;
    private final AtomicBoolean done = new AtomicBoolean();

    @BeforeEach
    void open() throws SQLException {
        program = Program.in(directory, Program.PROVIDER);
        program.input(Asked.rows(20));
        StagingHook.install(program.data(), Integer.MAX_VALUE, () -> {});
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TRIGGER events_are_read BEFORE SELECT ON cleanup_event CALL '"
                    + EventsAreRead.class.getName() + "'");
        }
    }

    @AfterEach
    void close() {
        EventsAreRead.action = () -> {};
        program.close();
    }

    private String url() {
        return RepositoryUrl.effective(RepositoryUrl.embedded(program.data()));
    }

    private JdbcDataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl(url() + ";LOCK_TIMEOUT=100");
        return database;
    }

    private JdbcLeases leases() {
        return new JdbcLeases(database(), new JdbcTransactionManager(database()));
    }

    /** Does this once, in the middle of the reports of the next run. */
    private void whileReporting(Runnable action) {
        program.atStart(control -> EventsAreRead.action = () -> {
            if (control.monitor().snapshot().phase() == Phase.REPORTING && done.compareAndSet(false, true)) {
                action.run();
            }
        });
    }

    private void anotherTakesTheRunOver() {
        Owner other = new Owner("other", "p-2", "bob", "host-2", "elsewhere", 1, 1);
        until(() -> {
            Lease lease = leases().all().get(0);
            return leases().take(lease.identity(), other, Optional.of(lease)).isEmpty();
        });
    }

    private static void until(BooleanSupplier condition) {
        await().atMost(Duration.ofSeconds(20)).pollInSameThread().until(condition::getAsBoolean);
    }

    @Test
    void nobodyWaitsForAReportToChangeTheRun() {
        whileReporting(() -> {
            assertThat(EventsAreRead.byItself).isTrue();
            JdbcClient.create(database())
                    .sql("UPDATE cleanup_run SET rate_per_second = 7")
                    .update();
        });

        assertThat(program.run().exitCode()).isZero();

        assertThat(done).isTrue();
    }

    @Test
    void theReportsOfAFinishedRunAreWrittenByAnOwnerThatShowsItLives() {
        assertThat(program.run().exitCode()).isZero();
        whileReporting(() -> {
            Lease first = leases().all().get(0);
            until(() -> leases().all().get(0).beat() > first.beat() + 1);
        });

        CommandRun again = program.run();

        assertThat(again.exitCode()).isZero();
        assertThat(done).isTrue();
        assertThat(leases().all()).isEmpty();
    }

    @Test
    void whoLosesItsRunWhileItReportsReplacesNoFile() {
        whileReporting(this::anotherTakesTheRunOver);

        CommandRun left = program.run();

        assertThat(left.exitCode()).isEqualTo(5);
        assertThat(done).isTrue();
        assertThat(directory.resolve("reports")).isEmptyDirectory();
        assertThat(program.calls()).isEqualTo(20);
    }

    @Test
    void whoLosesAFinishedRunWhileItReportsReplacesNoFile() {
        program.run();
        whileReporting(this::anotherTakesTheRunOver);

        CommandRun left = program.command(
                new byte[0],
                "--yes",
                "--input",
                program.input().toString(),
                "--output",
                directory.resolve("other").toString());

        assertThat(left.exitCode()).isEqualTo(5);
        assertThat(done).isTrue();
        assertThat(directory.resolve("other")).isEmptyDirectory();
    }

    /** Made by the database, and told by its class what to do. */
    public static final class EventsAreRead implements Trigger {

        private static volatile Runnable action = () -> {};
        /** Whether the statement that reads them is no part of a transaction. */
        private static volatile boolean byItself;

        /** For the database. */
        public EventsAreRead() {}

        @Override
        public void fire(Connection connection, Object[] oldRow, Object[] newRow) throws SQLException {
            byItself = connection.getAutoCommit();
            action.run();
        }
    }
}
