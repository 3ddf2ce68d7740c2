package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.ledger.OutstandingStore;
import io.conversationcleanup.ledger.OutstandingStore.RowRange;
import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.RowState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Outstanding rows by queries on the row tables. Thread-safe. */
final class JdbcOutstandingStore implements OutstandingStore {

    // With left joins H2 reads rows in key order and stops at the limit; NOT EXISTS takes four times as long.
    static final String PENDING = """
            SELECT r.row_key, r.line, r.usr, r.peer, r.conversation_type, r.clear_ramble, 0 AS attempts, NULL AS code
            FROM cleanup_row r
            LEFT JOIN cleanup_outcome o ON o.row_key = r.row_key
            LEFT JOIN cleanup_retry w ON w.row_key = r.row_key
            WHERE r.row_key BETWEEN ? AND ? AND r.state = ? AND o.row_key IS NULL AND w.row_key IS NULL
            ORDER BY r.row_key
            FETCH FIRST ? ROWS ONLY
            """;

    /** The same without joins, for ranges without results. */
    static final String UNTOUCHED = """
            SELECT row_key, line, usr, peer, conversation_type, clear_ramble, 0 AS attempts, NULL AS code
            FROM cleanup_row
            WHERE row_key BETWEEN ? AND ? AND state = ?
            ORDER BY row_key
            FETCH FIRST ? ROWS ONLY
            """;

    private static final String IS_TOUCHED = """
            SELECT EXISTS (SELECT 1 FROM cleanup_outcome WHERE row_key BETWEEN :first AND :last)
                OR EXISTS (SELECT 1 FROM cleanup_retry WHERE row_key BETWEEN :first AND :last)
            """;

    // Counts, because a join would look each row up in two more tables.
    private static final String PENDING_COUNT = """
            SELECT (SELECT COUNT(*) FROM cleanup_row WHERE row_key BETWEEN :first AND :last AND state = :pending)
                 - (SELECT COUNT(*) FROM cleanup_outcome WHERE row_key BETWEEN :first AND :last)
                 - (SELECT COUNT(*) FROM cleanup_retry WHERE row_key BETWEEN :first AND :last)
            """;

    static final String DUE = """
            SELECT w.row_key, r.line, r.usr, r.peer, r.conversation_type, r.clear_ramble, w.attempts, w.code
            FROM cleanup_retry w
            JOIN cleanup_row r ON r.row_key = w.row_key
            WHERE w.row_key BETWEEN ? AND ? AND w.due_at <= ?
            ORDER BY w.row_key
            FETCH FIRST ? ROWS ONLY
            """;

    /** A noted row that was due at that time was being sent again; one due later has been answered since. */
    static final String IN_DOUBT = """
            SELECT r.row_key, r.line, r.usr, r.peer, r.conversation_type, r.clear_ramble,
                   COALESCE(w.attempts, 0) AS attempts, w.code
            FROM cleanup_row r
            LEFT JOIN cleanup_outcome o ON o.row_key = r.row_key
            LEFT JOIN cleanup_retry w ON w.row_key = r.row_key
            WHERE r.row_key = ANY(?) AND o.row_key IS NULL AND (w.row_key IS NULL OR w.due_at <= ?)
            ORDER BY r.row_key
            """;

    private static final String DUE_ROWS = """
            SELECT row_key FROM cleanup_retry
            WHERE row_key BETWEEN ? AND ? AND due_at <= ?
            ORDER BY row_key
            FETCH FIRST ? ROWS ONLY
            """;

    private static final String DUE_BY = """
            UPDATE cleanup_retry SET due_at = ? WHERE row_key BETWEEN ? AND ? AND due_at > ?
            """;

    private static final String DUE_TIMES = """
            SELECT MIN(due_at) AS first_due, MAX(due_at) AS last_due FROM cleanup_retry WHERE row_key BETWEEN ? AND ?
            """;

    private static final String UNVISITED =
            "SELECT watermark + 1 AS first_row, last_row FROM cleanup_run WHERE run_no = ?";

    private static final String VISITED = """
            UPDATE cleanup_run SET watermark = GREATEST(watermark, LEAST(?, last_row))
            """ + Ownership.OWNED;

    private final JdbcClient client;
    private final TransactionTemplate transactions;
    private final Ownership ownership;
    private final SenderStatements senders;

    JdbcOutstandingStore(
            JdbcClient client, TransactionTemplate transactions, Ownership ownership, SenderStatements senders) {
        this.transactions = transactions;
        this.ownership = ownership;
        this.senders = senders;
        this.client = client;
    }

