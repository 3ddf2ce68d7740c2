package io.conversationcleanup.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conversationcleanup.repository.Dialect;
import io.conversationcleanup.repository.LedgerSchema;
import io.conversationcleanup.repository.RepositoryFailure;
import io.conversationcleanup.repository.RepositoryUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables on PostgreSQL, and how they are found and looked into. */
class PostgreSqlSchemaIT {

    private static final String TABLES =
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name";

    private final String url = PostgreSqlServer.newDatabase();
    private final DataSource repository = dataSource(RepositoryUrl.effective(url));
    private final JdbcClient client = JdbcClient.create(repository);

    @Test
    void processesThatUseAnEmptyDatabaseFirstAtTheSameMomentAllFindItsTables() {
        int processes = 8;
        CyclicBarrier start = new CyclicBarrier(processes);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            all.add(CompletableFuture.runAsync(
                    () -> {
                        try {
                            start.await();
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                        LedgerSchema.create(repository);
                    },
                    task -> new Thread(task).start()));
        }
        all.forEach(CompletableFuture::join);

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
        assertThat(client.sql("SELECT version FROM cleanup_schema")
                        .query(Integer.class)
                        .list())
                .containsExactly(7);
    }

    @Test
    void tablesOfAnotherVersionAreLeftAlone() {
        client.sql("CREATE TABLE cleanup_schema (version INTEGER NOT NULL)").update();
        client.sql("INSERT INTO cleanup_schema VALUES (8)").update();

        assertThatExceptionOfType(Dialect.UnusableException.class)
                .isThrownBy(() -> LedgerSchema.create(repository))
                .withMessageContaining("of version 8, and this program knows version 7");

        assertThat(client.sql(TABLES).query(String.class).list()).containsExactly("cleanup_schema");
    }

    @Test
    void aCreationThatFailsLeavesNothing() {
        client.sql("CREATE TABLE cleanup_retry (other INTEGER)").update();
        client.sql("CREATE TABLE cleanup_sender (other INTEGER)").update();

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> LedgerSchema.create(repository))
                .satisfies(failure -> assertThat(RepositoryFailure.reason(failure))
                        .isEqualTo("relation \"cleanup_retry\" already exists"));

        assertThat(client.sql(TABLES).query(String.class).list()).containsExactly("cleanup_retry", "cleanup_sender");
    }

    @Test
    void eachSchemaOfADatabaseMayHoldARepository() {
        client.sql("CREATE SCHEMA other").update();
        LedgerSchema.create(repository);
        DataSource other = dataSource(RepositoryUrl.effective(url + "&currentSchema=other"));

        assertThat(LedgerSchema.exists(other)).isFalse();
        LedgerSchema.create(other);

        assertThat(LedgerSchema.exists(other)).isTrue();
    }

    @Test
    void noRightToMakeTablesIsNeededOnceTheyAreThere() {
        LedgerSchema.create(repository);
        client.sql("CREATE ROLE worker_of_" + database() + " LOGIN").update();
        client.sql("GRANT ALL ON ALL TABLES IN SCHEMA public TO worker_of_" + database())
                .update();
        DataSource worker =
                dataSource(RepositoryUrl.effective(url.replace("user=postgres", "user=worker_of_" + database())));

        LedgerSchema.create(worker);

        assertThat(LedgerSchema.exists(worker)).isTrue();
    }

    /** A planner that knows nothing of the tables' sizes, as after a run's first minute, must not read all of them. */
    @Test
    void rowsAreReadByTheirKeysHoweverLittleTheServerKnowsOfTheTables() {
        LedgerSchema.create(repository);
        client.sql("INSERT INTO cleanup_row SELECT x, x, 1, 0, FALSE, 'u', 'p' FROM generate_series(1, 20000) x")
                .update();
        client.sql("INSERT INTO cleanup_outcome SELECT x, 0, 1, 2 FROM generate_series(1, 10000) x")
                .update();
        client.sql("ANALYZE cleanup_row, cleanup_outcome").update();

        for (String sql : List.of(
                filled(JdbcOutstandingStore.PENDING, 1, 20_000, 0, 300),
                filled(JdbcOutstandingStore.UNTOUCHED, 10_001, 20_000, 0, 300),
                filled(JdbcOutstandingStore.DUE, 1, 20_000, 0, 300),
                filled(JdbcRowStore.REPORT_PAGE, 900, 20_000, 300),
                filled(JdbcResultStore.STATES, "ARRAY[1, 1001, 4001]"),
                filled(JdbcResultStore.WAIT_NO_LONGER, "ARRAY[1001, 1002]"),
                filled(JdbcOutstandingStore.IN_DOUBT, "ARRAY[1, 1001, 4001]", 0))) {
            String plan = String.join(
                    "\n", client.sql("EXPLAIN " + sql).query(String.class).list());
            assertThat(plan).as(sql).contains("Index ").doesNotContain("Seq Scan", "Hash", "Merge", "Bitmap");
        }
    }

    private static String filled(String sql, Object... values) {
        String filled = sql;
        for (Object value : values) {
            filled = filled.replaceFirst("\\?", value.toString());
        }
        return filled;
    }

    private String database() {
        return client.sql("SELECT current_database()").query(String.class).single();
    }

    private static DataSource dataSource(String url) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        return database;
    }
}
