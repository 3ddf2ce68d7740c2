package io.conversationcleanup.repository;

import io.conversationcleanup.model.Causes;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.WriteProblem;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Classifies and explains failures of the repository's database. Stateless, thread-safe. */
public final class RepositoryFailure {

    /** The SQL standard's class of connection errors. */
    private static final String CONNECTION = "08";

    /** PostgreSQL's manual, appendix "Error Codes", class 57: shutdown, crash, or still starting. */
    private static final Set<String> SERVER_ENDS = Set.of("57P01", "57P02", "57P03");

    /** The server rejects the connection or speaks another protocol. */
    private static final Set<String> REFUSED = Set.of("08004", "08P01");

    private RepositoryFailure() {}

    /** Returns whether the database's server, or the connection to it, is lost. */
    public static boolean isServerGone(Throwable failure) {
        return sqlCauses(failure).anyMatch(RepositoryFailure::tellsOfLostServer);
    }

    private static boolean tellsOfLostServer(SQLException cause) {
        String state = cause.getSQLState();
        if (state == null) {
            // The pool's only message for a connection that it has closed while in use.
            return "Connection is closed".equals(cause.getMessage());
        }
        return state.startsWith(CONNECTION) || SERVER_ENDS.contains(state);
    }

    /** Returns whether the server may be starting; false if it rejects the connection or its TLS handshake fails. */
    public static boolean mayBeStarting(Throwable failure) {
        return isServerGone(failure)
                && sqlCauses(failure).noneMatch(cause -> REFUSED.contains(String.valueOf(cause.getSQLState())))
                && causes(failure).noneMatch(SSLException.class::isInstance);
    }

    /** Returns whether the embedded database's file is damaged. */
    public static boolean isDamage(Throwable failure) {
        return sqlCauses(failure)
                .anyMatch(cause -> cause.getErrorCode() == ErrorCode.FILE_CORRUPTED_1
                        || (cause.getErrorCode() == ErrorCode.IO_EXCEPTION_1
                                && Causes.innermost(cause) instanceof EOFException));
    }

    /** Returns whether access to the repository failed. */
    public static boolean isOfRepository(Throwable failure) {
        return Causes.of(failure)
                .anyMatch(cause -> cause instanceof DataAccessException || cause instanceof TransactionException);
    }

    /** Returns whether the database failed rather than the program. */
    public static boolean isOfDatabase(Throwable failure) {
        return sqlCauses(failure).findAny().isPresent();
    }

    /** Returns the database's own message in one line, never with a password. */
    public static String reason(Throwable failure) {
        Optional<SQLException> said =
                sqlCauses(failure).filter(PSQLException.class::isInstance).findFirst();
        if (said.isEmpty()) {
            return line(Causes.innermost(failure).getMessage());
        }
        Throwable innermost = Causes.innermost(said.get());
        ServerErrorMessage server = ((PSQLException) said.get()).getServerErrorMessage();
        if (server != null) {
            return line(server.getMessage());
        }
        String text = line(said.get().getMessage()).replaceFirst("\\.$", "");
        // "The connection attempt failed" hides an unknown host; for a refused connection the text is complete.
        return innermost == said.get() || innermost instanceof ConnectException
                ? text
                : text + " (" + (innermost instanceof UnknownHostException ? "unknown host " : "")
                        + line(innermost.getMessage()) + ")";
    }

    private static Stream<SQLException> sqlCauses(Throwable failure) {
        return causes(failure).filter(SQLException.class::isInstance).map(SQLException.class::cast);
    }

    /** If the rollback fails as well, the original failure comes first. */
    private static Stream<Throwable> causes(Throwable failure) {
        return Causes.of(failure)
                .flatMap(cause -> cause instanceof TransactionSystemException rollback
                                && rollback.getApplicationException() != null
                        ? Stream.concat(causes(rollback.getApplicationException()), Stream.of(cause))
                        : Stream.of(cause));
    }

    private static String line(@Nullable String text) {
        return String.valueOf(text).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    static CommandFailedException silent(RepositoryConnector connector) {
        return new CommandFailedException(
                ExitCode.IN_USE,
                "Another process holds the repository ("
                        + connector
                                .holder()
                                .filter(ServerFile::exists)
                                .map(ServerFile::who)
                                .orElse("it does not say which")
                        + ") and does not answer. Wait until it has ended, or give this run a repository of its own with"
                        + " --repository.");
    }

    /** Explains why the repository cannot be opened; returns unrelated failures unchanged. */
    public static RuntimeException cannotOpen(RepositoryConnector connector, Exception failure) {
        if (failure instanceof Dialect.UnusableException unknown) {
            return new CommandFailedException(
                    ExitCode.SETTINGS, "The repository cannot be used: " + unknown.getMessage() + ".");
        }
        if (failure instanceof TruncationGuard.LostRowsException lost) {
            return damaged(connector, String.valueOf(lost.getMessage()));
        }
        if (isDamage(failure)) {
            return damaged(connector, "the database cannot read it");
        }
        boolean unguarded = failure instanceof TruncationGuard.UnwritableException;
        if (failure instanceof RuntimeException other && !unguarded && !isOfDatabase(failure)) {
            return other;
        }
        Throwable cause = Causes.innermost(failure);
        String why = cause instanceof FileSystemException file
                ? file.getFile() + ": " + WriteProblem.of(file)
                : reason(failure);
        if (cause instanceof IOException io && WriteProblem.isNoRoom(io)) {
            return new CommandFailedException(
                    ExitCode.INTERNAL,
                    "The repository cannot be opened, for the disk is full or the file may not grow: " + why
                            + ". Nothing was sent. When the cause is mended, give the same command again.");
        }
        return new CommandFailedException(ExitCode.SETTINGS, unguarded ? unguarded(why) : unopened(connector, why));
    }

    private static String unguarded(String why) {
        return "The file that shows whether the repository is complete cannot be written: " + why
                + ". Without it, a repository that is truncated later would go unnoticed, and rows that were done would be"
                + " sent again. Nothing was sent. Make the file writable, then give the same command again.";
    }

    private static String unopened(RepositoryConnector connector, String why) {
        String check = RepositoryUrl.isOnServer(connector.url())
                ? " or CLEANUP_REPOSITORY_URL, CLEANUP_REPOSITORY_USER and CLEANUP_REPOSITORY_PASSWORD, that the server is"
                        + " up, and that the user may create tables the first time."
                : ", or CLEANUP_REPOSITORY_URL, that the place can be written, and that the file is not damaged.";
        return "The repository cannot be opened: " + why + ". Check --repository" + check;
    }

    private static CommandFailedException damaged(RepositoryConnector connector, String why) {
        return new CommandFailedException(
                ExitCode.SETTINGS,
                "The repository's file " + connector.file() + " is damaged: " + why
                        + ".\nNothing was sent. Put a copy of the file in its place and give the same command again. Without a"
                        + " copy, the results.csv of the earlier runs tells which rows were done.");
    }
}
