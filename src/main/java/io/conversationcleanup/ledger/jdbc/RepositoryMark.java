package io.conversationcleanup.ledger.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An empty file beside an H2 database that says that its tables have been made. Stateless, thread-safe.
 *
 * <p>H2 opens a file that has been cut short as an empty database (seen with every length from the first two blocks on, as all
 * that a compacted file holds ends with its last block), in which every row would be sent again. A file that is gone
 * altogether has been removed by somebody, and is made anew.
 */
public final class RepositoryMark {

    private static final Logger log = LoggerFactory.getLogger(RepositoryMark.class);

    private RepositoryMark() {}

    /** To be called before the database is opened: where its file is gone, so are its tables. */
    public static void forgetIfGone(String url) {
        if (!RepositoryUrl.mayExist(url)) {
            change(url, mark -> {
                if (Files.deleteIfExists(mark)) {
                    log.warn(
                            "The repository's file beside {} is gone: a new one is made, and rows that earlier runs have"
                                    + " done are sent again",
                            mark);
                }
            });
        }
    }

    /**
     * To be called once it is open.
     *
     * @throws LostTablesException if its tables had been made and are not there; nothing is changed
     */
    public static void requireTables(String url, DataSource repository) {
        Optional<Path> mark = file(url);
        if (mark.isPresent() && Files.exists(mark.get()) && !LedgerSchema.exists(repository)) {
            throw new LostTablesException(mark.get());
        }
    }

    /** To be called once the tables have been made. */
    public static void set(String url) {
        change(url, mark -> {
            if (!Files.exists(mark)) {
                Files.createFile(mark);
            }
        });
    }

    private static Optional<Path> file(String url) {
        return RepositoryUrl.file(url).map(path -> path.resolveSibling(path.getFileName() + ".made"));
    }

    private interface Change {
        void make(Path mark) throws IOException;
    }

    private static void change(String url, Change change) {
        file(url).ifPresent(mark -> {
            try {
                change.make(mark);
            } catch (IOException e) {
                log.debug("The mark of the repository's tables could not be changed", e);
            }
        });
    }

    /** That a repository has lost its tables. Its message is for a person. */
    public static final class LostTablesException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private LostTablesException(Path mark) {
            super("its tables had been made, and are not there any more: the file has been cut short or replaced."
                    + " (To begin with an empty one on purpose, in which every row is sent again, remove " + mark
                    + ")");
        }
    }
}
