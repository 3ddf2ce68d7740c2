package io.conversationcleanup.ledger.jdbc;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The statements that remove a run, in pieces because of the connection's timeout. Thread-safe. */
final class ForgetStatements {

    private static final int PIECE = 50_000;

    private static final String DISOWN = """
            UPDATE cleanup_run r SET input_sha256 = CONCAT('forgotten ', run_id), owner = :token, staged = FALSE,
                   status_reason = 'it is being forgotten; give the forget command again'
            WHERE r.run_no = :run AND NOT EXISTS (
                SELECT 1 FROM cleanup_lease l
                WHERE l.job = r.job AND l.lane = r.lane AND l.input_sha256 = r.input_sha256 AND l.owner <> :token
                  AND COALESCE(l.run_no, r.run_no) = r.run_no)
            """;

    private static final String EXISTS = "SELECT COUNT(*) > 0 FROM cleanup_run WHERE run_no = ?";

    private static final String LAST_ROW = """
            SELECT last_row FROM cleanup_run WHERE run_no = ? AND input_sha256 = CONCAT('forgotten ', run_id)
            """;

    private static final List<String> OF_ROWS = List.of("cleanup_outcome", "cleanup_retry", "cleanup_row");

    // Spring Batch's manual, "Meta-Data Schema".
    private static final String EXECUTIONS = """
            SELECT p.job_execution_id FROM batch_job_execution_params p
            JOIN cleanup_run r ON r.run_id = p.parameter_value
            WHERE p.parameter_name = 'run' AND r.run_no = ?
            """;

    private static final String INSTANCES = """
            SELECT DISTINCT job_instance_id FROM batch_job_execution WHERE job_execution_id = ANY(?)
            """;

    private static final List<String> OF_EXECUTIONS = List.of("""
            DELETE FROM batch_step_execution_context WHERE step_execution_id IN
                (SELECT step_execution_id FROM batch_step_execution WHERE job_execution_id = ANY(?))
            """, """
            DELETE FROM batch_step_execution WHERE job_execution_id = ANY(?)
            """, """
            DELETE FROM batch_job_execution_context WHERE job_execution_id = ANY(?)
            """, """
            DELETE FROM batch_job_execution_params WHERE job_execution_id = ANY(?)
            """, """
            DELETE FROM batch_job_execution WHERE job_execution_id = ANY(?)
            """);

    private final JdbcClient client;
    private final TransactionTemplate transactions;

    ForgetStatements(JdbcClient client, TransactionTemplate transactions) {
        this.client = client;
        this.transactions = transactions;
    }

    /** No command finds the run after this. */
    void disown(long run, String token) {
        if (client.sql(DISOWN).param("run", run).param("token", token).update() == 0) {
            boolean exists = client.sql(EXISTS).param(run).query(Boolean.class).single();
            throw exists ? Ownership.lost() : Ownership.unknown(run);
        }
    }

    void forget(long run) {
        long lastRow =
                client.sql(LAST_ROW).param(run).query(Long.class).optional().orElseThrow(() -> Ownership.unknown(run));
        for (long first = 1; first <= lastRow; first += PIECE) {
            long from = RowKey.of(run, first);
            for (String table : OF_ROWS) {
                client.sql("DELETE FROM " + table + " WHERE row_key BETWEEN ? AND ?")
                        .params(from, from + PIECE - 1)
                        .update();
            }
        }
        transactions.executeWithoutResult(status -> {
            forgetExecutions(run);
            for (String table : List.of("cleanup_sender", "cleanup_run")) {
                client.sql("DELETE FROM " + table + " WHERE run_no = ?")
                        .param(run)
                        .update();
            }
        });
    }

    private void forgetExecutions(long run) {
        List<Long> executions =
                client.sql(EXECUTIONS).param(run).query(Long.class).list();
        List<Long> instances =
                client.sql(INSTANCES).param(ids(executions)).query(Long.class).list();
        OF_EXECUTIONS.forEach(sql -> client.sql(sql).param(ids(executions)).update());
        client.sql("DELETE FROM batch_job_instance WHERE job_instance_id = ANY(?)")
                .param(ids(instances))
                .update();
    }

    private static Object ids(List<Long> ids) {
        return Columns.array("bigint", ids, id -> id);
    }
}
