package io.conversationcleanup.repository;

import io.conversationcleanup.model.CommandFailedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Opens the database for a run. Waits for a visitor that has the file open for as long as the visitor answers; refuses if
 * another process works on a run there. Not thread-safe.
 */
final class RunEntrance {

    private static final Logger log = LoggerFactory.getLogger(RunEntrance.class);

    private final RepositoryConnector door;
    private final Patience patience;

    private final Surroundings surroundings;
    private final Function<DataSource, Optional<CommandFailedException>> refusal;

    private RunEntrance(
            RepositoryConnector door,
            Surroundings surroundings,
            Function<DataSource, Optional<CommandFailedException>> refusal) {
        this.door = door;
        this.surroundings = surroundings;
        this.patience = new Patience(RepositorySession.PATIENCE, surroundings.nanos());
        this.refusal = refusal;
    }

    /**
     * Opens the database that this door leads to.
     *
     * @param refusal why no run may begin beside what another process does in the database; empty while that begins or ends
     * @throws SQLException if it cannot be opened
     * @throws CommandFailedException if another process holds it
     */
    static Connection open(
            RepositoryConnector door,
            Surroundings surroundings,
            Function<DataSource, Optional<CommandFailedException>> refusal)
            throws SQLException {
        return new RunEntrance(door, surroundings, refusal).open();
    }

    private Connection open() throws SQLException {
        door.createFile();
        while (true) {
            Optional<Connection> opened = StartingServer.open(door, surroundings);
            if (opened.isPresent()) {
                return RepositorySession.writable(opened.get());
            }
            if (patience.isOver()) {
                throw RepositoryProblem.silent(door);
            }
            Optional<ServerFile> holder = door.holder();
            holder.filter(ServerFile::compacts).ifPresent(patience::compacting);
            Optional<Connection> served = holder.flatMap(door::openThrough);
            if (served.isPresent()) {
                try (Connection connection = served.get()) {
                    meet(holder.get(), connection);
                } catch (SQLException | DataAccessException e) {
                    log.debug("The process that had the repository open has ended", e);
                }
            }
            surroundings.pause().accept(RepositorySession.LOOK_AGAIN);
        }
    }

    private void meet(ServerFile holder, Connection served) throws SQLException {
        if (holder.work() == ServerFile.Work.VISIT) {
            awaitEnd(holder, served);
            return;
        }
        Optional<CommandFailedException> refused = refusal.apply(new SingleConnectionDataSource(served, true));
        if (refused.isPresent()) {
            throw refused.get();
        }
    }

    /** Returns when the visitor has ended, or has stopped answering. */
    private void awaitEnd(ServerFile visitor, Connection served) throws SQLException {
        // A question that is not answered within the connection's time limit breaks the connection.
        while (served.isValid(0)) {
            patience.answered(visitor);
            surroundings.pause().accept(RepositorySession.LOOK_AGAIN);
        }
    }
}
