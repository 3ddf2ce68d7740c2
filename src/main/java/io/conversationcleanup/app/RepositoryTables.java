package io.conversationcleanup.app;

import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * That the repository has its tables. Stateless, hence thread-safe.
 *
 * <p>Boot's own initialisation runs Spring Batch's script at each start and passes over the errors that it then causes, and
 * so over any other; this one runs it when the tables are missing, and fails if it fails.
 */
final class RepositoryTables {

    private static final String DROP = "org/springframework/batch/core/schema-drop-h2.sql";
    private static final String CREATE = "org/springframework/batch/core/schema-h2.sql";

    /** The script makes this sequence last: without it, the tables there are those of a start that was cut short. */
    private static final String COMPLETE = """
            SELECT COUNT(*) FROM information_schema.sequences WHERE UPPER(sequence_name) = 'BATCH_JOB_INSTANCE_SEQ'
            """;

    private RepositoryTables() {}

    static RepositoryTables ofSpringBatch(DataSource database) {
        boolean complete =
                JdbcClient.create(database).sql(COMPLETE).query(Integer.class).single() > 0;
        if (!complete) {
            // Nothing can be in tables that are not complete, for no job begins before they are.
            new ResourceDatabasePopulator(new ClassPathResource(DROP), new ClassPathResource(CREATE)).execute(database);
        }
        return new RepositoryTables();
    }
}
