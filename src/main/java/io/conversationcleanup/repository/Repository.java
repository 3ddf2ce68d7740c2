package io.conversationcleanup.repository;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.conversationcleanup.model.CommandFailedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The open repository: one database with the ledger and Spring Batch's tables. Thread-safe.
 *
 * <p>An embedded database is served to this user's other processes while it is open.
 */
public final class Repository implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Repository.class);

    /** One for each sender, one for the job's own thread, and some for Spring Batch's short transactions inside theirs. */
    private static final int CONNECTIONS = 12;

    /** A server that cannot be reached for so long is gone; for a connection nobody else has to wait. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final RepositoryConnector door;
    private final HikariDataSource database;
    private final DataSource shown;
    private final Surroundings surroundings;

    // What has been started so far; all of it once the repository is handed out.
    private Optional<TruncationGuard> mark = Optional.empty();
    private Optional<RepositoryServer> server = Optional.empty();
    private boolean runHasFinished;

    private Repository(RepositoryConnector door, HikariDataSource database, Surroundings surroundings) {
        this.door = door;
        this.database = database;
        this.shown = new FailFastDataSource(database);
        this.surroundings = surroundings;
    }

    /**
     * Opens the repository and makes its tables if there are none.
     *
     * @param refusal see {@link RunEntrance#open}
     * @throws CommandFailedException if another process holds it, or it cannot be used
     */
    public static Repository open(
            RepositoryConnector door,
            Surroundings surroundings,
            Function<DataSource, Optional<CommandFailedException>> refusal) {
        TruncationGuard.forgetIfGone(door.url());
        // Stays open until the pool has a connection: an embedded database closes with its last one.
        try (Connection first = RunEntrance.open(door, surroundings, refusal)) {
            DataSource opened = new SingleConnectionDataSource(first, true);
            TruncationGuard.requireWhole(door.url(), opened);
            LedgerSchema.create(opened);
            return started(new Repository(door, pool(door), surroundings));
        } catch (SQLException | RuntimeException e) {
            throw RepositoryProblem.cannotOpen(door, e);
        }
    }

    private static Repository started(Repository repository) {
        try {
            repository.start();
            return repository;
        } catch (RuntimeException | Error e) {
            repository.close();
            throw e;
        }
    }

    private void start() {
        mark = TruncationGuard.keep(door.url(), database);
        // Other processes that are let in find all tables.
        server = RepositoryServer.serve(door.url(), ServerFile.Work.RUN, surroundings);
    }

    /** Its database. */
    public DataSource database() {
        return shown;
    }

    /** Notes that nothing is left to do, so that there is time to tidy up. */
    public void runHasFinished() {
        runHasFinished = true;
    }

    @Override
    public void close() {
        try (database) {
            server.ifPresent(RepositoryServer::close);
            mark.ifPresent(TruncationGuard::close);
            if (runHasFinished) {
                compactIfSparse();
            }
        }
    }

    /** Nothing is lost if it fails or is killed: the old file is there until the new one is whole. */
    private void compactIfSparse() {
        boolean done = false;
        try (Connection connection = database.getConnection()) {
            if (door.isSparse(connection)) {
                log.info("The repository's file is being made smaller");
                RepositoryServer.whileCompacting(door.url(), surroundings.command(), () -> door.compact(connection));
            }
            done = true;
        } catch (SQLException e) {
            // Compacting closes the database, and with it this connection.
            if (!done) {
                log.debug("The repository keeps its size", e);
            }
        }
    }

    private static HikariDataSource pool(RepositoryConnector door) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("repository");
        config.setJdbcUrl(door.url());
        door.user().ifPresent(config::setUsername);
        door.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(LONGEST_WAIT.toMillis());
        return new HikariDataSource(config);
    }
}
