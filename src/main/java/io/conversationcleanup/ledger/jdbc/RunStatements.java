package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.ledger.Figures;
import io.conversationcleanup.ledger.KeptRun;
import io.conversationcleanup.ledger.NewRun;
import io.conversationcleanup.ledger.OwnedRun;
import io.conversationcleanup.ledger.RowRange;
import io.conversationcleanup.ledger.RunRecord;
import io.conversationcleanup.ledger.StagedRow;
import io.conversationcleanup.ledger.Whereabouts;
import io.conversationcleanup.model.LeaseLostException;
import io.conversationcleanup.model.Mandate;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.repository.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The statements on {@code cleanup_run}: one row per run. Thread-safe. */
final class RunStatements {

    private static final String CREATE = """
            INSERT INTO cleanup_run (run_id, job, lane, input_sha256, sequence_no, provider, operation, input_file,
                                     input_columns, staging, rate_per_second, owner, status, started_at, started_by,
                                     purpose, parent)
            SELECT CAST(:id AS VARCHAR), l.job, l.lane, l.input_sha256,
                   (SELECT COALESCE(MAX(sequence_no), 0) + 1 FROM cleanup_run
                    WHERE job = :job AND lane = :lane AND input_sha256 = :sha256),
                   CAST(:provider AS VARCHAR), CAST(:operation AS VARCHAR), CAST(:inputFile AS VARCHAR),
                   CAST(:inputColumns AS VARCHAR), CAST(:staging AS VARCHAR), CAST(:rate AS DOUBLE PRECISION), l.owner,
                   CAST(:status AS VARCHAR), CAST(:startedAt AS BIGINT), CAST(:startedBy AS VARCHAR),
                   CAST(:purpose AS VARCHAR), CAST(:parent AS VARCHAR)
            FROM cleanup_lease l
            WHERE l.owner = :owner AND l.job = :job AND l.lane = :lane AND l.input_sha256 = :sha256
            """;

    // One statement: who has the lease, or takes it, meanwhile is for the lock on its row to say.
    private static final String TAKE = """
            UPDATE cleanup_run r SET owner = :token
            WHERE r.run_no = :run AND EXISTS (
                SELECT 1 FROM cleanup_lease l
                WHERE l.owner = :token AND l.job = r.job AND l.lane = r.lane AND l.input_sha256 = r.input_sha256 %s)
            """;

    /** A run's row is locked by a process that writes more than one statement on its behalf. */
    private static final String LOCK = "SELECT owner FROM cleanup_run WHERE run_no = ? ";

    /** What each statement ends with that changes a run on behalf of its owner. */
    private static final String OWNED = " WHERE run_no = ? AND owner = ?";

    private static final String SELECT = """
            SELECT r.*, c.calls, c.retries, c.throttled, c.in_doubt, c.max_in_any_second
            FROM cleanup_run r
            LEFT JOIN (SELECT run_no, SUM(calls) AS calls, SUM(retries) AS retries, SUM(throttled) AS throttled,
                              SUM(in_doubt) AS in_doubt, MAX(max_in_any_second) AS max_in_any_second
                       FROM cleanup_sender GROUP BY run_no) c ON c.run_no = r.run_no
            """;

    private static final String BY_ID = SELECT + "WHERE r.run_id = ?";

    private static final String LATEST = SELECT + """
            WHERE r.job = ? AND r.lane = ? AND r.input_sha256 = ?
            ORDER BY r.sequence_no DESC
            FETCH FIRST 1 ROW ONLY
            """;

    private static final String ALL = SELECT + "ORDER BY r.run_no DESC";

    private static final String STARTED = """
            UPDATE cleanup_run SET status = ?, rate_per_second = ?, confirmed = ?, stop_cause = NULL, status_reason = NULL,
                   ended_at = NULL, figures = NULL
            """ + OWNED;

    private static final String CONFIRMED = "UPDATE cleanup_run SET confirmed = TRUE" + OWNED;

    private static final String HALTED = "UPDATE cleanup_run SET stop_cause = ?" + OWNED;

    private static final String FOUND_AT = """
            UPDATE cleanup_run SET command = ?, reports = ?, job_file = ?, pseudonymized = ?
            """ + OWNED;

