package io.conversationcleanup.app;

import io.conversationcleanup.ledger.jdbc.RepositoryDoor;
import io.conversationcleanup.ledger.jdbc.RepositoryFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;

/**
 * Waits for a database server that starts or restarts when a command begins. Immutable.
 *
 * @param nanos nanoseconds since some fixed moment
 * @param pause waits for so long
 */
record StartingServer(LongSupplier nanos, Consumer<Duration> pause) {

    /** On the machine's own time. */
    static final StartingServer REAL = new StartingServer(System::nanoTime, Visit::pause);

    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /**
     * Opens the repository; empty if another process has its file open.
     *
     * @throws SQLException if it cannot be opened for another reason than a server that starts, or if that takes too long
     */
    Optional<Connection> open(RepositoryDoor door) throws SQLException {
        long begun = nanos.getAsLong();
        boolean told = false;
        while (true) {
            try {
                return door.open();
            } catch (SQLException e) {
                Duration waited = Duration.ofNanos(nanos.getAsLong() - begun);
                if (!RepositoryFailure.mayBeStarting(e)
                        || waited.plus(LOOK_AGAIN).compareTo(LONGEST_WAIT) > 0) {
                    throw e;
                }
                if (!told) {
                    told = true;
                    // Looked up here, for help is shown without logging.
                    LoggerFactory.getLogger(StartingServer.class)
                            .info(
                                    "The repository's database is not up: {}. Waiting for it for up to {} s",
                                    RepositoryFailure.reason(e),
                                    LONGEST_WAIT.toSeconds());
                }
            }
            pause.accept(LOOK_AGAIN);
        }
    }
}
