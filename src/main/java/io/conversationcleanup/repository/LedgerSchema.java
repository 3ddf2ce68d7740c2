package io.conversationcleanup.repository;

import io.conversationcleanup.repository.Dialect.UnusableException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The ledger's tables, created by one script per database. Stateless, thread-safe. Raise the version with each change
 * of a table. Other versions are refused, not migrated: H2 adds a column by copying the table without a transaction,
 * and a kill during that left a repository that could not be opened.
 */
public final class LedgerSchema {

    private static final int VERSION = 7;

    // One PostgreSQL database may hold several repositories, each in its schema.
    private static final String TABLE_EXISTS = """
            SELECT COUNT(*) FROM information_schema.tables
            WHERE table_schema = CURRENT_SCHEMA AND LOWER(table_name) = 'cleanup_schema'
            """;

    private static final String STORED_VERSIONS = "SELECT version FROM cleanup_schema";

    private static final String BATCH_SCRIPTS = "org/springframework/batch/core/schema-";

    /** The script creates this sequence last: without it, the creation was interrupted. */
    private static final String BATCH_COMPLETE = """
            SELECT COUNT(*) FROM information_schema.sequences
            WHERE sequence_schema = CURRENT_SCHEMA AND UPPER(sequence_name) = 'BATCH_JOB_INSTANCE_SEQ'
            """;

    private LedgerSchema() {}

    /** Returns whether the database has been used as a repository. */
    public static boolean exists(DataSource repository) {
        return exists(JdbcClient.create(repository));
    }

    /** Creates missing tables; throws {@link UnusableException} if their version or the encoding is not supported. */
    public static void create(DataSource repository) {
        JdbcClient client = JdbcClient.create(repository);
        Dialect dialect = Dialect.of(repository);
        dialect.make(
                repository,
                () -> isCurrent(client),
                new ClassPathResource("schema-" + dialect.nameInScripts() + ".sql", LedgerSchema.class),
                Optional.empty());
    }

    /** Creates Spring Batch's tables if missing; Boot would run the script at each start and ignore all errors. */
    public static void createBatchTables(DataSource repository) {
        Dialect dialect = Dialect.of(repository);
        JdbcClient client = JdbcClient.create(repository);
        String script = dialect.nameInScripts() + ".sql";
        dialect.make(
                repository,
                () -> client.sql(BATCH_COMPLETE).query(Integer.class).single() > 0,
                new ClassPathResource(BATCH_SCRIPTS + script),
                // Incomplete tables are empty: no job starts before they are complete.
                Optional.of(new ClassPathResource(BATCH_SCRIPTS + "drop-" + script)));
    }

    /** Throws {@link UnusableException} if the tables have another version. */
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
