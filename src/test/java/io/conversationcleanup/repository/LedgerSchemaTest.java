package io.conversationcleanup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.conversationcleanup.golden.Golden;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class LedgerSchemaTest {

    private static final String TABLES =
            "SELECT LOWER(table_name) FROM information_schema.tables WHERE table_schema = 'PUBLIC' ORDER BY table_name";

    private JdbcClient client;
    private DataSource repository;

    @BeforeEach
    void openInMemory() {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl(RepositoryUrl.effective("jdbc:h2:mem:schema;DB_CLOSE_DELAY=-1"));
        repository = database;
        client = JdbcClient.create(database);
    }

    @AfterEach
    void close() {
        client.sql("SHUTDOWN").update();
    }

    @Test
    void theTablesAreCreatedOnceAndKeepWhatTheyHold() {
        LedgerSchema.create(repository);
        client.sql("INSERT INTO cleanup_outcome VALUES (1, 2, NULL, NULL, 1, 0)")
                .update();
        LedgerSchema.create(repository);

        assertThat(client.sql(TABLES).query(String.class).list())
                .containsExactly(
                        "cleanup_event",
                        "cleanup_failure",
                        "cleanup_lease",
                        "cleanup_outcome",
                        "cleanup_retry",
                        "cleanup_row",
                        "cleanup_run",
                        "cleanup_schema",
                        "cleanup_sender",
                        "cleanup_timeline");
        assertThat(count("cleanup_outcome")).isEqualTo(1);
        assertThat(count("cleanup_schema")).isEqualTo(1);
    }

    @Test
    void aCreationThatWasCutShortIsFinished() {
        client.sql("CREATE TABLE cleanup_schema (version INTEGER NOT NULL)").update();

        LedgerSchema.create(repository);

        assertThat(count("cleanup_row")).isZero();
        assertThat(count("cleanup_schema")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 8})
    void tablesOfAnotherVersionAreLeftAlone(int version) {
        client.sql("CREATE TABLE cleanup_schema (version INTEGER NOT NULL)").update();
        client.sql("INSERT INTO cleanup_schema VALUES (" + version + ")").update();

        Dialect.UnusableException refused =
                catchThrowableOfType(Dialect.UnusableException.class, () -> LedgerSchema.create(repository));

        Golden.check(
                "errors/repository-of-another-version.txt",
                refused.getMessage().replace("version " + version, "version <OTHER>"));

        assertThat(client.sql(TABLES).query(String.class).list()).containsExactly("cleanup_schema");
    }

    @Test
    void aDatabaseIsARepositoryOnceItHasTheTables() {
        assertThat(LedgerSchema.exists(repository)).isFalse();

        LedgerSchema.create(repository);

        assertThat(LedgerSchema.exists(repository)).isTrue();
    }

    private int count(String table) {
        return client.sql("SELECT COUNT(*) FROM " + table).query(Integer.class).single();
    }
}
