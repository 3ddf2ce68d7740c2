package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.ledger.RowOutcome;
import io.conversationcleanup.ledger.RowState;
import io.conversationcleanup.ledger.Tally;
import java.util.Collections;
import java.util.EnumMap;
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

    static final String STATES = """
            SELECT r.row_key, r.state AS staged_state, o.state AS settled_state, w.row_key AS waiting_key
            FROM cleanup_row r
            LEFT JOIN cleanup_outcome o ON o.row_key = r.row_key
            LEFT JOIN cleanup_retry w ON w.row_key = r.row_key
            WHERE r.row_key = ANY(?)
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
    // What was staged to be sent stands as "pending" here; what has been settled since or waits is taken off it later.
    private static final String TALLY = """
            SELECT state, COUNT(*) AS row_count FROM cleanup_outcome
            WHERE row_key BETWEEN :first AND :last GROUP BY state
            UNION ALL SELECT %d, COUNT(*) FROM cleanup_retry WHERE row_key BETWEEN :first AND :last
            UNION ALL SELECT %d, rows_rejected FROM cleanup_run WHERE run_no = :run
            UNION ALL SELECT %d, rows_duplicate FROM cleanup_run WHERE run_no = :run
            UNION ALL SELECT %d, rows_total - rows_rejected - rows_duplicate FROM cleanup_run WHERE run_no = :run
            """.formatted(
                    RowState.WAITING.storedNumber(),
                    RowState.REJECTED.storedNumber(),
                    RowState.DUPLICATE.storedNumber(),
                    RowState.PENDING.storedNumber());

    private static final String WAITING = """
            SELECT code, COUNT(*) AS row_count FROM cleanup_retry WHERE row_key BETWEEN :first AND :last GROUP BY code
            """;

    private static final String FAILURES =
            """
            SELECT code, COUNT(*) AS row_count FROM cleanup_outcome
            WHERE row_key BETWEEN :first AND :last AND state IN (%d, %d) GROUP BY code
            UNION ALL %s
            """.formatted(RowState.FAILED.storedNumber(), RowState.RETRYABLE.storedNumber(), WAITING);

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
        Map<RowState, Long> counts = new EnumMap<>(RowState.class);
        client.sql(TALLY)
                .param("run", run)
                .param("first", RowKey.first(run))
                .param("last", RowKey.last(run))
                .query(columns -> {
                    counts.put(RowState.ofStoredNumber(columns.getInt("state")), columns.getLong("row_count"));
                });
        Long toSend = counts.get(RowState.PENDING);
        if (toSend == null) {
            throw RunStatements.unknown(run);
        }
        long deleted = counts.getOrDefault(RowState.DELETED, 0L);
        long alreadyGone = counts.getOrDefault(RowState.ALREADY_GONE, 0L);
        long failed = counts.getOrDefault(RowState.FAILED, 0L);
        long waiting = counts.getOrDefault(RowState.WAITING, 0L);
        long retryable = counts.getOrDefault(RowState.RETRYABLE, 0L) + waiting;
        long rejected = counts.getOrDefault(RowState.REJECTED, 0L);
        long duplicate = counts.getOrDefault(RowState.DUPLICATE, 0L);
        return new Tally(
                toSend + rejected + duplicate,
                deleted,
                alreadyGone,
                failed,
                retryable,
                waiting,
                rejected,
                duplicate,
                toSend - deleted - alreadyGone - failed - retryable);
    }

    SortedMap<String, Long> failuresByCode(long run) {
        return byCode(FAILURES, run);
    }

    SortedMap<String, Long> waitingByCode(long run) {
        return byCode(WAITING, run);
    }

    private SortedMap<String, Long> byCode(String sql, long run) {
        SortedMap<String, Long> failures = new TreeMap<>();
        client.sql(sql)
                .param("first", RowKey.first(run))
                .param("last", RowKey.last(run))
                .query(columns -> {
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