    @Override
    public Optional<RowRange> unvisited(long run) {
        return client.sql(UNVISITED)
                .param(run)
                .query((columns, index) -> {
                    long first = columns.getLong("first_row");
                    long last = columns.getLong("last_row");
                    return first > last ? Optional.<RowRange>empty() : Optional.of(new RowRange(first, last));
                })
                .optional()
                .orElseThrow(() -> Ownership.unknown(run));
    }

    @Override
    public void visitedUpTo(OwnedRun run, long row) {
        transactions.executeWithoutResult(status -> {
            // A row left pending under the watermark would never be sent. Each row is counted once.
            unvisited(run.run())
                    .filter(range -> range.first() <= row)
                    .map(range -> new RowRange(range.first(), row))
                    .flatMap(range -> anyPending(run.run(), range))
                    .ifPresent(pending -> {
                        throw new IllegalStateException("the rows of run " + run.run() + " up to " + row
                                + " cannot be passed over: row " + pending.number() + " is still pending");
                    });
            ownership.change(run, VISITED, row);
        });
    }

    @Override
    public List<Row> recoverInDoubt(OwnedRun run) {
        return ownership.owned(run, () -> {
            List<Row> inDoubt = new ArrayList<>();
            for (SenderStatements.Note note : senders.notes(run.run())) {
                List<Row> unanswered = inDoubt(run.run(), note);
                senders.strike(run.run(), note, unanswered.size());
                inDoubt.addAll(unanswered);
            }
            inDoubt.sort(Comparator.comparingLong(Row::number));
            return List.copyOf(inDoubt);
        });
    }

    /** Results are recorded only for rows read here, so an untouched range stays untouched until it is read. */
    @Override
    public List<Row> pending(long run, RowRange range, int limit) {
        boolean touched = client.sql(IS_TOUCHED)
                .param("first", RowKey.of(run, range.first()))
                .param("last", RowKey.of(run, range.last()))
                .query(Boolean.class)
                .single();
        return client.sql(touched ? PENDING : UNTOUCHED)
                .param(RowKey.of(run, range.first()))
                .param(RowKey.of(run, range.last()))
                .param(RowState.PENDING.storedNumber())
                .param(limit)
                .query(JdbcOutstandingStore::outstandingRow)
                .list();
    }

    private Optional<Row> anyPending(long run, RowRange range) {
        long pending = client.sql(PENDING_COUNT)
                .param("first", RowKey.of(run, range.first()))
                .param("last", RowKey.of(run, range.last()))
                .param("pending", RowState.PENDING.storedNumber())
                .query(Long.class)
                .single();
        return pending == 0 ? Optional.empty() : pending(run, range, 1).stream().findFirst();
    }

    @Override
    public List<Row> due(long run, RowRange range, Instant now, int limit) {
        return client.sql(DUE)
                .param(RowKey.of(run, range.first()))
                .param(RowKey.of(run, range.last()))
                .param(now.toEpochMilli())
                .param(limit)
                .query(JdbcOutstandingStore::outstandingRow)
                .list();
    }

    @Override
    public List<Long> dueRows(long run, Instant now, int limit) {
        return client.sql(DUE_ROWS)
                .params(RowKey.first(run), RowKey.last(run), now.toEpochMilli(), limit)
                .query((columns, index) -> RowKey.row(columns.getLong("row_key")))
                .list();
    }

    @Override
    public void dueBy(OwnedRun run, Instant latest) {
        ownership.owned(run, () -> {
            client.sql(DUE_BY)
                    .params(
                            latest.toEpochMilli(),
                            RowKey.first(run.run()),
                            RowKey.last(run.run()),
                            latest.toEpochMilli())
                    .update();
        });
    }

    @Override
    public Optional<DueTimes> dueTimes(long run) {
        return client.sql(DUE_TIMES)
                .params(RowKey.first(run), RowKey.last(run))
                .query((columns, index) -> {
                    Instant first = Columns.instant(columns, "first_due");
                    Instant last = Columns.instant(columns, "last_due");
                    return first == null || last == null
                            ? Optional.<DueTimes>empty()
                            : Optional.of(new DueTimes(first, last));
                })
                .single();
    }

    /** Noted rows without an answer since, in order. */
    private List<Row> inDoubt(long run, SenderStatements.Note note) {
        return client.sql(IN_DOUBT)
                .param(Columns.array("bigint", note.rows(), row -> RowKey.of(run, row)))
                .param(note.at().toEpochMilli())
                .query(JdbcOutstandingStore::outstandingRow)
                .list();
    }

    private static Row outstandingRow(ResultSet columns, int index) throws SQLException {
        long number = RowKey.row(columns.getLong("row_key"));
        return new Row(
                number,
                columns.getLong("line"),
                Objects.requireNonNull(Columns.conversation(columns), "row " + number + " names no conversation"),
                columns.getInt("attempts"),
                columns.getString("code"));
    }
}
