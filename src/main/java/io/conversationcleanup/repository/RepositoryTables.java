package io.conversationcleanup.repository;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * That the repository has its tables. Stateless, hence thread-safe.
 *
 * <p>Boot's own initialisation runs Spring Batch's script at each start and passes over the errors that it then causes, and
 * so over any other; this one runs it when the tables are missing, and fails if it fails.
 */
public final class RepositoryTables {

    private static final String SCRIPTS = "org/springframework/batch/core/schema-";

    /** The script makes this sequence last: without it, the tables there are those of a start that was cut short. */
    private static final String COMPLETE = """
            SELECT COUNT(*) FROM information_schema.sequences
            WHERE sequence_schema = CURRENT_SCHEMA AND UPPER(sequence_name) = 'BATCH_JOB_INSTANCE_SEQ'
            """;

    private RepositoryTables() {}

    public static RepositoryTables ofSpringBatch(DataSource database) {
        Dialect dialect = Dialect.of(database);
        JdbcClient client = JdbcClient.create(database);
        String script = dialect.nameInScripts() + ".sql";
        dialect.make(
                database,
                () -> client.sql(COMPLETE).query(Integer.class).single() > 0,
                new ClassPathResource(SCRIPTS + script),
                // Nothing can be in tables that are not complete, for no job begins before they are.
                Optional.of(new ClassPathResource(SCRIPTS + "drop-" + script)));
        return new RepositoryTables();
    }
}
