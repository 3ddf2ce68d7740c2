package io.conversationcleanup.repository;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a database server that starts or restarts when a command begins. Stateless. */
final class StartingServer {

    private static final Logger log = LoggerFactory.getLogger(StartingServer.class);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private StartingServer() {}

    /**
     * Opens the repository; empty if another process has its file open.
     *
     * @throws SQLException if it cannot be opened for another reason than a server that starts, or if that takes too long
     */
    static Optional<Connection> open(RepositoryConnector door, Surroundings surroundings) throws SQLException {
        long begun = surroundings.nanos().getAsLong();
        boolean told = false;
        while (true) {
            try {
                return door.open();
            } catch (SQLException e) {
                Duration waited = Duration.ofNanos(surroundings.nanos().getAsLong() - begun);
                if (!RepositoryFailure.mayBeStarting(e)
                        || waited.plus(LOOK_AGAIN).compareTo(LONGEST_WAIT) > 0) {
                    throw e;
                }
                if (!told) {
                    told = true;
                    log.info(
                            "The repository's database is not up: {}. Waiting for it for up to {} s",
                            RepositoryFailure.reason(e),
                            LONGEST_WAIT.toSeconds());
                }
            }
            surroundings.pause().accept(LOOK_AGAIN);
        }
    }
}
