package io.conversationcleanup.app;

import io.conversationcleanup.cli.CommandFailedException;
import io.conversationcleanup.cli.ExitCode;
import io.conversationcleanup.cli.RepositoryOptions;
import io.conversationcleanup.dispatch.Halt;
import io.conversationcleanup.dispatch.SystemTime;
import io.conversationcleanup.job.Processes;
import io.conversationcleanup.job.RunDesk;
import io.conversationcleanup.ledger.Lease;
import io.conversationcleanup.ledger.jdbc.JdbcLeases;
import io.conversationcleanup.ledger.jdbc.JdbcLedger;
import io.conversationcleanup.ledger.jdbc.LedgerSchema;
import io.conversationcleanup.ledger.jdbc.RepositoryDoor;
import io.conversationcleanup.ledger.jdbc.RepositoryFailure;
import io.conversationcleanup.ledger.jdbc.RepositoryMark;
import io.conversationcleanup.ledger.jdbc.RepositoryUrl;
import io.conversationcleanup.report.WriteProblem;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * A short stay of a command at a repository in which a run may be going on, on one connection and without Spring's context,
 * whose start would take longer than all else.
 *
 * <p>If another process has an embedded database open, the visit is made through that process. A file that is locked by
 * nobody who answers is locked by another visitor, or by a process that is about to begin or to end; it is free, or served,
 * a moment later. {@link Repository} waits for visitors in the same way, so neither makes the other fail.
 */
final class Visit {

    private static final Logger log = LoggerFactory.getLogger(Visit.class);

