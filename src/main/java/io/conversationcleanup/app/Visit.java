package io.conversationcleanup.app;

import io.conversationcleanup.cli.CommandFailedException;
import io.conversationcleanup.cli.ExitCode;
import io.conversationcleanup.cli.RepositoryOptions;
import io.conversationcleanup.dispatch.Halt;
import io.conversationcleanup.dispatch.SystemTime;
import io.conversationcleanup.job.RunDesk;
import io.conversationcleanup.ledger.Owner;
import io.conversationcleanup.ledger.jdbc.Holder;
import io.conversationcleanup.ledger.jdbc.JdbcLeases;
import io.conversationcleanup.ledger.jdbc.JdbcLedger;
import io.conversationcleanup.ledger.jdbc.LedgerSchema;
import io.conversationcleanup.ledger.jdbc.RepositoryDoor;
import io.conversationcleanup.ledger.jdbc.RepositoryFailure;
import io.conversationcleanup.ledger.jdbc.RepositoryMark;
import io.conversationcleanup.ledger.jdbc.RepositoryServer;
import io.conversationcleanup.ledger.jdbc.RepositoryUrl;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * A short stay of a command at a repository in which a run may be going on, on one connection and without Spring's context,
 * whose start would take longer than all else. Not thread-safe.
 *
 * <p>If another process has an embedded database open, the visit is made through that process, be it a run or a visitor; if
 * that ends meanwhile, the work is begun anew. A visitor that opens the file itself serves it to others. A file that is
 * locked by nobody who answers is locked by a process that is about to begin or to end; it is free, or served, a moment later.
 */
final class Visit {

    private static final Logger log = LoggerFactory.getLogger(Visit.class);

    /** A process that has the file open serves it, or gives it free, in less time than this. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final RepositoryDoor door;
    private final String command;
    private final Duration patience;
    private final StartingServer server;

    // One for all attempts: what one has left behind belongs to the next.
    private final Owner self;

    /**
     * A visit that is to be made.
     *
     * @param command what this process does, for others
     * @param patience how long the file may be locked by a process that does not answer
     */
    Visit(RepositoryDoor door, String command, Duration patience) {
        this(door, command, patience, StartingServer.REAL);
    }

    /** The same with another wait for a database server. */
    Visit(RepositoryDoor door, String command, Duration patience, StartingServer server) {
        this.server = server;
        this.door = door;
        this.self = ThisProcess.owner(door.sessions());
        this.command = command;
        this.patience = patience;
    }

    /** Does this at the desk of the repository; empty if there is no repository yet, which is not made. */
    <T> Optional<T> make(Function<RunDesk, T> work) {
        if (!RepositoryUrl.mayExist(door.url())) {
            return Optional.empty();
        }
        Patience waiting = new Patience(patience);
        while (true) {
            Entry entry = enter(waiting);
            try {
                return entry.holder().isPresent()
                        ? Optional.of(work.apply(desk(entry.database())))
                        : workHere(entry, work);
            } catch (RuntimeException e) {
                if (entry.holder().isEmpty() || !RepositoryFailure.isOfDatabase(e)) {
                    throw RepositoryFailure.isServerGone(e) ? RepositoryProblem.cannotOpen(door, e) : e;
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
            pause();
        }
    }

    private <T> Optional<T> workHere(Entry entry, Function<RunDesk, T> work) {
        DataSource database = entry.database();
        if (!madeReady(database)) {
            return Optional.empty();
        }
        RunDesk desk = desk(database);
        VisitServer server = VisitServer.start(door.url(), command);
        T result;
        try {
            result = work.apply(desk);
        } finally {
            server.close();
        }
        if (desk.hasForgotten()) {
            compact(entry.connection());
        }
        return Optional.of(result);
    }

    /** What was forgotten is gone either way. */
    private void compact(Connection connection) {
        try {
            RepositoryServer.whileCompacting(door.url(), command, () -> door.compact(connection));
        } catch (SQLException e) {
            log.debug("The repository keeps its size", e);
        }
    }

    /**
     * How a repository was entered.
     *
     * @param holder through whom; empty if the file was opened here, or the database is a server
     */
    private record Entry(Connection connection, Optional<Holder> holder) {

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

    /** The ways into the repository that is meant. */
    static RepositoryDoor door(RepositoryOptions options, Path data) {
        try {
            return new RepositoryDoor(
                    RepositoryUrl.effective(options.url().orElseGet(() -> RepositoryUrl.embedded(data))),
                    options.user(),
                    options.password(),
                    ThisProcess.word());
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.SETTINGS, String.valueOf(e.getMessage()));
        }
    }

    private Entry enter(Patience waiting) {
        try {
            while (true) {
                Optional<Connection> opened = server.open(door);
                if (opened.isPresent()) {
                    return new Entry(writable(opened.get()), Optional.empty());
                }
                Optional<Holder> holder = door.holder();
                Optional<Connection> served = holder.flatMap(door::openThrough);
                if (served.isPresent()) {
                    return new Entry(served.get(), holder);
                }
                holder.filter(Holder::compacts).ifPresent(waiting::compacting);
                if (waiting.isOver()) {
                    throw RepositoryProblem.silent(door);
                }
                pause();
            }
        } catch (SQLException e) {
            throw RepositoryProblem.cannotOpen(door, e);
        }
    }

    /** Whether this process no longer has the file open; one that is killed leaves its description behind. */
    private boolean hasEnded(Holder holder) {
        return !holder.exists() || !door.holder().equals(Optional.of(holder));
    }

    /** Whether there is a repository; the creation of one that was cut short is finished. */
    private boolean madeReady(DataSource database) {
        try {
            RepositoryMark.requireWhole(door.url(), database);
            boolean exists = LedgerSchema.exists(database);
            if (exists) {
                LedgerSchema.create(database);
            }
            return exists;
        } catch (RuntimeException e) {
            throw RepositoryProblem.cannotOpen(door, e);
        }
    }

    private RunDesk desk(DataSource database) {
        JdbcTransactionManager transactions = new JdbcTransactionManager(database);
        return new RunDesk(
                new JdbcLedger(database, transactions, AssembledApplication.CLOCK),
                new JdbcLeases(database, transactions),
                new ThisProcess(),
                self,
                new SystemTime(new Halt()));
    }

    /** Waits for a moment, for another process. */
    static void pause() {
        pause(LOOK_AGAIN);
    }

    /** Waits for so long, for another process. */
    static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(ExitCode.INTERNAL, "Interrupted while waiting for another process.");
        }
    }

    /** A database file without the right to write it is opened all the same, and fails at the first change. */
    static Connection writable(Connection opened) throws SQLException {
        if (opened.isReadOnly()) {
            opened.close();
            throw new SQLException("its file can be read but not written");
        }
        return opened;
    }
}
