package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.ledger.ResultStore;
import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.ledger.Run.RowTotals;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.repository.Dialect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Results and counts in {@code cleanup_outcome} and {@code cleanup_retry}. Thread-safe. */
final class JdbcResultStore implements ResultStore {

    // A join, not "= ANY(?)": for the latter H2 finds the rows by key and then compares each with the whole list again,
    // which was a quarter of all samples in a profile of sending.
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

    // One statement for one moment: otherwise a row being recorded could be counted twice or not at all.
    private static final String FIGURES = """
            SELECT 'total' AS kind, CAST(NULL AS VARCHAR) AS code, rows_total AS row_count
            FROM cleanup_run WHERE run_no = :run
            UNION ALL SELECT 'rejected', NULL, rows_rejected FROM cleanup_run WHERE run_no = :run
            UNION ALL SELECT 'duplicate', NULL, rows_duplicate FROM cleanup_run WHERE run_no = :run
            UNION ALL SELECT 'deleted', NULL, SUM(deleted) FROM cleanup_sender WHERE run_no = :run
            UNION ALL SELECT 'already gone', NULL, SUM(already_gone) FROM cleanup_sender WHERE run_no = :run
            UNION ALL SELECT 'failed', NULL, SUM(failed) FROM cleanup_sender WHERE run_no = :run
            UNION ALL SELECT 'retryable', NULL, SUM(retryable) FROM cleanup_sender WHERE run_no = :run
            UNION ALL SELECT 'code', code, SUM(row_count) FROM cleanup_failure WHERE run_no = :run GROUP BY code
            UNION ALL SELECT 'waiting', code, COUNT(*) FROM cleanup_retry
                      WHERE row_key BETWEEN :first AND :last GROUP BY code
            """;

    private final JdbcTemplate template;
    private final JdbcClient client;
    private final Dialect dialect;
    private final TransactionTemplate transactions;
    private final SenderStatements senders;
    private final SteadyClock clock;

    JdbcResultStore(
            JdbcTemplate template,
            Dialect dialect,
            TransactionTemplate transactions,
            SenderStatements senders,
            SteadyClock clock) {
        this.template = template;
        this.client = JdbcClient.create(template);
        this.dialect = dialect;
        this.transactions = transactions;
        this.senders = senders;
        this.clock = clock;
    }

    /** Takes three statements if all rows finish at their first attempt; few more for retries and failure codes. */
    @Override
    public void record(OwnedRun run, int sender, List<RowResult> learnt, CallCounts calls, List<Long> note) {
        transactions.executeWithoutResult(status -> {
            // First, because it checks and locks the ownership until the transaction ends.
            senders.record(run, sender, learnt, calls, note, clock.instant());
            if (!learnt.isEmpty()) {
                add(run.run(), learnt);
            }
        });
        // A call may leave only after its note and the staged rows survive a power loss.
        dialect.force(template);
    }

    /** Waits for a record in progress, then refuses other owners. */
    void take(OwnedRun run) {
        senders.take(run);
    }

    /** Two statements if all rows finish at their first attempt, at most four, for any number of rows. */
    private void add(long run, List<RowResult> outcomes) {
        Map<Long, RowState> states = states(run, outcomes);
        List<RowResult> waitedBefore = outcomes.stream()
                .filter(outcome -> states.get(outcome.row()) == RowState.WAITING)
                .toList();
        for (RowResult outcome : outcomes) {
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
                                    outcomes.stream().map(RowResult::row).toList()) + " of run " + run
                            + " at the same moment; the first outcome stands",
                    twice);
        }
    }

    @Override
    public RowTotals totals(long run) {
        Map<String, Long> counts = new HashMap<>();
        Map<String, Long> settled = new HashMap<>();
        Map<String, Long> waiting = new HashMap<>();
        client.sql(FIGURES)
                .param("run", run)
                .param("first", RowKey.first(run))
                .param("last", RowKey.last(run))
                .query(columns -> {
                    String kind = columns.getString("kind");
                    String code = Objects.requireNonNullElse(columns.getString("code"), "");
                    long rows = columns.getLong("row_count");
                    switch (kind) {
                        case "code" -> settled.merge(code, rows, Long::sum);
                        case "waiting" -> waiting.merge(code, rows, Long::sum);
                        default -> counts.put(kind, rows);
                    }
                });
        if (!counts.containsKey("total")) {
            throw Ownership.unknown(run);
        }
        return new RowTotals(tally(counts, waiting), settled, waiting);
    }

    private static Tally tally(Map<String, Long> counts, Map<String, Long> waitingByCode) {
        long total = counts.getOrDefault("total", 0L);
        long rejected = counts.getOrDefault("rejected", 0L);
        long duplicate = counts.getOrDefault("duplicate", 0L);
        long deleted = counts.getOrDefault("deleted", 0L);
        long alreadyGone = counts.getOrDefault("already gone", 0L);
        long failed = counts.getOrDefault("failed", 0L);
        long waiting =
                waitingByCode.values().stream().mapToLong(Long::longValue).sum();
        long retryable = counts.getOrDefault("retryable", 0L) + waiting;
        long pending = total - rejected - duplicate - deleted - alreadyGone - failed - retryable;
        return new Tally(total, deleted, alreadyGone, failed, retryable, waiting, rejected, duplicate, pending);
    }

    private Map<Long, RowState> states(long run, List<RowResult> outcomes) {
        Map<Long, RowState> states = new HashMap<>();
        client.sql(STATES).param(keys(run, outcomes)).query(columns -> {
            states.put(RowKey.row(columns.getLong("row_key")), Columns.state(columns));
        });
        return states;
    }

    private static void requireLegal(long run, @Nullable RowState current, RowResult outcome) {
        if (current != null && current.mayBecome(outcome.state())) {
            return;
        }
        throw new IllegalStateException(
                "row " + outcome.row() + " of run " + run + " cannot be recorded as " + outcome.state() + ": "
                        + (current == null
                                ? "the run has no such row, or it is recorded twice at once"
                                : "it is " + current + " already, which never changes"));
    }

    private void settle(long run, List<RowResult> outcomes) {
        if (!outcomes.isEmpty()) {
            answers(SETTLE, run, outcomes)
                    .param(Columns.array(
                            "smallint", outcomes, outcome -> outcome.state().storedNumber()))
                    .update();
        }
    }

    private void await(long run, List<RowResult> outcomes) {
        if (!outcomes.isEmpty()) {
            answers(WAIT, run, outcomes)
                    .param(Columns.array("bigint", outcomes, outcome -> Columns.millis(outcome.dueAt())))
                    .update();
        }
    }

    private JdbcClient.StatementSpec answers(String sql, long run, List<RowResult> outcomes) {
        return client.sql(sql)
                .param(keys(run, outcomes))
                .param(Columns.array("varchar", outcomes, o -> orNull(o.code(), Columns.CODE_LENGTH)))
                .param(Columns.array("varchar", outcomes, o -> orNull(o.message(), Columns.MESSAGE_LENGTH)))
                .param(Columns.array("integer", outcomes, RowResult::attempts))
                .param(Columns.array("bigint", outcomes, outcome -> outcome.at().toEpochMilli()));
    }

    private static Object keys(long run, List<RowResult> outcomes) {
        return Columns.array("bigint", outcomes, outcome -> RowKey.of(run, outcome.row()));
    }

    private static @Nullable String orNull(String text, int length) {
        return text.isEmpty() ? null : Columns.cut(text, length);
    }
}
