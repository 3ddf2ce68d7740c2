package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.ledger.HistoryStore.RunEvent;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.ledger.Run.InputColumn;
import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.ledger.Run.RowTotals;
import io.conversationcleanup.ledger.RunStore;
import io.conversationcleanup.ledger.RunStore.RunFilter;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.RequestedBy;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.repository.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Runs in {@code cleanup_run}, one row each. Thread-safe. */
final class JdbcRunStore implements RunStore {

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

    // One statement, so the lock on the lease's row decides between concurrent processes.
    private static final String TAKE = """
            UPDATE cleanup_run r SET owner = :token
            WHERE r.run_no = :run AND EXISTS (
                SELECT 1 FROM cleanup_lease l
                WHERE l.owner = :token AND l.job = r.job AND l.lane = r.lane AND l.input_sha256 = r.input_sha256 %s)
            """;

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

    private static final String LIST = SELECT + """
            WHERE r.run_no < :before AND (:anyJob OR r.job = :job OR r.parent = :parent)
              AND SUBSTRING(r.run_id FROM 1 FOR :length) = :prefix
            ORDER BY r.run_no DESC
            FETCH FIRST :limit ROWS ONLY
            """;
    private static final String STARTED = """
            UPDATE cleanup_run SET status = ?, rate_per_second = ?, confirmed = ?, stop_cause = NULL, status_reason = NULL,
                   ended_at = NULL, figures = NULL
            """ + Ownership.OWNED;

    private static final String CONFIRMED = "UPDATE cleanup_run SET confirmed = TRUE" + Ownership.OWNED;

    private static final String HALTED = "UPDATE cleanup_run SET stop_cause = ?" + Ownership.OWNED;

    private static final String FOUND_AT = """
            UPDATE cleanup_run SET command = ?, reports = ?, job_file = ?, pseudonymized = ?
            """ + Ownership.OWNED;

    private static final String REQUESTED_BY = "UPDATE cleanup_run SET started_by = ?, purpose = ?" + Ownership.OWNED;

    private static final String PACED = "UPDATE cleanup_run SET rate_per_second = ?" + Ownership.OWNED;

    private static final String ENDED = """
            UPDATE cleanup_run SET status = ?, stop_cause = ?, status_reason = ?, ended_at = ?, figures = ?
            """ + Ownership.OWNED;

    private static final String SPENT = """
            UPDATE cleanup_run SET active_ms = active_ms + ?, sending_ms = sending_ms + ?
            """ + Ownership.OWNED;

    private static final TypeReference<List<InputColumn>> INPUT_COLUMNS = new TypeReference<>() {};

    private final JdbcClient client;
    private final Dialect dialect;
    private final SingleStatements single;
    private final Ownership ownership;
    private final JdbcResultStore results;
    private final JdbcHistoryStore history;
    private final ForgetStatements forgetting;
    private final JsonMapper json = new JsonMapper();

    JdbcRunStore(
            JdbcClient client,
            Dialect dialect,
            SingleStatements single,
            Ownership ownership,
            JdbcResultStore results,
            JdbcHistoryStore history,
            ForgetStatements forgetting) {
        this.client = client;
        this.dialect = dialect;
        this.single = single;
        this.ownership = ownership;
        this.results = results;
        this.history = history;
        this.forgetting = forgetting;
    }

    @Override
    public Run create(Run.Entry run, String token) {
        return single.run(() -> entered(run, token));
    }

