package io.conversationcleanup.app;

import io.conversationcleanup.job.Processes;
import io.conversationcleanup.job.RunDesk;
import io.conversationcleanup.ledger.Lease;
import io.conversationcleanup.ledger.jdbc.Holder;
import io.conversationcleanup.ledger.jdbc.JdbcLeases;
import io.conversationcleanup.ledger.jdbc.RepositoryDoor;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Opens the database for a run. Waits for a visitor that has the file open for as long as the visitor answers; refuses if
 * another process works on a run there. Not thread-safe.
 */
final class RunEntrance {

    private static final Logger log = LoggerFactory.getLogger(RunEntrance.class);

    /** Most visits are over before, and nobody needs to know of them. */
    private static final Duration USUAL_WAIT = Duration.ofSeconds(3);

    private final RepositoryDoor door;
    private final long begun = System.nanoTime();
    private long lastAnswer = begun;
    private boolean told;

    private RunEntrance(RepositoryDoor door) {
        this.door = door;
    }

    /**
     * Opens the database that this door leads to.
     *
     * @throws SQLException if it cannot be opened
     * @throws io.conversationcleanup.cli.CommandFailedException if another process holds it
     */
    static Connection open(RepositoryDoor door) throws SQLException {
        return new RunEntrance(door).open();
    }

    private Connection open() throws SQLException {
        while (true) {
            Optional<Connection> opened = door.open();
            if (opened.isPresent()) {
                return Visit.writable(opened.get());
            }
            if (System.nanoTime() - lastAnswer > Visit.PATIENCE.toNanos()) {
                throw RepositoryProblem.silent(door);
            }
            Optional<Holder> holder = door.holder();
            holder.filter(Holder::compacts).ifPresent(this::answered);
            Optional<Connection> served = holder.flatMap(door::openThrough);
            if (served.isPresent()) {
                try (Connection connection = served.get()) {
                    meet(holder.get(), connection);
                } catch (SQLException | DataAccessException e) {
                    log.debug("The process that had the repository open has ended", e);
                }
            }
            Visit.pause();
        }
    }

    private void meet(Holder holder, Connection served) throws SQLException {
        if (holder.work() == Holder.Work.VISIT) {
            awaitEnd(holder, served);
            return;
        }
        List<Lease> leases = leases(served);
        if (!leases.isEmpty()) {
            throw RepositoryProblem.inUse(leases);
        }
    }

    /** Returns when the visitor has ended, or has stopped answering. */
    private void awaitEnd(Holder visitor, Connection served) throws SQLException {
        // A question that is not answered within the connection's time limit breaks the connection.
        while (served.isValid(0)) {
            answered(visitor);
            Visit.pause();
        }
    }

    private void answered(Holder other) {
        lastAnswer = System.nanoTime();
        if (!told && lastAnswer - begun > USUAL_WAIT.toNanos()) {
            told = true;
            log.info("Waiting for {}, which has the repository open; the run starts when it ends", other.who());
        }
    }

    /** The leases in force; none while their owner begins or ends. */
    private static List<Lease> leases(Connection served) {
        DataSource database = new SingleConnectionDataSource(served, true);
        Processes processes = new ThisProcess();
        return new JdbcLeases(database, new JdbcTransactionManager(database))
                .all().stream()
                        .filter(lease -> RunDesk.isInForce(lease, processes))
                        .toList();
    }
}
