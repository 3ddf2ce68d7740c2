package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.ledger.RowOutcome;
import io.conversationcleanup.ledger.RowState;
import io.conversationcleanup.ledger.Tally;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements that record outcomes, and those that count them. Thread-safe. */
final class OutcomeStatements {

    // A list of keys that is joined, and not compared with "= ANY(?)": H2 finds the rows of such a list by their key,
    // and then compares each of them with the whole list once more. In a profile of sending, this look-up was a
    // quarter of all samples.
    static final String STATES = """
            SELECT r.row_key, r.state AS staged_state, o.state AS settled_state, w.row_key AS waiting_key
            FROM UNNEST(CAST(? AS BIGINT ARRAY)) AS k (row_key)
            JOIN cleanup_row r ON r.row_key = k.row_key
            LEFT JOIN cleanup_outcome o ON o.row_key = r.row_key
            LEFT JOIN cleanup_retry w ON w.row_key = r.row_key
            """;

    static final String WAIT_NO_LONGER = "DELETE FROM cleanup_retry WHERE row_key = ANY(?)";

    private static final String SETTLE = """
            INSERT INTO cleanup_outcome (row_key, code, message, attempts, answered_at, state)
            SELECT * FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY),
                                 CAST(? AS INTEGER ARRAY), CAST(? AS BIGINT ARRAY), CAST(? AS SMALLINT ARRAY))
            """;

    private static final String WAIT = """
            INSERT INTO cleanup_retry (row_key, code, message, attempts, answered_at, due_at)
            SELECT * FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY),
                                 CAST(? AS INTEGER ARRAY), CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY))
            """;

    // One statement, hence one snapshot: a row that is being settled is not counted twice, and not left out.
    private static final String TALLY = """
            SELECT r.rows_total, r.rows_rejected, r.rows_duplicate,
                   COALESCE(s.deleted, 0) AS deleted, COALESCE(s.already_gone, 0) AS already_gone,
                   COALESCE(s.failed, 0) AS failed, COALESCE(s.retryable, 0) AS retryable,
                   (SELECT COUNT(*) FROM cleanup_retry WHERE row_key BETWEEN :first AND :last) AS waiting
            FROM cleanup_run r
            LEFT JOIN (SELECT run_no, SUM(deleted) AS deleted, SUM(already_gone) AS already_gone, SUM(failed) AS failed,
                              SUM(retryable) AS retryable
                       FROM cleanup_sender WHERE run_no = :run GROUP BY run_no) s ON s.run_no = r.run_no
            WHERE r.run_no = :run
            """;

    private static final String WAITING = """
            SELECT code, COUNT(*) AS row_count FROM cleanup_retry WHERE row_key BETWEEN :first AND :last GROUP BY code
            """;

    private static final String FAILURES = """
            SELECT code, SUM(row_count) AS row_count FROM cleanup_failure WHERE run_no = :run GROUP BY code
            UNION ALL
            """ + WAITING;

    private final JdbcClient client;

    OutcomeStatements(JdbcClient client) {
        this.client = client;
    }

    /** Two statements when all rows are settled at their first attempt, four at most, whatever the number of rows. */
    void record(long run, List<RowOutcome> outcomes) {
        Map<Long, RowState> states = states(run, outcomes);
        List<RowOutcome> waitedBefore = outcomes.stream()
                .filter(outcome -> states.get(outcome.row()) == RowState.WAITING)
                .toList();
        for (RowOutcome outcome : outcomes) {
            requireLegal(run, states.remove(outcome.row()), outcome);
        }
        if (!waitedBefore.isEmpty()) {
            client.sql(WAIT_NO_LONGER).param(keys(run, waitedBefore)).update();
        }
        try {
            settle(run, outcomes.stream().filter(o -> o.state().settled()).toList());
            await(run, outcomes.stream().filter(o -> !o.state().settled()).toList());
        } catch (DuplicateKeyException twice) {
            throw new IllegalStateException(
                    "two senders recorded one of the rows "
                            + RowNumbers.format(
                                    outcomes.stream().map(RowOutcome::row).toList()) + " of run " + run
                            + " at the same moment; the first outcome stands",
                    twice);
        }
    }

