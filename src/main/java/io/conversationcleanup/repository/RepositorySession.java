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
 * A short stay of a command at a repository in which a run may be going on, on one connection and without Spring's context,
 * whose start would take longer than all else. Not thread-safe.
 *
 * <p>If another process has an embedded database open, the visit is made through that process, be it a run or a visitor; if
 * that ends meanwhile, the work is begun anew. A visitor that opens the file itself serves it to others. A file that is
 * locked by nobody who answers is locked by a process that is about to begin or to end; it is free, or served, a moment later.
 */
public final class RepositorySession {

    private static final Logger log = LoggerFactory.getLogger(RepositorySession.class);

    /** A process that has the file open serves it, or gives it free, in less time than this. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RepositoryConnector connector;
    private final Duration patience;
    private final Surroundings surroundings;

    /**
     * A visit that is to be made.
     *
     * @param patience how long the file may be locked by a process that does not answer
     */
    public RepositorySession(RepositoryConnector connector, Duration patience, Surroundings surroundings) {
        this.surroundings = surroundings;
        this.connector = connector;
        this.patience = patience;
    }

    /**
     * Does this with the repository's database; empty if there is no repository yet, which is not made.
     *
     * @param work may be done twice, if the process through which it was begun ends
     * @param shrunk whether the work has removed so much that the file should be made smaller
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
                // What is asked for may be asked twice.
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

    /** What was forgotten is gone either way. */
    private void compact(Connection connection) {
        try {
            RepositoryServer.whileCompacting(
                    connector.url(), surroundings.command(), () -> connector.compact(connection));
        } catch (SQLException e) {
            log.debug("The repository keeps its size", e);
        }
    }

    /**
     * How a repository was entered.
     *
     * @param holder through whom; empty if the file was opened here, or the database is a server
     */
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

    /** Whether this process no longer has the file open; one that is killed leaves its description behind. */
    private boolean hasEnded(ServerFile holder) {
        return !holder.exists() || !connector.holder().equals(Optional.of(holder));
    }

    /** Whether there is a repository; the creation of one that was cut short is finished. */
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

    /**
     * Serves the database of a visit to other processes once the visit has lasted a while. Most visits are over before, and
     * would be slower if they served at once. Thread-safe.
     */
    private static final class VisitServer implements AutoCloseable {

        /** Others wait longer than this for the file before they give up. */
        private static final Duration DELAY = Duration.ofMillis(500);

        private final String url;
        private final Surroundings surroundings;
        private final CountDownLatch over = new CountDownLatch(1);
        private final Thread thread = new Thread(this::serve, "visit-server");

        private VisitServer(String url, Surroundings surroundings) {
            this.url = url;
            this.surroundings = surroundings;
        }

        /** Serves the database that this process has opened with this URL, soon, until it is closed. */
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

        /** Serves no longer. To be called before the database is closed. */
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
