package io.conversationcleanup.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.repository.LedgerSchema;
import io.conversationcleanup.repository.RepositoryUrl;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Holds H2 to the plans on which the ledger's speed rests: every table by its key, nothing sorted. A plan that scans or
 * sorts gives the same rows, a thousand times slower in a large run.
 */
class QueryPlanTest {

    private static JdbcClient client;

    @BeforeAll
    static void openInMemory() {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl(RepositoryUrl.effective("jdbc:h2:mem:plans;DB_CLOSE_DELAY=-1"));
        LedgerSchema.create(database);
        client = JdbcClient.create(database);
        client.sql("INSERT INTO cleanup_row SELECT x, x, 'u', 'p', 1, FALSE, 0, NULL, NULL FROM SYSTEM_RANGE(1, 5000)")
                .update();
        client.sql("INSERT INTO cleanup_outcome SELECT x, 2, NULL, NULL, 1, 0 FROM SYSTEM_RANGE(1, 1000)")
                .update();
        client.sql("INSERT INTO cleanup_retry SELECT x, NULL, NULL, 1, 0, 0 FROM SYSTEM_RANGE(1001, 4000)")
                .update();
        client.sql("ANALYZE").update();
    }

    @AfterAll
    static void close() {
        client.sql("SHUTDOWN").update();
    }

    @Test
    void aPageOfPendingRowsIsReadInTheOrderOfTheKeyUpToTheLimit() {
        String plan = plan(JdbcOutstandingStore.PENDING, 1, 5_000, 0, 300);

        assertEachTableByKey(plan, 3);
        assertThat(plan).contains("/* index sorted */");
        assertThat(rowsRead(plan)).isBetween(4_200L, 4_300L);
    }

    @Test
    void aPageOfRowsOfWhichNothingIsRecordedIsReadInTheOrderOfTheKeyUpToTheLimit() {
        String plan = plan(JdbcOutstandingStore.UNTOUCHED, 4_001, 5_000, 0, 300);

        assertEachTableByKey(plan, 1);
        assertThat(plan).contains("/* index sorted */");
        assertThat(rowsRead(plan)).isBetween(290L, 300L);
    }

    @Test
    void aPageOfDueRowsIsReadInTheOrderOfTheKeyUpToTheLimit() {
        String plan = plan(JdbcOutstandingStore.DUE, 1, 5_000, 0, 300);

        assertEachTableByKey(plan, 2);
        assertThat(plan).contains("/* index sorted */");
        assertThat(rowsRead(plan)).isBetween(290L, 300L);
    }

    @Test
    void aPageOfTheReportIsReadInTheOrderOfTheKeyUpToTheLimit() {
        String plan = plan(JdbcRowStore.REPORT_PAGE, 900, 5_000, 300);

        assertEachTableByKey(plan, 3);
        assertThat(plan).contains("/* index sorted */");
        assertThat(rowsRead(plan)).isBetween(290L, 300L);
    }

    @Test
    void theStatesOfRowsAreLookedUpByKey() {
        assertEachTableByKey(plan(JdbcResultStore.STATES, "ARRAY[1, 1001, 4001]"), 3);
        assertEachTableByKey(plan(JdbcResultStore.WAIT_NO_LONGER, "ARRAY[1001, 1002]"), 1);
        assertEachTableByKey(plan(JdbcOutstandingStore.IN_DOUBT, "ARRAY[1, 1001, 4001]", 0), 3);
    }

    private static void assertEachTableByKey(String plan, int tables) {
        assertThat(plan).doesNotContain("tableScan");
        assertThat(plan.split("PUBLIC\\.PRIMARY_KEY", -1)).hasSize(tables + 1);
    }

    /** The rows that H2 read of the first table. */
    private static long rowsRead(String plan) {
        Matcher count = Pattern.compile("scanCount: (\\d+)").matcher(plan);
        assertThat(count.find()).isTrue();
        return Long.parseLong(count.group(1));
    }

    private static String plan(String sql, Object... values) {
        String filled = sql;
        for (Object value : values) {
            filled = filled.replaceFirst("\\?", value.toString());
        }
        return client.sql("EXPLAIN ANALYZE " + filled).query(String.class).single();
    }
}
