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
 * A file beside an H2 database that says that its tables have been made, and for how many seconds they have been in use.
 * Thread-safe.
 *
 * <p>H2 opens a file that has lost its end as the database that it was some time before, an empty one if need be, and rows
 * that were done since would be sent again. The same number stands in the database: it is raised and forced to the disk
 * there first, so that neither a kill nor a loss of power leaves the database behind its mark. A file that is gone altogether
 * has been removed by somebody, and is made anew.
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

    /** To be called before the database is opened: where its file is gone, so are its tables. */
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

    /**
     * To be called once it is open.
     *
     * @throws LostRowsException if it held more than it does now; nothing is changed
     * @throws Dialect.UnusableException if its tables are of another version
     */
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

    /**
     * To be called once the tables have been made; raises the mark every second until it is closed. Empty without a file.
     *
     * @throws UnwritableException if it cannot be written: what is lost later would go unnoticed
     */
    public static Optional<TruncationGuard> keep(String url, DataSource repository) {
        return file(url).map(mark -> {
            TruncationGuard kept = new TruncationGuard(mark, repository);
            // Else a loss of power could leave the mark, and not the tables.
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

    /** Raises it. */
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

    /** None where a kill or a loss of power has left nothing to read. */
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

    /** Raises the mark no more; to be called before the database is closed. */
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

    /** That the mark cannot be written, for the reason that is its cause. */
    public static final class UnwritableException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private UnwritableException(IOException cause) {
            super(cause);
        }
    }

    /** That a repository holds less than it did. Its message is for a person. */
    public static final class LostRowsException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private LostRowsException(String what, Path mark) {
            super(what + ". (To go on with it on purpose, so that rows may be sent again, remove " + mark + ")");
        }
    }
}
