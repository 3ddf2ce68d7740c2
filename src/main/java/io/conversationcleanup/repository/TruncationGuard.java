package io.conversationcleanup.repository;

import io.conversationcleanup.model.DaemonThreads;
import io.conversationcleanup.model.FileAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Detects a truncated H2 database with a counter in a file beside it. Thread-safe.
 *
 * <p>H2 opens a truncated file as an older or empty database, and finished rows would be sent again. The database holds
 * the same counter, raised and forced to disk before the file's, so neither a kill nor a power loss puts it behind. A
 * missing file was removed by a person and is created again.
 */
public final class TruncationGuard implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TruncationGuard.class);

    private final Path mark;
    private final JdbcTemplate database;
    private final Dialect dialect;
    private boolean warned;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("repository-mark"));

    private TruncationGuard(Path mark, DataSource repository) {
        this.mark = mark;
        this.database = new JdbcTemplate(repository);
        this.dialect = Dialect.of(repository);
    }

    /** Removes the counter's file if the database's file is gone. Call before the database is opened. */
    public static void forgetIfGone(String url) {
        Optional<Path> mark = file(url);
        if (mark.isEmpty() || RepositoryUrl.mayExist(url)) {
            return;
        }
        try {
            if (Files.deleteIfExists(mark.get())) {
                log.warn(
                        "The repository's file beside {} is gone: a new one is made, and rows that earlier runs have done"
                                + " are sent again",
                        mark.get());
            }
        } catch (IOException e) {
            log.debug("The mark of the repository's tables could not be removed", e);
        }
    }

    /** Throws {@link LostRowsException} if the database has lost data. Call after it is opened. */
    public static void requireWhole(String url, DataSource repository) {
        Optional<Path> mark = file(url);
        if (mark.isEmpty() || !Files.exists(mark.get())) {
            return;
        }
        if (!LedgerSchema.exists(repository)) {
            throw new LostRowsException(
                    "its tables are not there any more, so it has been cut short or replaced", mark.get());
        }
        JdbcClient client = JdbcClient.create(repository);
        if (LedgerSchema.isCurrent(client) && beats(client) < beats(mark.get())) {
            throw new LostRowsException(
                    "what was recorded last is not there any more, so it has been cut short, or is an older copy",
                    mark.get());
        }
    }

    /** Raises the counter every second until closed; empty without a file. Call after the tables are created. */
    public static Optional<TruncationGuard> keep(String url, DataSource repository) {
        return file(url).map(mark -> {
            TruncationGuard kept = new TruncationGuard(mark, repository);
            // Otherwise a power loss could keep the file but lose the tables.
            kept.dialect.force(kept.database);
            try {
                kept.write(beats(mark));
            } catch (IOException e) {
                throw new UnwritableException(e);
            }
            var unused = kept.timer.scheduleWithFixedDelay(kept::beat, 1, 1, TimeUnit.SECONDS);
            return kept;
        });
    }

    synchronized void beat() {
        try {
            database.update("UPDATE cleanup_schema SET beats = beats + 1");
            long beats = beats(JdbcClient.create(database));
            dialect.force(database);
            write(beats);
        } catch (DataAccessException e) {
            log.debug("The repository's mark could not be raised", e);
        } catch (IOException e) {
            if (!warned) {
                warned = true;
                log.warn(
                        "The file that shows whether the repository is complete cannot be written: {}. The run goes on;"
                                + " if the repository is truncated now, that may go unnoticed",
                        e.toString());
            }
        }
    }

    private void write(long beats) throws IOException {
        FileAccess.OWNER_ONLY.write(mark, Long.toString(beats));
    }

    private static long beats(JdbcClient client) {
        return client.sql("SELECT COALESCE(MAX(beats), 0) FROM cleanup_schema")
                .query(Long.class)
                .single();
    }

    /** 0 if a kill or a power loss left nothing readable. */
    private static long beats(Path mark) {
        try {
            return Long.parseLong(Files.readString(mark));
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    private static Optional<Path> file(String url) {
        return RepositoryUrl.file(url).map(path -> path.resolveSibling(path.getFileName() + ".made"));
    }

    /** Stops the counter. Call before the database is closed. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(1, TimeUnit.MINUTES)) {
                log.debug("The repository's mark is still being raised");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The counter's file cannot be written; see the cause. */
    public static final class UnwritableException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private UnwritableException(IOException cause) {
            super(cause);
        }
    }

    /** A repository has lost data. The message is for display. */
    public static final class LostRowsException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private LostRowsException(String what, Path mark) {
            super(what + ". (To go on with it on purpose, so that rows may be sent again, remove " + mark + ")");
        }
    }
}
