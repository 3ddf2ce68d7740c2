package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.ledger.InputColumn;
import io.conversationcleanup.ledger.NewRun;
import io.conversationcleanup.ledger.RunRecord;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Mandate;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.StopCause;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads runs from the columns of {@code cleanup_run}. Stateless, thread-safe. */
final class RunColumns {

    private static final TypeReference<List<InputColumn>> INPUT_COLUMNS = new TypeReference<>() {};

    private static final JsonMapper JSON = new JsonMapper();

    private RunColumns() {}

    /** The run of the current row. */
    static RunRecord run(ResultSet columns, int index) throws SQLException {
        Double rate = columns.getObject("rate_per_second", Double.class);
        NewRun run = new NewRun(
                columns.getString("run_id"),
                new RunIdentity(columns.getString("job"), columns.getString("lane"), columns.getString("input_sha256")),
                columns.getString("provider"),
                columns.getString("operation"),
                columns.getString("input_file"),
                JSON.readValue(columns.getString("input_columns"), INPUT_COLUMNS),
                columns.getString("staging"),
                rate == null ? Double.POSITIVE_INFINITY : rate,
                Instant.ofEpochMilli(columns.getLong("started_at")),
                new Mandate(
                        Optional.ofNullable(columns.getString("started_by")),
                        Optional.ofNullable(columns.getString("purpose"))),
                Optional.ofNullable(columns.getString("parent")));
        // Before the first sender there are no calls; JDBC reads that NULL as 0.
        CallCounts calls = new CallCounts(
                columns.getLong("calls"),
                columns.getLong("retries"),
                columns.getLong("throttled"),
                columns.getLong("in_doubt"),
                columns.getInt("max_in_any_second"));
        return new RunRecord(
                columns.getLong("run_no"),
                columns.getInt("sequence_no"),
                run,
                RunStatus.valueOf(columns.getString("status")),
                Optional.ofNullable(columns.getString("stop_cause"))
                        .map(StopCause::valueOf)
                        .orElse(null),
                columns.getBoolean("confirmed"),
                columns.getString("status_reason"),
                Columns.instant(columns, "ended_at"),
                Duration.ofMillis(columns.getLong("active_ms")),
                Duration.ofMillis(columns.getLong("sending_ms")),
                calls);
    }
}
