package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.ledger.CallCounts;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements on {@code cleanup_sender}: what each sender has in flight and the calls it has made. Thread-safe. */
final class SenderStatements {

    private static final String UPDATE = """
            UPDATE cleanup_sender SET sending = ?, noted_at = ?, calls = calls + ?, retries = retries + ?,
                   throttled = throttled + ?, in_doubt = in_doubt + ?, max_in_any_second = GREATEST(max_in_any_second, ?)
            WHERE run_no = ? AND sender = ?
            """;

    private static final String INSERT = """
            INSERT INTO cleanup_sender (sending, noted_at, calls, retries, throttled, in_doubt, max_in_any_second,
                                        run_no, sender)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String NOTES = """
            SELECT sender, sending, noted_at FROM cleanup_sender WHERE run_no = ? AND sending IS NOT NULL ORDER BY sender
            """;

    private static final String STRIKE = """
            UPDATE cleanup_sender SET sending = NULL, in_doubt = in_doubt + ? WHERE run_no = ? AND sender = ?
            """;

    private final JdbcClient client;

    SenderStatements(JdbcClient client) {
        this.client = client;
    }

    /** The rows that a sender noted as being sent, and when. */
    record Note(int sender, List<Long> rows, Instant at) {}

    /** Adds the calls and replaces the note: one statement, two at the sender's first record of the run. */
    void record(long run, int sender, CallCounts calls, List<Long> note, Instant now) {
        if (write(UPDATE, run, sender, calls, note, now) == 0) {
            write(INSERT, run, sender, calls, note, now);
        }
    }

    private int write(String sql, long run, int sender, CallCounts calls, List<Long> note, Instant now) {
        return client.sql(sql)
                .param(note.isEmpty() ? null : RowNumbers.format(note))
                .param(now.toEpochMilli())
                .param(calls.total())
                .param(calls.retries())
                .param(calls.throttled())
                .param(calls.inDoubt())
                .param(calls.maxInAnySecond())
                .param(run)
                .param(sender)
                .update();
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
