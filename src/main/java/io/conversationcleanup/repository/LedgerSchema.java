package io.conversationcleanup.repository;

import io.conversationcleanup.repository.Dialect.UnusableException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The ledger's tables. Stateless, thread-safe.
 *
 * <p>They are made by a script of our own and not by Flyway or Boot's initialisation: there is one script for each database
 * and one version of it, a history of migrations would be a table and a library more, and Spring Batch's tables are made in
 * the same way, for Boot runs their script at each start and passes over errors. A change of a table raises the version.
 * A repository of another version is refused rather than changed: H2 copies a table to add a column to it, without a
 * transaction, and a process that was killed meanwhile left a repository that nobody could open.
 */
public final class LedgerSchema {

    private static final int VERSION = 7;

    // Several schemas of one PostgreSQL database may hold a repository each.
    private static final String TABLE_EXISTS = """
            SELECT COUNT(*) FROM information_schema.tables
            WHERE table_schema = CURRENT_SCHEMA AND LOWER(table_name) = 'cleanup_schema'
            """;

    private static final String STORED_VERSIONS = "SELECT version FROM cleanup_schema";

    private static final String BATCH_SCRIPTS = "org/springframework/batch/core/schema-";

    /** The script makes this sequence last: without it, the tables there are those of a start that was cut short. */
    private static final String BATCH_COMPLETE = """
            SELECT COUNT(*) FROM information_schema.sequences
            WHERE sequence_schema = CURRENT_SCHEMA AND UPPER(sequence_name) = 'BATCH_JOB_INSTANCE_SEQ'
            """;

    private LedgerSchema() {}

    /** Whether the database has been used as a repository. */
    public static boolean exists(DataSource repository) {
        return exists(JdbcClient.create(repository));
    }

    /**
     * Creates the tables that are not there; leaves the others as they are.
     *
     * @throws UnusableException if the tables are of a version that this program does not know, or if the database cannot
     *     store all characters; nothing is changed
     */
    public static void create(DataSource repository) {
        JdbcClient client = JdbcClient.create(repository);
        Dialect dialect = Dialect.of(repository);
        dialect.make(
                repository,
                () -> isCurrent(client),
                new ClassPathResource("schema-" + dialect.nameInScripts() + ".sql", LedgerSchema.class),
                Optional.empty());
    }

    /**
     * Creates Spring Batch's tables unless they are there, after this one's own. Boot's initialisation would run the script at
     * each start and pass over the errors that it then causes, and so over any other.
     */
    public static void createBatchTables(DataSource repository) {
        Dialect dialect = Dialect.of(repository);
        JdbcClient client = JdbcClient.create(repository);
        String script = dialect.nameInScripts() + ".sql";
        dialect.make(
                repository,
                () -> client.sql(BATCH_COMPLETE).query(Integer.class).single() > 0,
                new ClassPathResource(BATCH_SCRIPTS + script),
                // Nothing can be in tables that are not complete, for no job begins before they are.
                Optional.of(new ClassPathResource(BATCH_SCRIPTS + "drop-" + script)));
    }

    /**
     * Whether they are all there.
     *
     * @throws UnusableException if they are of another version
     */
    static boolean isCurrent(JdbcClient client) {
        List<Integer> versions = exists(client)
                ? client.sql(STORED_VERSIONS).query(Integer.class).list()
                : List.of();
        for (int version : versions) {
            if (version != VERSION) {
                throw new UnusableException("its tables are of version " + version
                        + ", and this program knows version " + VERSION
                        + ". Nothing was changed. Use the version of the"
                        + " program that made them, or name another repository with --repository");
            }
        }
        return versions.contains(VERSION);
    }

    private static boolean exists(JdbcClient client) {
        return client.sql(TABLE_EXISTS).query(Integer.class).single() > 0;
    }
}
