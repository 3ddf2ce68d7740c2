package io.conversationcleanup.ledger.jdbc;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The ledger's tables. Stateless, thread-safe. */
public final class LedgerSchema {

    private static final int VERSION = 1;

    private static final String TABLE_EXISTS = """
            SELECT COUNT(*) FROM information_schema.tables WHERE LOWER(table_name) = 'cleanup_schema'
            """;

    private static final String STORED_VERSIONS = "SELECT version FROM cleanup_schema";

    private LedgerSchema() {}

    /**
     * Creates the tables that are not there; leaves the others as they are.
     *
     * @throws IllegalStateException if the tables are of a version that this program does not know; nothing is changed
     */
    public static void create(DataSource repository) {
        JdbcClient client = JdbcClient.create(repository);
        for (int version : storedVersions(client)) {
            if (version != VERSION) {
                throw new IllegalStateException("the repository's tables are of version " + version
                        + ", and this program knows version " + VERSION
                        + ": use the version of the program that made them, or name another repository");
            }
        }
        new ResourceDatabasePopulator(new ClassPathResource("schema-h2.sql", LedgerSchema.class)).execute(repository);
    }

    private static List<Integer> storedVersions(JdbcClient client) {
        boolean exists = client.sql(TABLE_EXISTS).query(Integer.class).single() > 0;
        return exists ? client.sql(STORED_VERSIONS).query(Integer.class).list() : List.of();
    }
}