    private Run entered(Run.Entry run, String token) {
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
                    .param("startedBy", run.requestedBy().user().orElse(null))
                    .param("purpose", run.requestedBy().reason().orElse(null))
                    .param("parent", run.parent().orElse(null))
                    .update();
            if (entered == 0) {
                throw Ownership.lost();
            }
        } catch (DuplicateKeyException taken) {
            throw new IllegalStateException(
                    "the run " + run.id()
                            + " cannot be entered: there is a run of this name, or another run of the same"
                            + " job and input was entered at the same moment",
                    taken);
        }
        return find(run.id()).orElseThrow();
    }

    @Override
    public OwnedRun take(long run, String token) {
        return single.run(() -> taken(new OwnedRun(run, token)));
    }

    private OwnedRun taken(OwnedRun taken) {
        ownership.mustBeOwned(
                taken,
                client.sql(TAKE.formatted(dialect.shared()))
                        .param("token", taken.token())
                        .param("run", taken.run())
                        .update());
        // Waits for a record of the previous owner in progress; none can begin later.
        results.take(taken);
        return taken;
    }

    @Override
    public Optional<Run> find(String id) {
        return client.sql(BY_ID).param(id).query(this::run).optional();
    }

    @Override
    public Optional<Run> latest(RunIdentity identity) {
        return client.sql(LATEST)
                .params(identity.job(), identity.lane(), identity.content())
                .query(this::run)
                .optional();
    }

    @Override
    public List<Run> list(RunFilter filter) {
        return client.sql(LIST)
                .param("before", filter.before())
                .param("anyJob", filter.job().isEmpty())
                .param("job", filter.job().orElse(""))
                .param("parent", filter.childrenOf().orElse(""))
                .param("length", filter.prefix().length())
                .param("prefix", filter.prefix())
                .param("limit", filter.limit())
                .query(this::run)
                .list();
    }

    @Override
    public void foundAt(OwnedRun run, Run.Paths paths) {
        ownership.change(
                run, FOUND_AT, paths.command(), paths.reports(), paths.jobFile().orElse(null), paths.pseudonymized());
    }

    @Override
    public void requestedBy(OwnedRun run, RequestedBy requestedBy) {
        ownership.change(
                run,
                REQUESTED_BY,
                requestedBy.user().orElse(null),
                requestedBy.reason().orElse(null));
    }

    @Override
    public void paced(OwnedRun run, double ratePerSecond) {
        ownership.change(run, PACED, storedRate(ratePerSecond));
    }

    @Override
    public void started(OwnedRun run, double ratePerSecond, boolean confirmed) {
        ownership.change(run, STARTED, RunStatus.RUNNING.name(), storedRate(ratePerSecond), confirmed);
    }

    @Override
    public void halted(OwnedRun run, StopCause cause) {
        ownership.change(run, HALTED, cause.name());
    }

    @Override
    public void confirmed(OwnedRun run) {
        ownership.change(run, CONFIRMED);
    }

    @Override
    public void spent(OwnedRun run, Duration active, Duration sending) {
        ownership.change(run, SPENT, active.toMillis(), sending.toMillis());
    }

    @Override
    public void ended(OwnedRun run, RunStatus status, @Nullable StopCause cause, @Nullable String reason, Instant at) {
        ownership.owned(run, () -> {
            ownership.change(
                    run,
                    ENDED,
                    status.name(),
                    cause == null ? null : cause.name(),
                    Columns.keepable(reason),
                    at.toEpochMilli(),
                    json.writeValueAsString(results.totals(run.run())));
            history.add(run.run(), RunEvent.ended(at, status, reason));
        });
    }

    @Override
    public void whileOwned(OwnedRun run, Runnable work) {
        ownership.owned(run, work);
    }

    @Override
    public void disown(long run, String token) {
        forgetting.disown(run, token);
        results.take(new OwnedRun(run, token));
    }

    @Override
    public void forget(long run) {
        forgetting.forget(run);
    }

    private static @Nullable Double storedRate(double ratePerSecond) {
        return Double.isInfinite(ratePerSecond) ? null : ratePerSecond;
    }

    private Run run(ResultSet columns, int index) throws SQLException {
        Double rate = columns.getObject("rate_per_second", Double.class);
        Run.Entry entry = new Run.Entry(
                columns.getString("run_id"),
                new RunIdentity(columns.getString("job"), columns.getString("lane"), columns.getString("input_sha256")),
                columns.getString("provider"),
                columns.getString("operation"),
                columns.getString("input_file"),
                json.readValue(columns.getString("input_columns"), INPUT_COLUMNS),
                columns.getString("staging"),
                rate == null ? Double.POSITIVE_INFINITY : rate,
                Instant.ofEpochMilli(columns.getLong("started_at")),
                new RequestedBy(
                        Optional.ofNullable(columns.getString("started_by")),
                        Optional.ofNullable(columns.getString("purpose"))),
                Optional.ofNullable(columns.getString("parent")));
        // No sender means no calls: JDBC reads NULL as 0.
        CallCounts calls = new CallCounts(
                columns.getLong("calls"),
                columns.getLong("retries"),
                columns.getLong("throttled"),
                columns.getLong("in_doubt"),
                columns.getInt("max_in_any_second"));
        return new Run(
                columns.getLong("run_no"),
                columns.getInt("sequence_no"),
                entry,
                RunStatus.valueOf(columns.getString("status")),
                Optional.ofNullable(columns.getString("stop_cause"))
                        .map(StopCause::valueOf)
                        .orElse(null),
                columns.getBoolean("confirmed"),
                columns.getString("status_reason"),
                Columns.instant(columns, "ended_at"),
                Duration.ofMillis(columns.getLong("active_ms")),
                Duration.ofMillis(columns.getLong("sending_ms")),
                calls,
                Optional.ofNullable(columns.getString("figures")).map(text -> json.readValue(text, RowTotals.class)),
                paths(columns));
    }

    private static Optional<Run.Paths> paths(ResultSet columns) throws SQLException {
        String command = columns.getString("command");
        return command == null
                ? Optional.empty()
                : Optional.of(new Run.Paths(
                        command,
                        columns.getString("reports"),
                        Optional.ofNullable(columns.getString("job_file")),
                        columns.getBoolean("pseudonymized")));
    }
}
