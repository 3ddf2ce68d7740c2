package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.ledger.RowStore;
import io.conversationcleanup.ledger.RowStore.ReportRow;
import io.conversationcleanup.ledger.RowStore.Selection;
import io.conversationcleanup.ledger.RowStore.StagedRow;
import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.repository.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Rows in {@code cleanup_row}, read with their results. Thread-safe. */
final class JdbcRowStore implements RowStore {

    /** The number of rows in memory at a time. */
    static final int PAGE = 5_000;

    private static final String REPORTED = """
            SELECT r.row_key, r.line, r.usr, r.peer, r.conversation_type, r.clear_ramble, r.original,
                   r.state AS staged_state, o.state AS settled_state, w.row_key AS waiting_key,
                   COALESCE(o.code, w.code) AS code, COALESCE(r.message, o.message, w.message) AS message,
                   COALESCE(o.attempts, w.attempts, 0) AS attempts,
                   COALESCE(o.answered_at, w.answered_at) AS answered_at
            FROM cleanup_row r
            LEFT JOIN cleanup_outcome o ON o.row_key = r.row_key
            LEFT JOIN cleanup_retry w ON w.row_key = r.row_key
            WHERE r.row_key BETWEEN ? AND ?
            """;

    static final String REPORT_PAGE = REPORTED + """
            ORDER BY r.row_key
            FETCH FIRST ? ROWS ONLY
            """;

    private static final String OF_USER = REPORTED + """
              AND (r.usr = ? OR r.peer = ?
                   OR (r.conversation_type IS NULL AND POSITION(CAST(? AS VARCHAR) IN r.original) > 0))
            ORDER BY r.row_key
            """;

    private static final String STAGED_PAGE = """
            SELECT row_key, line, usr, peer, conversation_type, clear_ramble, state, message, original
            FROM cleanup_row
            WHERE row_key BETWEEN ? AND ?
            ORDER BY row_key
            FETCH FIRST ? ROWS ONLY
            """;

    private static final String OF_SELECTED = """
            FROM cleanup_outcome o JOIN cleanup_row r ON r.row_key = o.row_key
            WHERE o.row_key BETWEEN ? AND ? AND o.state = ANY(CAST(? AS SMALLINT ARRAY))
              AND (? OR o.code = ANY(CAST(? AS VARCHAR ARRAY)))
            """;

    private static final String SELECTED_PAGE = """
            SELECT r.row_key, r.line, r.usr, r.peer, r.conversation_type, r.clear_ramble, r.state, r.message, r.original
            """ + OF_SELECTED + """
            ORDER BY o.row_key
            FETCH FIRST ? ROWS ONLY
            """;

    private static final String SELECTED_COUNT = "SELECT COUNT(*) " + OF_SELECTED;

    private static final String COUNT_STAGED = """
            UPDATE cleanup_run SET rows_total = rows_total + ?, rows_rejected = rows_rejected + ?,
                   rows_duplicate = rows_duplicate + ?, last_row = GREATEST(last_row, ?)
            WHERE staged = FALSE AND run_no = ? AND owner = ?
            """;

    private static final String STAGED = "UPDATE cleanup_run SET staged = TRUE" + Ownership.OWNED;

    private static final String IS_STAGED = "SELECT staged FROM cleanup_run WHERE run_no = ?";

    private final JdbcTemplate template;
    private final JdbcClient client;
    private final Dialect dialect;
    private final TransactionTemplate transactions;
    private final Ownership ownership;

    JdbcRowStore(JdbcTemplate template, Dialect dialect, TransactionTemplate transactions, Ownership ownership) {
        this.transactions = transactions;
        this.ownership = ownership;
        this.template = template;
        this.client = JdbcClient.create(template);
        this.dialect = dialect;
    }

    @Override
    public void stage(OwnedRun run, List<StagedRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        transactions.executeWithoutResult(status -> {
            countStaged(run, rows);
            add(run.run(), rows);
        });
    }

