package io.conversationcleanup.repository;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A command's short access to a repository on one connection, without Spring's slow start. Not thread-safe. If another
 * process has an embedded database open, the command works through it, and starts again if that process ends.
 */
public final class RepositorySession {

    private static final Logger log = LoggerFactory.getLogger(RepositorySession.class);

    /** A process that has the file open serves or releases it in less time. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RepositoryConnector connector;
    private final Duration patience;
    private final Surroundings surroundings;

    /** Creates a session that waits for {@code patience} if the file is locked and its process does not answer. */
    public RepositorySession(RepositoryConnector connector, Duration patience, Surroundings surroundings) {
        this.surroundings = surroundings;
        this.connector = connector;
        this.patience = patience;
    }

    /**
     * Runs this work on the repository's database; empty, and nothing is created, if there is no repository.
     *
     * @param work may run twice if the process that serves the database ends
     * @param shrunk whether the work removed enough to compact the file
     */
    public <T> Optional<T> make(Function<DataSource, T> work, BooleanSupplier shrunk) {
        if (!RepositoryUrl.mayExist(connector.url())) {
            return Optional.empty();
        }
        RepositoryWait waiting = new RepositoryWait(patience, surroundings);
        while (true) {
            Entry entry = enter(waiting);
            try {
                return entry.holder().isPresent()
                        ? Optional.of(work.apply(entry.database()))
                        : workHere(entry, work, shrunk);
            } catch (RuntimeException e) {
                if (entry.holder().isEmpty() || !RepositoryFailure.isOfDatabase(e)) {
                    throw RepositoryFailure.isServerGone(e) ? RepositoryFailure.cannotOpen(connector, e) : e;
                }
                // Repeating the work is safe.
                if (hasEnded(entry.holder().get())) {
                    waiting.renew();
                } else if (waiting.isOver()) {
                    throw e;
                }
            } finally {
                entry.leave();
            }
            waiting.pause();
        }
    }

    private <T> Optional<T> workHere(Entry entry, Function<DataSource, T> work, BooleanSupplier shrunk) {
        DataSource database = entry.database();
        if (!madeReady(database)) {
            return Optional.empty();
        }
        VisitServer server = VisitServer.start(connector.url(), surroundings);
        T result;
        try {
            result = work.apply(database);
        } finally {
            server.close();
        }
        if (shrunk.getAsBoolean()) {
            compact(entry.connection());
        }
        return Optional.of(result);
    }

    /** A failure only leaves the file large. */
    private void compact(Connection connection) {
        try {
            RepositoryServer.whileCompacting(
                    connector.url(), surroundings.command(), () -> connector.compact(connection));
        } catch (SQLException e) {
            log.debug("The repository keeps its size", e);
        }
    }

    /** The holder is empty if the file was opened here or the database is a server. */
    private record Entry(Connection connection, Optional<ServerFile> holder) {

        DataSource database() {
            return new SingleConnectionDataSource(connection, true);
        }

        void leave() {
            try {
                connection.close();
            } catch (SQLException e) {
                log.debug("The connection was broken already", e);
            }
        }
    }

    private Entry enter(RepositoryWait waiting) {
        try {
            while (true) {
                Optional<Connection> opened = waiting.open(connector);
                if (opened.isPresent()) {
                    return new Entry(opened.get(), Optional.empty());
                }
                Optional<ServerFile> holder = connector.holder();
                Optional<Connection> served = holder.flatMap(connector::openThrough);
                if (served.isPresent()) {
                    return new Entry(served.get(), holder);
                }
                holder.filter(ServerFile::compacts).ifPresent(waiting::compacting);
                if (waiting.isOver()) {
                    throw RepositoryFailure.silent(connector);
                }
                waiting.pause();
            }
        } catch (SQLException e) {
            throw RepositoryFailure.cannotOpen(connector, e);
        }
    }

    /** A killed process leaves its file behind. */
    private boolean hasEnded(ServerFile holder) {
        return !holder.exists() || !connector.holder().equals(Optional.of(holder));
    }

    /** Returns whether there is a repository; completes an interrupted creation. */
    private boolean madeReady(DataSource database) {
        try {
            TruncationGuard.requireWhole(connector.url(), database);
            boolean exists = LedgerSchema.exists(database);
            if (exists) {
                LedgerSchema.create(database);
            }
            return exists;
        } catch (RuntimeException e) {
            throw RepositoryFailure.cannotOpen(connector, e);
        }
    }

    /** Serves the database after a delay, because most commands end sooner. Thread-safe. */
    private static final class VisitServer implements AutoCloseable {

        /** Less than the time that other processes wait for the file. */
        private static final Duration DELAY = Duration.ofMillis(500);

        private final String url;
        private final Surroundings surroundings;
        private final CountDownLatch over = new CountDownLatch(1);
        private final Thread thread = new Thread(this::serve, "visit-server");

        private VisitServer(String url, Surroundings surroundings) {
            this.url = url;
            this.surroundings = surroundings;
        }

        static VisitServer start(String url, Surroundings surroundings) {
            VisitServer server = new VisitServer(url, surroundings);
            server.thread.setDaemon(true);
            server.thread.start();
            return server;
        }

        private void serve() {
            try {
                if (over.await(DELAY.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                Optional<RepositoryServer> server = RepositoryServer.serve(url, ServerFile.Work.VISIT, surroundings);
                over.await();
                server.ifPresent(RepositoryServer::close);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Stops serving. Call before closing the database. */
        @Override
        public void close() {
            over.countDown();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
