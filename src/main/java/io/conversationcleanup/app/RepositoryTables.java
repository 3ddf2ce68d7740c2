package io.conversationcleanup.app;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * That the repository has its tables. Stateless, hence thread-safe.
 *
 * <p>Boot's own initialisation runs Spring Batch's script at each start and passes over the errors that it then causes, and
 * so over any other; this one runs it when the tables are missing, and fails if it fails.
 */
final class RepositoryTables {

    private static final String SCRIPT = "org/springframework/batch/core/schema-h2.sql";

    private RepositoryTables() {}

    static RepositoryTables ofSpringBatch(DataSource database) {
        if (!hasTable(database, "BATCH_JOB_INSTANCE")) {
            new ResourceDatabasePopulator(new ClassPathResource(SCRIPT)).execute(database);
        }
        return new RepositoryTables();
    }

    private static boolean hasTable(DataSource database, String name) {
        try (Connection connection = database.getConnection();
                ResultSet tables = connection.getMetaData().getTables(null, null, name, null)) {
            return tables.next();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the repository's tables cannot be listed", e);
        }
    }
}
