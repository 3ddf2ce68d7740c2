package io.conversationcleanup.repository;

import io.conversationcleanup.model.Causes;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.UnknownHostException;
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

/** What a failure of the repository's database means to a person. Stateless, thread-safe. */
public final class RepositoryFailure {

    /** The class of the SQL standard for everything that is wrong with a connection. */
    private static final String CONNECTION = "08";

    /** PostgreSQL's manual, appendix "Error Codes", class 57: it was told to end, has crashed, or is not up yet. */
    private static final Set<String> SERVER_ENDS = Set.of("57P01", "57P02", "57P03");

    /** The server does not accept the connection, or speaks another protocol. */
    private static final Set<String> REFUSED = Set.of("08004", "08P01");

    private RepositoryFailure() {}

    /** Whether the database's server, or the way to it, is gone, as this or a cause of it says. */
    public static boolean isServerGone(Throwable failure) {
        return sqlCauses(failure).anyMatch(RepositoryFailure::tellsOfLostServer);
    }

    private static boolean tellsOfLostServer(SQLException cause) {
        String state = cause.getSQLState();
        if (state == null) {
            // All that the pool says of a connection that it has given up, to code that still had it.
            return "Connection is closed".equals(cause.getMessage());
        }
        return state.startsWith(CONNECTION) || SERVER_ENDS.contains(state);
    }

    /**
     * Whether the database's server may be about to start, so that the same attempt succeeds later. A server that refuses the
     * user, the database or the connection's settings is up, and so is one with which no TLS connection comes about.
     */
    public static boolean mayBeStarting(Throwable failure) {
        return isServerGone(failure)
                && sqlCauses(failure).noneMatch(cause -> REFUSED.contains(String.valueOf(cause.getSQLState())))
                && causes(failure).noneMatch(SSLException.class::isInstance);
    }

    /** Whether the embedded database's file is not what H2 has written. */
    public static boolean isDamage(Throwable failure) {
        return sqlCauses(failure)
                .anyMatch(cause -> cause.getErrorCode() == ErrorCode.FILE_CORRUPTED_1
                        || (cause.getErrorCode() == ErrorCode.IO_EXCEPTION_1
                                && Causes.innermost(cause) instanceof EOFException));
    }

    /** Whether access to the repository failed. */
    public static boolean isOfRepository(Throwable failure) {
        return Causes.of(failure)
                .anyMatch(cause -> cause instanceof DataAccessException || cause instanceof TransactionException);
    }

    /** Whether it is the database that fails, and not the program. */
    public static boolean isOfDatabase(Throwable failure) {
        return sqlCauses(failure).findAny().isPresent();
    }

    /** What the database itself says is wrong, in one line; never a password. */
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
        // "The connection attempt failed" is all that it says of an unknown host; of a refused connection it says more.
        return innermost == said.get() || innermost instanceof ConnectException
                ? text
                : text + " (" + (innermost instanceof UnknownHostException ? "unknown host " : "")
                        + line(innermost.getMessage()) + ")";
    }

    private static Stream<SQLException> sqlCauses(Throwable failure) {
        return causes(failure).filter(SQLException.class::isInstance).map(SQLException.class::cast);
    }

    /** A rollback that fails, too, hides what it was for; that comes first here. */
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
}