    private static final String MANDATED = "UPDATE cleanup_run SET started_by = ?, purpose = ?" + OWNED;

    private static final String PACED = "UPDATE cleanup_run SET rate_per_second = ?" + OWNED;

    private static final String ENDED = """
            UPDATE cleanup_run SET status = ?, stop_cause = ?, status_reason = ?, ended_at = ?, figures = ?
            """ + OWNED;

    private static final String SPENT = """
            UPDATE cleanup_run SET active_ms = active_ms + ?, sending_ms = sending_ms + ?
            """ + OWNED;

    private static final String COUNT_STAGED = """
            UPDATE cleanup_run SET rows_total = rows_total + ?, rows_rejected = rows_rejected + ?,
                   rows_duplicate = rows_duplicate + ?, last_row = GREATEST(last_row, ?)
            WHERE staged = FALSE AND run_no = ? AND owner = ?
            """;

    private static final String STAGED = "UPDATE cleanup_run SET staged = TRUE" + OWNED;

    private static final String IS_STAGED = "SELECT staged FROM cleanup_run WHERE run_no = ?";

    private static final String UNVISITED =
            "SELECT watermark + 1 AS first_row, last_row FROM cleanup_run WHERE run_no = ?";

    private static final String VISITED = """
            UPDATE cleanup_run SET watermark = GREATEST(watermark, LEAST(?, last_row))
            """ + OWNED;

    private final JdbcClient client;
    private final Dialect dialect;
    private final JsonMapper json = new JsonMapper();

    RunStatements(JdbcClient client, Dialect dialect) {
        this.client = client;
        this.dialect = dialect;
    }

    RunRecord create(NewRun run, String token) {
        try {
            int entered = client.sql(CREATE + dialect.shared())
                    .param("owner", token)
                    .param("id", run.id())
                    .param("job", run.identity().job())
                    .param("lane", run.identity().lane())
                    .param("sha256", run.identity().content())
                    .param("provider", run.provider())
                    .param("operation", run.operation())
                    .param("inputFile", run.inputFile())
                    .param("inputColumns", json.writeValueAsString(run.columns()))
                    .param("staging", run.staging())
                    .param("rate", storedRate(run.ratePerSecond()))
                    .param("status", RunStatus.RUNNING.name())
                    .param("startedAt", run.startedAt().toEpochMilli())
                    .param("startedBy", run.mandate().user().orElse(null))
                    .param("purpose", run.mandate().reason().orElse(null))
                    .param("parent", run.parent().orElse(null))
                    .update();
            if (entered == 0) {
                throw lost();
            }
        } catch (DuplicateKeyException taken) {
            throw new IllegalStateException(
                    "the run " + run.id()
                            + " cannot be entered: there is a run of this name, or another run of the same"
                            + " job and input was entered at the same moment",
                    taken);
        }
        return byId(run.id()).orElseThrow();
    }

    OwnedRun take(long run, String token) {
        OwnedRun taken = new OwnedRun(run, token);
        mustBeOwned(
                taken,
                client.sql(TAKE.formatted(dialect.shared()))
                        .param("token", token)
                        .param("run", run)
                        .update());
        return taken;
    }

    /** Keeps the run its owner's until the transaction ends. */
    void lock(OwnedRun run) {
        String owner = client.sql(LOCK + dialect.locked())
                .param(run.run())
                .query(String.class)
                .optional()
                .orElseThrow(() -> unknown(run.run()));
        if (!owner.equals(run.token())) {
            throw lost();
        }
    }

    Optional<RunRecord> byId(String id) {
        return client.sql(BY_ID).param(id).query(RunColumns::run).optional();
    }

    Optional<RunRecord> latest(RunIdentity identity) {
        return client.sql(LATEST)
                .params(identity.job(), identity.lane(), identity.content())
                .query(RunColumns::run)
                .optional();
    }

