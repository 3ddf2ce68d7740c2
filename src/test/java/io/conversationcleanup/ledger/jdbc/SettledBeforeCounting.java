package io.conversationcleanup.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.ledger.Tally;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows settled by a version that did not count them: the same on each database. Stateless. */
final class SettledBeforeCounting {

    private SettledBeforeCounting() {}

    /** Asserts that an upgrade from version 3 counts them, once. */
    static void mustBeCountedByAnUpgrade(DataSource repository) {
        JdbcClient client = JdbcClient.create(repository);
        LedgerSchema.create(repository);
        client.sql("""
                INSERT INTO cleanup_run (run_no, run_id, job, lane, input_sha256, sequence_no, provider, operation,
                                         input_file, input_columns, staging, status, started_at, rows_total)
                VALUES (7, 'r', 'j', 'l', 's', 1, 'p', 'o', 'f', '[]', '', 'STOPPED', 0, 6)
                """).update();
        // Two deleted, one already gone, one refused, one given up.
        client.sql("""
                INSERT INTO cleanup_outcome (row_key, state, code, attempts, answered_at) VALUES
                (70000000001, 2, NULL, 1, 0), (70000000002, 2, NULL, 1, 0), (70000000003, 3, '51009', 1, 0),
                (70000000004, 4, '50001', 1, 0), (70000000005, 5, 'timeout', 5, 0)
                """).update();
        for (String column : List.of("deleted", "already_gone", "failed", "retryable")) {
            client.sql("ALTER TABLE cleanup_sender DROP COLUMN " + column).update();
        }
        client.sql("DROP TABLE cleanup_failure").update();
        client.sql("UPDATE cleanup_schema SET version = 3").update();

        LedgerSchema.create(repository);
        LedgerSchema.create(repository);

        OutcomeStatements outcomes = new OutcomeStatements(client);
        assertThat(outcomes.tally(7)).isEqualTo(new Tally(6, 2, 1, 1, 1, 0, 0, 0, 1));
        assertThat(outcomes.failuresByCode(7)).isEqualTo(Map.of("50001", 1L, "timeout", 1L));
    }
}
