package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.ledger.HistoryStore;
import io.conversationcleanup.ledger.HistoryStore.RunEvent;
import io.conversationcleanup.ledger.HistoryStore.StartDetail;
import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.ledger.TimelinePoint;
import io.conversationcleanup.model.Latencies;
import io.conversationcleanup.model.Traffic;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The history in {@code cleanup_timeline} and {@code cleanup_event}. Thread-safe. */
final class JdbcHistoryStore implements HistoryStore {

    private static final String POINTS = "SELECT * FROM cleanup_timeline WHERE run_no = ? ORDER BY from_ms";

    private static final String FORGET = "DELETE FROM cleanup_timeline WHERE run_no = ? AND from_ms >= ?";

    private static final String ADD = """
            INSERT INTO cleanup_timeline (run_no, from_ms, to_ms, observed_ms, departed, done, refused, postponed,
                                          throttled, unanswered, latencies, rate_limit, rate, paused_ms, outage_ms, slowed_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String NOTE =
            "INSERT INTO cleanup_event (run_no, at_ms, kind, who, detail) VALUES (?, ?, ?, ?, ?)";

    private static final String EVENTS = "SELECT * FROM cleanup_event WHERE run_no = ? ORDER BY event_no";

    private final JdbcTemplate template;
    private final JdbcClient client;
    private final Ownership ownership;
    private final JsonMapper json = new JsonMapper();

    JdbcHistoryStore(JdbcTemplate template, Ownership ownership) {
        this.template = template;
        this.client = JdbcClient.create(template);
        this.ownership = ownership;
    }

    @Override
    public List<TimelinePoint> points(long run) {
        return client.sql(POINTS).param(run).query(JdbcHistoryStore::point).list();
    }

    @Override
    public void keep(OwnedRun run, Instant from, List<TimelinePoint> points) {
        ownership.owned(run, () -> {
            client.sql(FORGET).params(run.run(), from.toEpochMilli()).update();
            template.batchUpdate(ADD, points, points.size(), (columns, point) -> fill(columns, run.run(), point));
        });
    }

    @Override
    public void note(OwnedRun run, RunEvent event) {
        ownership.owned(run, () -> add(run.run(), event));
    }

    /** The caller's transaction must hold ownership of the run. */
    void add(long run, RunEvent event) {
        client.sql(NOTE)
                .param(run)
                .param(event.at().toEpochMilli())
                .param(event.kind().name())
                .param(keepable(event.who()))
                .param(keepable(event.detail()))
                .update();
    }

    private static String keepable(String text) {
        return Objects.requireNonNull(Columns.keepable(text));
    }

    @Override
    public List<RunEvent> events(long run) {
        return client.sql(EVENTS)
                .param(run)
                .query((columns, index) -> new RunEvent(
                        Instant.ofEpochMilli(columns.getLong("at_ms")),
                        RunEvent.Kind.valueOf(columns.getString("kind")),
                        columns.getString("who"),
                        columns.getString("detail")))
                .list();
    }

    @Override
    public void started(OwnedRun run, Instant at, String who, StartDetail detail) {
        note(run, new RunEvent(at, RunEvent.Kind.STARTED, who, json.writeValueAsString(detail)));
    }

    @Override
    public Optional<StartDetail> lastStart(long run) {
        return events(run).stream()
                .filter(event -> event.kind() == RunEvent.Kind.STARTED)
                .reduce((earlier, later) -> later)
                .map(event -> json.readValue(event.detail(), StartDetail.class));
    }

    private static void fill(PreparedStatement columns, long run, TimelinePoint point) throws SQLException {
        Traffic traffic = point.traffic();
        columns.setLong(1, run);
        columns.setLong(2, point.from().toEpochMilli());
        columns.setLong(3, point.to().toEpochMilli());
        columns.setLong(4, point.observed().toMillis());
        columns.setLong(5, traffic.departed());
        columns.setLong(6, traffic.done());
        columns.setLong(7, traffic.refused());
        columns.setLong(8, traffic.postponed());
        columns.setLong(9, traffic.throttled());
        columns.setLong(10, traffic.unanswered());
        columns.setString(11, text(traffic.latencies()));
        columns.setObject(12, stored(point.limitPerSecond()), Types.DOUBLE);
        columns.setObject(13, stored(point.ratePerSecond()), Types.DOUBLE);
        columns.setLong(14, point.paused().toMillis());
        columns.setLong(15, point.outage().toMillis());
        columns.setLong(16, point.slowed().toMillis());
    }

    private static @Nullable Double stored(double rate) {
        return Double.isInfinite(rate) ? null : rate;
    }

    private static double rate(ResultSet columns, String name) throws SQLException {
        Double rate = columns.getObject(name, Double.class);
        return rate == null ? Double.POSITIVE_INFINITY : rate;
    }

    private static TimelinePoint point(ResultSet columns, int index) throws SQLException {
        return new TimelinePoint(
                Instant.ofEpochMilli(columns.getLong("from_ms")),
                Instant.ofEpochMilli(columns.getLong("to_ms")),
                Duration.ofMillis(columns.getLong("observed_ms")),
                new Traffic(
                        columns.getLong("departed"),
                        columns.getLong("done"),
                        columns.getLong("refused"),
                        columns.getLong("postponed"),
                        columns.getLong("throttled"),
                        columns.getLong("unanswered"),
                        latencies(columns.getString("latencies"))),
                rate(columns, "rate_limit"),
                rate(columns, "rate"),
                Duration.ofMillis(columns.getLong("paused_ms")),
                Duration.ofMillis(columns.getLong("outage_ms")),
                Duration.ofMillis(columns.getLong("slowed_ms")));
    }

    /** Bucket and count, such as {@code 31:5 32:11}. */
    private static String text(Latencies latencies) {
        return latencies.counts().entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    private static Latencies latencies(String text) {
        Map<Integer, Long> counts = new TreeMap<>();
        for (String entry : text.split(" ", -1)) {
            int colon = entry.indexOf(':');
            if (colon > 0) {
                counts.put(Integer.valueOf(entry.substring(0, colon)), Long.valueOf(entry.substring(colon + 1)));
            }
        }
        return new Latencies(counts);
    }
}
