package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements on {@code cleanup_sender}: each sender's rows in flight, calls and counts. Thread-safe. */
final class SenderStatements {

    private static final String UPDATE = """
            UPDATE cleanup_sender SET sending = ?, noted_at = ?, calls = calls + ?, retries = retries + ?,
                   throttled = throttled + ?, in_doubt = in_doubt + ?, max_in_any_second = GREATEST(max_in_any_second, ?),
                   deleted = deleted + ?, already_gone = already_gone + ?, failed = failed + ?, retryable = retryable + ?
            WHERE run_no = ? AND sender = ? AND owner = ?
            """;

    private static final String INSERT = """
            INSERT INTO cleanup_sender (sending, noted_at, calls, retries, throttled, in_doubt, max_in_any_second,
                                        deleted, already_gone, failed, retryable, run_no, sender, owner)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String TAKE = """
            UPDATE cleanup_sender SET owner = :token
            WHERE run_no = :run AND EXISTS (SELECT 1 FROM cleanup_run WHERE run_no = :run AND owner = :token)
            """;

    private static final String MORE_FAILURES = """
            UPDATE cleanup_failure SET row_count = row_count + ? WHERE run_no = ? AND sender = ? AND code = ?
            """;

    private static final String FIRST_FAILURES = """
            INSERT INTO cleanup_failure (row_count, run_no, sender, code) VALUES (?, ?, ?, ?)
            """;

    private static final String NOTES = """
            SELECT sender, sending, noted_at FROM cleanup_sender WHERE run_no = ? AND sending IS NOT NULL ORDER BY sender
            """;

    private static final String STRIKE = """
            UPDATE cleanup_sender SET sending = NULL, in_doubt = in_doubt + ? WHERE run_no = ? AND sender = ?
            """;

    private final JdbcClient client;
    private final Ownership ownership;

    SenderStatements(JdbcClient client, Ownership ownership) {
        this.client = client;
        this.ownership = ownership;
    }

    record Note(int sender, List<Long> rows, Instant at) {}

    /** Adds calls and results and replaces the note: one statement, or a few more for first records and failures. */
    void record(OwnedRun run, int sender, List<RowResult> learnt, CallCounts calls, List<Long> note, Instant now) {
        Map<RowState, Long> settled =
                learnt.stream().collect(Collectors.groupingBy(RowResult::state, Collectors.counting()));
        if (write(UPDATE, run, sender, settled, calls, note, now) == 0) {
            ownership.lock(run);
            write(INSERT, run, sender, settled, calls, note, now);
        }
        if (settled.containsKey(RowState.FAILED) || settled.containsKey(RowState.RETRYABLE)) {
            learnt.stream()
                    .filter(outcome -> outcome.state() == RowState.FAILED || outcome.state() == RowState.RETRYABLE)
                    .collect(Collectors.groupingBy(SenderStatements::code, Collectors.counting()))
                    .forEach((code, rows) -> countFailures(run.run(), sender, code, rows));
        }
    }

    private static String code(RowResult outcome) {
        return Objects.requireNonNullElse(Columns.cut(outcome.code(), Columns.CODE_LENGTH), "");
    }

    private void countFailures(long run, int sender, String code, long rows) {
        if (client.sql(MORE_FAILURES).params(rows, run, sender, code).update() == 0) {
            client.sql(FIRST_FAILURES).params(rows, run, sender, code).update();
        }
    }

    private int write(
            String sql,
            OwnedRun run,
            int sender,
            Map<RowState, Long> settled,
            CallCounts calls,
            List<Long> note,
            Instant now) {
        return client.sql(sql)
                .param(note.isEmpty() ? null : RowNumbers.format(note))
                .param(now.toEpochMilli())
                .param(calls.total())
                .param(calls.retries())
                .param(calls.throttled())
                .param(calls.inDoubt())
                .param(calls.maxInAnySecond())
                .param(settled.getOrDefault(RowState.DELETED, 0L))
                .param(settled.getOrDefault(RowState.ALREADY_GONE, 0L))
                .param(settled.getOrDefault(RowState.FAILED, 0L))
                .param(settled.getOrDefault(RowState.RETRYABLE, 0L))
                .param(run.run())
                .param(sender)
                .param(run.token())
                .update();
    }

    /** Waits for a record in progress, then refuses other owners. */
    void take(OwnedRun run) {
        client.sql(TAKE).param("token", run.token()).param("run", run.run()).update();
    }

    List<Note> notes(long run) {
        return client.sql(NOTES)
                .param(run)
                .query((columns, index) -> new Note(
                        columns.getInt("sender"),
                        RowNumbers.parse(columns.getString("sending")),
                        Instant.ofEpochMilli(columns.getLong("noted_at"))))
                .list();
    }

    void strike(long run, Note note, int inDoubt) {
        client.sql(STRIKE).params(inDoubt, run, note.sender()).update();
    }
}