    Tally tally(long run) {
        return client.sql(TALLY)
                .param("run", run)
                .param("first", RowKey.first(run))
                .param("last", RowKey.last(run))
                .query(OutcomeStatements::tally)
                .optional()
                .orElseThrow(() -> RunStatements.unknown(run));
    }

    private static Tally tally(ResultSet columns, int index) throws SQLException {
        long total = columns.getLong("rows_total");
        long rejected = columns.getLong("rows_rejected");
        long duplicate = columns.getLong("rows_duplicate");
        long deleted = columns.getLong("deleted");
        long alreadyGone = columns.getLong("already_gone");
        long failed = columns.getLong("failed");
        long waiting = columns.getLong("waiting");
        long retryable = columns.getLong("retryable") + waiting;
        long pending = total - rejected - duplicate - deleted - alreadyGone - failed - retryable;
        return new Tally(total, deleted, alreadyGone, failed, retryable, waiting, rejected, duplicate, pending);
    }

    SortedMap<String, Long> failuresByCode(long run) {
        return byCode(client.sql(FAILURES).param("run", run), run);
    }

    SortedMap<String, Long> waitingByCode(long run) {
        return byCode(client.sql(WAITING), run);
    }

    private static SortedMap<String, Long> byCode(JdbcClient.StatementSpec sql, long run) {
        SortedMap<String, Long> failures = new TreeMap<>();
        sql.param("first", RowKey.first(run)).param("last", RowKey.last(run)).query(columns -> {
            String code = Objects.requireNonNullElse(columns.getString("code"), "");
            failures.merge(code, columns.getLong("row_count"), Long::sum);
        });
        return Collections.unmodifiableSortedMap(failures);
    }

    private Map<Long, RowState> states(long run, List<RowOutcome> outcomes) {
        Map<Long, RowState> states = new HashMap<>();
        client.sql(STATES).param(keys(run, outcomes)).query(columns -> {
            states.put(RowKey.row(columns.getLong("row_key")), Columns.state(columns));
        });
        return states;
    }

    private static void requireLegal(long run, @Nullable RowState current, RowOutcome outcome) {
        if (current != null && current.mayBecome(outcome.state())) {
            return;
        }
        throw new IllegalStateException(
                "row " + outcome.row() + " of run " + run + " cannot be recorded as " + outcome.state() + ": "
                        + (current == null
                                ? "the run has no such row, or it is recorded twice at once"
                                : "it is " + current + " already, which never changes"));
    }

    private void settle(long run, List<RowOutcome> outcomes) {
        if (!outcomes.isEmpty()) {
            answers(SETTLE, run, outcomes)
                    .param(Columns.array(
                            "smallint", outcomes, outcome -> outcome.state().storedNumber()))
                    .update();
        }
    }

    private void await(long run, List<RowOutcome> outcomes) {
        if (!outcomes.isEmpty()) {
            answers(WAIT, run, outcomes)
                    .param(Columns.array("bigint", outcomes, outcome -> Columns.millis(outcome.dueAt())))
                    .update();
        }
    }

    private JdbcClient.StatementSpec answers(String sql, long run, List<RowOutcome> outcomes) {
        return client.sql(sql)
                .param(keys(run, outcomes))
                .param(Columns.array("varchar", outcomes, o -> Columns.cut(o.code(), Columns.CODE_LENGTH)))
                .param(Columns.array("varchar", outcomes, o -> Columns.cut(o.message(), Columns.MESSAGE_LENGTH)))
                .param(Columns.array("integer", outcomes, RowOutcome::attempts))
                .param(Columns.array("bigint", outcomes, outcome -> outcome.at().toEpochMilli()));
    }

    private static Object keys(long run, List<RowOutcome> outcomes) {
        return Columns.array("bigint", outcomes, outcome -> RowKey.of(run, outcome.row()));
    }
}
