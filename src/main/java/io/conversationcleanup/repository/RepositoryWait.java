package io.conversationcleanup.repository;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a starting database server, or for the process that has the file open, and logs that. Not thread-safe. */
final class RepositoryWait {

    private static final Logger log = LoggerFactory.getLogger(RepositoryWait.class);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private static final Duration LONGEST_START = Duration.ofMinutes(1);
    private static final Duration LOOK_AGAIN_AT_SERVER = Duration.ofSeconds(1);

    /** Most commands are shorter and need no message. */
    private static final long USUAL_WAIT = Duration.ofSeconds(3).toNanos();

    /** A compacting process cannot answer; ten minutes suffice for some hundred gigabytes. */
    private static final long LONGEST_COMPACTION = Duration.ofMinutes(10).toNanos();

    private final Surroundings surroundings;
    private final long silence;
    private final long begun;
    private long answeredAt;
    private boolean told;

    /** The wait is over after this long without an answer. */
    RepositoryWait(Duration silence, Surroundings surroundings) {
        this.surroundings = surroundings;
        this.silence = silence.toNanos();
        this.begun = now();
        this.answeredAt = begun;
    }

    private long now() {
        return surroundings.nanos().getAsLong();
    }

    void pause() {
        surroundings.pause().accept(LOOK_AGAIN);
    }

    /** Opens the repository, after a wait for a starting server; empty if another process has the file open. */
    Optional<Connection> open(RepositoryConnector connector) throws SQLException {
        long since = now();
        boolean warned = false;
        while (true) {
            try {
                Optional<Connection> opened = connector.open();
                return opened.isPresent() ? Optional.of(writable(opened.get())) : opened;
            } catch (SQLException e) {
                Duration waited = Duration.ofNanos(now() - since);
                if (!RepositoryFailure.mayBeStarting(e)
                        || waited.plus(LOOK_AGAIN_AT_SERVER).compareTo(LONGEST_START) > 0) {
                    throw e;
                }
                if (!warned) {
                    warned = true;
                    log.info(
                            "The repository's database is not up: {}. Waiting for it for up to {} s",
                            RepositoryFailure.reason(e),
                            LONGEST_START.toSeconds());
                }
            }
            surroundings.pause().accept(LOOK_AGAIN_AT_SERVER);
        }
    }

    /** H2 opens a read-only file, which would fail only at the first change. */
    private static Connection writable(Connection opened) throws SQLException {
        if (opened.isReadOnly()) {
            opened.close();
            throw new SQLException("its file can be read but not written");
        }
        return opened;
    }

    /** Restarts the wait, because the process has answered. */
    void answered(ServerFile holder) {
        answeredAt = now();
        if (!told && answeredAt - begun > USUAL_WAIT) {
            told = true;
            log.info(
                    "Waiting for {}, which has the repository open; this command continues when it ends", holder.who());
        }
    }

    /** Restarts the wait for a compacting process, up to a limit. */
    void compacting(ServerFile holder) {
        if (now() - begun < LONGEST_COMPACTION) {
            answered(holder);
        }
    }

    /** Restarts the wait, because another process has the file now. */
    void renew() {
        answeredAt = now();
    }

    boolean isOver() {
        return now() - answeredAt > silence;
    }
}
