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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The open repository, which serves an embedded database to the user's other processes. Thread-safe. */
public final class Repository implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Repository.class);

    /** One for each sender, one for the job's thread, and some for Spring Batch's short inner transactions. */
    private static final int CONNECTIONS = 12;

    /** A server that cannot be reached for this long is gone. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final RepositoryConnector connector;
    private final HikariDataSource database;
    private final DataSource shown;
    private final Surroundings surroundings;

    // Complete once {@code open} returns.
    private Optional<TruncationGuard> mark = Optional.empty();
    private Optional<RepositoryServer> server = Optional.empty();
    private boolean runHasFinished;

    private Repository(RepositoryConnector connector, HikariDataSource database, Surroundings surroundings) {
        this.connector = connector;
        this.database = database;
        this.shown = new FailFastDataSource(database);
        this.surroundings = surroundings;
    }

    /**
     * Opens the repository and creates its tables if necessary.
     *
     * @param refusal why no run may start beside what another process does in the database; empty to wait for it
     * @throws CommandFailedException if another process holds the repository or it cannot be used
     */
    public static Repository open(
            RepositoryConnector connector,
            Surroundings surroundings,
            Function<DataSource, Optional<CommandFailedException>> refusal) {
        TruncationGuard.forgetIfGone(connector.url());
        // Must stay open until the pool has a connection: an embedded database closes with its last one.
        try (Connection first = opened(connector, surroundings, refusal)) {
            DataSource opened = new SingleConnectionDataSource(first, true);
            TruncationGuard.requireWhole(connector.url(), opened);
            LedgerSchema.create(opened);
            LedgerSchema.createBatchTables(opened);
            return started(new Repository(connector, pool(connector), surroundings));
        } catch (SQLException | RuntimeException e) {
            throw RepositoryFailure.cannotOpen(connector, e);
        }
    }

    /** Waits for another command that has the file open, as long as that command responds. */
    private static Connection opened(
            RepositoryConnector connector,
            Surroundings surroundings,
            Function<DataSource, Optional<CommandFailedException>> refusal)
            throws SQLException {
        connector.createFile();
        RepositoryWait waiting = new RepositoryWait(RepositorySession.PATIENCE, surroundings);
        while (true) {
            Optional<Connection> opened = waiting.open(connector);
            if (opened.isPresent()) {
                return opened.get();
            }
            if (waiting.isOver()) {
                throw RepositoryFailure.silent(connector);
            }
            Optional<ServerFile> holder = connector.holder();
            holder.filter(ServerFile::compacts).ifPresent(waiting::compacting);
            Optional<Connection> served = holder.flatMap(connector::openThrough);
            if (served.isPresent()) {
                try (Connection connection = served.get()) {
                    meet(holder.get(), connection, waiting, refusal);
                } catch (SQLException | DataAccessException e) {
                    log.debug("The process that had the repository open has ended", e);
                }
            }
            waiting.pause();
        }
    }

    private static void meet(
            ServerFile holder,
            Connection served,
            RepositoryWait waiting,
            Function<DataSource, Optional<CommandFailedException>> refusal)
            throws SQLException {
        if (holder.work() == ServerFile.Work.VISIT) {
            // An answer that exceeds the network timeout breaks the connection.
            while (served.isValid(0)) {
                waiting.answered(holder);
                waiting.pause();
            }
            return;
        }
        Optional<CommandFailedException> refused = refusal.apply(new SingleConnectionDataSource(served, true));
        if (refused.isPresent()) {
            throw refused.get();
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
        mark = TruncationGuard.keep(connector.url(), database);
        // Only now, so that other processes find all tables.
        server = RepositoryServer.serve(connector.url(), ServerFile.Work.RUN, surroundings);
    }

    public DataSource database() {
        return shown;
    }

    /** Allows {@code close} to compact the file, because nothing is left to do. */
    public void runHasFinished() {
        runHasFinished = true;
    }

    /** Stops serving other processes. */
    public void stopServing() {
        server.ifPresent(RepositoryServer::close);
        server = Optional.empty();
    }

    @Override
    public void close() {
        try (database) {
            stopServing();
            mark.ifPresent(TruncationGuard::close);
            if (runHasFinished) {
                compactIfSparse();
            }
        }
    }

    /** A failure or a kill loses nothing: H2 keeps the old file until the new one is complete. */
    private void compactIfSparse() {
        boolean done = false;
        try (Connection connection = database.getConnection()) {
            if (connector.isSparse(connection)) {
                log.info("The repository's file is being made smaller");
                RepositoryServer.whileCompacting(
                        connector.url(), surroundings.command(), () -> connector.compact(connection));
            }
            done = true;
        } catch (SQLException e) {
            // Compacting closes the database and so this connection.
            if (!done) {
                log.debug("The repository keeps its size", e);
            }
        }
    }

    private static HikariDataSource pool(RepositoryConnector connector) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("repository");
        config.setJdbcUrl(connector.url());
        connector.user().ifPresent(config::setUsername);
        connector.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(LONGEST_WAIT.toMillis());
        return new HikariDataSource(config);
    }

    /** Fails fast after its server is lost; otherwise each of Spring Batch's final updates would wait. Thread-safe. */
    static final class FailFastDataSource extends DelegatingDataSource {

        private volatile @Nullable SQLException loss;

        FailFastDataSource(DataSource database) {
            super(database);
        }

        @Override
        public Connection getConnection() throws SQLException {
            SQLException known = loss;
            if (known != null) {
                throw new SQLException(known.getMessage(), known.getSQLState(), known);
            }
            try {
                return super.getConnection();
            } catch (SQLException e) {
                if (RepositoryFailure.isServerGone(e)) {
                    loss = e;
                }
                throw e;
            }
        }
    }
}