    private void countStaged(OwnedRun run, List<StagedRow> rows) {
        int updated = client.sql(COUNT_STAGED)
                .param(rows.size())
                .param(count(rows, RowState.REJECTED))
                .param(count(rows, RowState.DUPLICATE))
                .param(rows.stream().mapToLong(StagedRow::row).max().orElse(0))
                .param(run.run())
                .param(run.token())
                .update();
        if (updated != 1) {
            ownership.lock(run);
            throw new IllegalStateException(
                    "no row can be added to run " + run.run() + ": its whole input has been staged");
        }
    }

    private static long count(List<StagedRow> rows, RowState state) {
        return rows.stream().filter(row -> row.state() == state).count();
    }

    private void add(long run, List<StagedRow> rows) {
        try {
            Staging.stage(dialect, template, run, rows);
        } catch (DuplicateKeyException twice) {
            throw new IllegalStateException(
                    "of the rows "
                            + RowNumbers.format(
                                    rows.stream().map(StagedRow::row).toList()) + " of run " + run
                            + " at least one has been staged before; a staged row is never replaced",
                    twice);
        }
    }

    @Override
    public void staged(OwnedRun run) {
        ownership.change(run, STAGED);
    }

    @Override
    public boolean isStaged(long run) {
        return client.sql(IS_STAGED)
                .param(run)
                .query(Boolean.class)
                .optional()
                .orElseThrow(() -> Ownership.unknown(run));
    }

    @Override
    public Optional<StagedRow> row(long run, long row) {
        long key = RowKey.of(run, row);
        return client.sql(STAGED_PAGE)
                .params(key, key, 1)
                .query(JdbcRowStore::stagedRow)
                .optional();
    }

    @Override
    public void forEachStaged(long run, Consumer<StagedRow> consumer) {
        forEach(run, STAGED_PAGE, JdbcRowStore::stagedRow, consumer);
    }

    @Override
    public void forEachRow(long run, Consumer<ReportRow> consumer) {
        forEach(run, REPORT_PAGE, JdbcRowStore::reportRow, consumer);
    }

    @Override
    public List<ReportRow> of(long run, String id) {
        return client.sql(OF_USER)
                .params(RowKey.first(run), RowKey.last(run), id, id, id)
                .query(JdbcRowStore::reportRow)
                .list();
    }

    @Override
    public List<StagedRow> selected(long run, Selection selection, long from, int limit) {
        return ofSelected(SELECTED_PAGE, RowKey.of(run, from), run, selection)
                .param(limit)
                .query(JdbcRowStore::stagedRow)
                .list();
    }

    @Override
    public long count(long run, Selection selection) {
        return ofSelected(SELECTED_COUNT, RowKey.first(run), run, selection)
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec ofSelected(String sql, long from, long run, Selection selection) {
        return client.sql(sql)
                .param(from)
                .param(RowKey.last(run))
                .param(Columns.array("smallint", List.copyOf(selection.states()), RowState::storedNumber))
                .param(selection.codes().isEmpty())
                .param(Columns.array("varchar", List.copyOf(selection.codes()), code -> code));
    }

    /** Holds no connection while the consumer runs between pages. */
    private <T> void forEach(long run, String sql, RowMapper<T> mapper, Consumer<T> consumer) {
        long from = RowKey.first(run);
        List<Keyed<T>> page;
        do {
            page = client.sql(sql)
                    .params(from, RowKey.last(run), PAGE)
                    .query((columns, index) -> new Keyed<>(columns.getLong("row_key"), mapper.mapRow(columns, index)))
                    .list();
            for (Keyed<T> row : page) {
                consumer.accept(row.value());
                from = row.key() + 1;
            }
        } while (page.size() == PAGE);
    }

    private record Keyed<T>(long key, T value) {}

    private static StagedRow stagedRow(ResultSet columns, int index) throws SQLException {
        return new StagedRow(
                RowKey.row(columns.getLong("row_key")),
                columns.getLong("line"),
                RowState.ofStoredNumber(columns.getInt("state")),
                Columns.conversation(columns),
                columns.getString("message"),
                columns.getString("original"));
    }

    private static ReportRow reportRow(ResultSet columns, int index) throws SQLException {
        return new ReportRow(
                columns.getLong("line"),
                Columns.conversation(columns),
                columns.getString("original"),
                Columns.state(columns),
                columns.getString("code"),
                columns.getString("message"),
                columns.getInt("attempts"),
                Columns.instant(columns, "answered_at"));
    }
}