    List<KeptRun> all() {
        return client.sql(ALL)
                .query((columns, index) -> {
                    String figures = columns.getString("figures");
                    String command = columns.getString("command");
                    return new KeptRun(
                            RunColumns.run(columns, index),
                            Optional.ofNullable(figures).map(text -> json.readValue(text, Figures.class)),
                            command == null
                                    ? Optional.empty()
                                    : Optional.of(new Whereabouts(
                                            command,
                                            columns.getString("reports"),
                                            Optional.ofNullable(columns.getString("job_file")),
                                            columns.getBoolean("pseudonymized"))));
                })
                .list();
    }

    void foundAt(OwnedRun run, Whereabouts whereabouts) {
        change(
                run,
                FOUND_AT,
                whereabouts.command(),
                whereabouts.reports(),
                whereabouts.jobFile().orElse(null),
                whereabouts.pseudonymized());
    }

    void mandated(OwnedRun run, Mandate mandate) {
        change(run, MANDATED, mandate.user().orElse(null), mandate.reason().orElse(null));
    }

    void paced(OwnedRun run, double ratePerSecond) {
        change(run, PACED, storedRate(ratePerSecond));
    }

    void started(OwnedRun run, double ratePerSecond, boolean confirmed) {
        change(run, STARTED, RunStatus.RUNNING.name(), storedRate(ratePerSecond), confirmed);
    }

    void halted(OwnedRun run, StopCause cause) {
        change(run, HALTED, cause.name());
    }

    void confirmed(OwnedRun run) {
        change(run, CONFIRMED);
    }

    void spent(OwnedRun run, Duration active, Duration sending) {
        change(run, SPENT, active.toMillis(), sending.toMillis());
    }

    void ended(
            OwnedRun run,
            RunStatus status,
            @Nullable StopCause cause,
            @Nullable String reason,
            Instant at,
            Figures figures) {
        change(
                run,
                ENDED,
                status.name(),
                cause == null ? null : cause.name(),
                Columns.keepable(reason),
                at.toEpochMilli(),
                json.writeValueAsString(figures));
    }

    void countStaged(OwnedRun run, List<StagedRow> rows) {
        int updated = client.sql(COUNT_STAGED)
                .param(rows.size())
                .param(count(rows, RowState.REJECTED))
                .param(count(rows, RowState.DUPLICATE))
                .param(rows.stream().mapToLong(StagedRow::row).max().orElse(0))
                .param(run.run())
                .param(run.token())
                .update();
        if (updated != 1) {
            lock(run);
            throw new IllegalStateException(
                    "no row can be added to run " + run.run() + ": its whole input has been staged");
        }
    }

    void staged(OwnedRun run) {
        change(run, STAGED);
    }

    boolean isStaged(long run) {
        return client.sql(IS_STAGED).param(run).query(Boolean.class).optional().orElseThrow(() -> unknown(run));
    }

    Optional<RowRange> unvisited(long run) {
        return client.sql(UNVISITED)
                .param(run)
                .query((columns, index) -> {
                    long first = columns.getLong("first_row");
                    long last = columns.getLong("last_row");
                    return first > last ? Optional.<RowRange>empty() : Optional.of(new RowRange(first, last));
                })
                .optional()
                .orElseThrow(() -> unknown(run));
    }

    void visitedUpTo(OwnedRun run, long row) {
        change(run, VISITED, row);
    }

    static IllegalArgumentException unknown(long run) {
        return new IllegalArgumentException("the ledger has no run with the number " + run);
    }

    static LeaseLostException lost() {
        return new LeaseLostException(
                "Another process has taken the run over, as this one had not been heard of for a while");
    }

    /** Changes a run by a statement that ends in {@link #OWNED}. */
    private void change(OwnedRun run, String sql, @Nullable Object... values) {
        List<@Nullable Object> all = new ArrayList<>(Arrays.asList(values));
        all.add(run.run());
        all.add(run.token());
        mustBeOwned(run, client.sql(sql).params(all).update());
    }

    private void mustBeOwned(OwnedRun run, int updated) {
        if (updated != 1) {
            lock(run);
            throw lost();
        }
    }

    private static long count(List<StagedRow> rows, RowState state) {
        return rows.stream().filter(row -> row.state() == state).count();
    }

    private static @Nullable Double storedRate(double ratePerSecond) {
        return Double.isInfinite(ratePerSecond) ? null : ratePerSecond;
    }
}
