package io.conversationcleanup.app;

import io.conversationcleanup.job.Processes;
import io.conversationcleanup.job.RunDesk;
import io.conversationcleanup.ledger.Lease;
import io.conversationcleanup.ledger.jdbc.Holder;
import io.conversationcleanup.ledger.jdbc.JdbcLeases;
import io.conversationcleanup.ledger.jdbc.RepositoryDoor;
import java.sql.Connection;
import java.sql.SQLException;
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

    private final RepositoryDoor door;
    private final Patience patience = new Patience(Visit.PATIENCE);

    private final StartingServer server;

    private RunEntrance(RepositoryDoor door, StartingServer server) {
        this.door = door;
        this.server = server;
    }

    /**
     * Opens the database that this door leads to.
     *
     * @param server waits for a database server
     * @throws SQLException if it cannot be opened
     * @throws io.conversationcleanup.cli.CommandFailedException if another process holds it
     */
    static Connection open(RepositoryDoor door, StartingServer server) throws SQLException {
        return new RunEntrance(door, server).open();
    }

    private Connection open() throws SQLException {
        door.createFile();
        while (true) {
            Optional<Connection> opened = server.open(door);
            if (opened.isPresent()) {
                return Visit.writable(opened.get());
            }
            if (patience.isOver()) {
                throw RepositoryProblem.silent(door);
            }
            Optional<Holder> holder = door.holder();
            holder.filter(Holder::compacts).ifPresent(patience::compacting);
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
            patience.answered(visitor);
            Visit.pause();
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