    /** A process that has the file open serves it, or gives it free, in less time than this. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private Visit() {}

    /** Does this at the desk of the repository; empty if there is no repository yet, which is not made. */
    static <T> Optional<T> make(RepositoryOptions options, Path data, Function<RunDesk, T> work) {
        RepositoryDoor door = door(options, data);
        if (!RepositoryUrl.mayExist(door.url())) {
            return Optional.empty();
        }
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Entry entry = enter(door, giveUpAt);
            try {
                DataSource database = new SingleConnectionDataSource(entry.connection(), true);
                if (entry.way() == Way.OWN && !madeReady(door, database)) {
                    return Optional.empty();
                }
                RunDesk desk = desk(database);
                T result = work.apply(desk);
                if (entry.way() == Way.OWN && desk.hasForgotten()) {
                    compact(door, entry.connection());
                }
                return Optional.of(result);
            } catch (DataAccessException e) {
                // The process that served it may have ended meanwhile. What is asked for may be asked twice.
                if (entry.way() == Way.OWN || System.nanoTime() - giveUpAt > 0) {
                    throw RepositoryFailure.isServerGone(e) ? cannotOpen(door, e) : e;
                }
                pause();
            } finally {
                entry.leave();
            }
        }
    }

    /** What was forgotten is gone either way. */
    private static void compact(RepositoryDoor door, Connection connection) {
        try {
            door.compact(connection);
        } catch (SQLException e) {
            log.debug("The repository keeps its size", e);
        }
    }

    /** How a repository was entered. */
    private enum Way {
        OWN,
        SERVED
    }

    private record Entry(Connection connection, Way way) {

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
                    RepositoryUrl.named(
                            RepositoryUrl.effective(options.url().orElseGet(() -> RepositoryUrl.embedded(data))),
                            ThisProcess.WORD),
                    options.user(),
                    options.password());
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.SETTINGS, String.valueOf(e.getMessage()));
        }
    }

    private static Entry enter(RepositoryDoor door, long giveUpAt) {
        try {
            while (true) {
                Optional<Connection> opened = door.open();
                if (opened.isPresent()) {
                    return new Entry(writable(opened.get()), Way.OWN);
                }
                Optional<Connection> served = door.openThroughHolder();
                if (served.isPresent()) {
                    return new Entry(served.get(), Way.SERVED);
                }
                if (System.nanoTime() - giveUpAt > 0) {
                    throw inUse(door);
                }
                pause();
            }
        } catch (SQLException e) {
            throw cannotOpen(door, e);
        }
    }

    /** Whether there is a repository; the creation of one that was cut short is finished. */
    private static boolean madeReady(RepositoryDoor door, DataSource database) {
        try {
            RepositoryMark.requireWhole(door.url(), database);
            boolean exists = LedgerSchema.exists(database);
            if (exists) {
                LedgerSchema.create(database);
            }
            return exists;
        } catch (RuntimeException e) {
            throw cannotOpen(door, e);
        }
    }

    /** The leases in force in a repository that another process has open; empty if there are none, or nobody answers. */
    static List<Lease> leases(RepositoryDoor door) {
        Optional<Connection> served = door.openThroughHolder();
        if (served.isEmpty()) {
            return List.of();
        }
        try (Connection connection = served.get()) {
            DataSource database = new SingleConnectionDataSource(connection, true);
            Processes processes = new ThisProcess();
            return new JdbcLeases(database, new JdbcTransactionManager(database))
                    .all().stream()
                            .filter(lease -> RunDesk.isInForce(lease, processes))
                            .toList();
        } catch (SQLException | DataAccessException e) {
            // It ends just now.
            return List.of();
        }
    }

    private static RunDesk desk(DataSource database) {
        JdbcTransactionManager transactions = new JdbcTransactionManager(database);
        return new RunDesk(
                new JdbcLedger(database, transactions, InstantSource.system()),
                new JdbcLeases(database, transactions),
                new ThisProcess(),
                ThisProcess.owner(),
                new SystemTime(new Halt()));
    }

    /** Waits for a moment, for another process. */
    static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(ExitCode.INTERNAL, "Interrupted while waiting for another process.");
        }
    }

    /** That the repository cannot be had, and who has it. */
    static CommandFailedException inUse(RepositoryDoor door) {
        return new CommandFailedException(
                ExitCode.IN_USE,
                "Another process holds the repository (" + door.heldBy().orElse("it does not say which")
                        + ") and does not answer. Wait until it has ended, or give this run a repository of its own with"
                        + " --repository.");
    }

    /** A database file without the right to write it is opened all the same, and fails at the first change. */
    static Connection writable(Connection opened) throws SQLException {
        if (opened.isReadOnly()) {
            opened.close();
            throw new SQLException("its file can be read but not written");
        }
        return opened;
    }

    /** That the repository cannot be opened, and why; any other failure is left as it is. */
    static RuntimeException cannotOpen(RepositoryDoor door, Exception failure) {
        if (failure instanceof LedgerSchema.UnknownVersionException unknown) {
            return new CommandFailedException(
                    ExitCode.SETTINGS, "The repository cannot be used: " + unknown.getMessage() + ".");
        }
        if (failure instanceof RepositoryMark.LostRowsException lost) {
            return damaged(door, String.valueOf(lost.getMessage()));
        }
        if (RepositoryFailure.isDamage(failure)) {
            return damaged(door, "the database cannot read it");
        }
        if (failure instanceof RuntimeException other && !RepositoryFailure.isOfDatabase(failure)) {
            return other;
        }
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String why = cause instanceof FileSystemException file
                ? file.getFile() + ": " + WriteProblem.of(file)
                : RepositoryFailure.reason(failure);
        if (cause instanceof IOException io && WriteProblem.isNoRoom(io)) {
            return new CommandFailedException(
                    ExitCode.INTERNAL,
                    "The repository cannot be opened, for the disk is full or the file may not grow: " + why
                            + ". Nothing was sent. When the cause is mended, give the same command again.");
        }
        String check = RepositoryUrl.isOnServer(door.url())
                ? " or CLEANUP_REPOSITORY_URL, CLEANUP_REPOSITORY_USER and CLEANUP_REPOSITORY_PASSWORD, that the server is"
                        + " up, and that the user may create tables the first time."
                : ", or CLEANUP_REPOSITORY_URL, that the place can be written, and that the file is not damaged.";
        return new CommandFailedException(
                ExitCode.SETTINGS, "The repository cannot be opened: " + why + ". Check --repository" + check);
    }

    private static CommandFailedException damaged(RepositoryDoor door, String why) {
        return new CommandFailedException(
                ExitCode.SETTINGS,
                "The repository's file " + door.file() + " is damaged: " + why
                        + ".\nNothing was sent. Put a copy of the file in its place and give the same command again. Without a"
                        + " copy, the results.csv of the earlier runs tells which rows were done.");
    }
}
