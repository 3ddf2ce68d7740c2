package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.lease.Lease;
import io.conversationcleanup.lease.Leases;
import io.conversationcleanup.lease.Leases.Requests;
import io.conversationcleanup.lease.Leases.Requests.Wish;
import io.conversationcleanup.lease.Owner;
import io.conversationcleanup.model.LiveState;
import io.conversationcleanup.model.LiveState.Sending;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.repository.Dialect;
import io.conversationcleanup.repository.LedgerSchema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * The leases in {@code cleanup_lease}. Thread-safe. One conditional statement takes a lease, an update or an insert
 * with a unique key, so the database decides between concurrent processes.
 */
public final class JdbcLeases implements Leases {

    private static final Logger log = LoggerFactory.getLogger(JdbcLeases.class);

    /** Milliseconds since 1970 by the database's clock. */
    private static final String NOW = "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)";

    private static final String TAKE_OVER = """
            UPDATE cleanup_lease
            SET run_no = NULL, owner = :owner, beat = 0, process = :process, os_user = :user, host = :host, machine = :machine, pid = :pid,
                process_from = :from, taken_at = %1$s, renewed_at = %1$s, live = NULL, stop_by = NULL, rate = NULL,
                rate_by = NULL, sending = NULL, sending_by = NULL
            WHERE job = :job AND lane = :lane AND input_sha256 = :sha256
              AND owner = :abandoned AND beat = :beat
            """.formatted(NOW);

    private static final String TAKE = """
            INSERT INTO cleanup_lease (job, lane, input_sha256, owner, beat, process, os_user, host, machine, pid,
                                       process_from, taken_at, renewed_at)
            VALUES (:job, :lane, :sha256, :owner, 0, :process, :user, :host, :machine, :pid, :from, %1$s, %1$s)
            """.formatted(NOW);

    private static final String RENEW =
            "UPDATE cleanup_lease SET run_no = ?, live = ?, beat = beat + 1, renewed_at = " + NOW + " WHERE owner = ?";

    private static final String PULSE = """
            SELECT stop_by, rate, rate_by, sending, sending_by,
                   (SELECT SUM(s.calls) FROM cleanup_sender s WHERE s.run_no = l.run_no) AS calls
            FROM cleanup_lease l WHERE owner = ?
            """;

    private static final String RELEASE = "DELETE FROM cleanup_lease WHERE owner = ?";

    private static final String SELECT = """
            SELECT l.*, r.run_id, %s AS read_at
            FROM cleanup_lease l LEFT JOIN cleanup_run r ON r.run_no = l.run_no
            """.formatted(NOW);

    private static final String OF_IDENTITY = SELECT + "WHERE l.job = ? AND l.lane = ? AND l.input_sha256 = ?";

    private static final String ASK_TO_STOP = "UPDATE cleanup_lease SET stop_by = ? WHERE owner = ?";

    private static final String ASK_FOR_RATE = "UPDATE cleanup_lease SET rate = ?, rate_by = ? WHERE owner = ?";

    private static final String ASK_TO_SEND = "UPDATE cleanup_lease SET sending = ?, sending_by = ? WHERE owner = ?";

    /** Far more than needed: a release between two statements is rare. */
    private static final int MOST_TRIES = 10;

    private final JdbcClient client;
    private final Dialect dialect;
    private final SingleStatements single;
    private final JsonMapper json = new JsonMapper();

    /** Creates the leases of a database set up by {@link LedgerSchema#create}. */
    public JdbcLeases(DataSource repository, PlatformTransactionManager transactionManager) {
        this.client = JdbcClient.create(repository);
        this.dialect = Dialect.of(repository);
        this.single = new SingleStatements(transactionManager);
    }

    @Override
    public Optional<Lease> take(RunIdentity identity, Owner owner, Optional<Lease> abandoned) {
        return single.run(() -> {
            if (abandoned.isPresent() && takeOver(identity, owner, abandoned.get())) {
                return Optional.empty();
            }
            for (int tries = 1; ; tries++) {
                try {
                    write(TAKE, identity, owner).update();
                    return Optional.empty();
                } catch (DuplicateKeyException held) {
                    Optional<Lease> other = of(identity);
                    if (other.isPresent()) {
                        return other;
                    }
                    // Released meanwhile, or the conflict is the owner's own lease of another identity.
                    if (tries == MOST_TRIES) {
                        throw new IllegalStateException(
                                owner.who() + " cannot take the lease of " + identity.job() + ", which nobody has",
                                held);
                    }
                }
            }
        });
    }

    private boolean takeOver(RunIdentity identity, Owner owner, Lease abandoned) {
        int taken = write(TAKE_OVER, identity, owner)
                .param("abandoned", abandoned.owner().token())
                .param("beat", abandoned.beat())
                .update();
        if (taken == 1) {
            try {
                dialect.endSessions(client, abandoned.owner().process());
            } catch (DataAccessException e) {
                log.debug(
                        "What {} has locked stays so until its connections end",
                        abandoned.owner().who(),
                        e);
            }
        }
        return taken == 1;
    }

    private JdbcClient.StatementSpec write(String sql, RunIdentity identity, Owner owner) {
        return client.sql(sql)
                .param("job", identity.job())
                .param("lane", identity.lane())
                .param("sha256", identity.content())
                .param("owner", owner.token())
                .param("process", owner.process())
                .param("user", owner.user())
                .param("host", owner.host())
                .param("machine", owner.machine())
                .param("pid", owner.pid())
                .param("from", owner.startTicks());
    }

    @Override
    public Optional<Pulse> renew(String token, long run, LiveState live) {
        String state = json.writeValueAsString(live);
        return single.run(() -> client.sql(RENEW).params(run, state, token).update() == 0
                ? Optional.<Pulse>empty()
                : client.sql(PULSE)
                        .param(token)
                        .query((columns, index) -> new Pulse(requests(columns), columns.getLong("calls")))
                        .optional());
    }

    @Override
    public void release(String token) {
        client.sql(RELEASE).param(token).update();
    }

    @Override
    public List<Lease> all() {
        return client.sql(SELECT).query(this::lease).list();
    }

    @Override
    public boolean askToStop(String token, String by) {
        return client.sql(ASK_TO_STOP).params(by, token).update() == 1;
    }

    @Override
    public boolean askForRate(String token, double callsPerSecond, String by) {
        return client.sql(ASK_FOR_RATE).params(callsPerSecond, by, token).update() == 1;
    }

    @Override
    public boolean askFor(String token, Sending sending, String by) {
        return client.sql(ASK_TO_SEND).params(sending.name(), by, token).update() == 1;
    }

    private Optional<Lease> of(RunIdentity identity) {
        return client.sql(OF_IDENTITY)
                .params(identity.job(), identity.lane(), identity.content())
                .query(this::lease)
                .optional();
    }

    private static Requests requests(ResultSet columns) throws SQLException {
        Double rate = columns.getObject("rate", Double.class);
        String sending = columns.getString("sending");
        return new Requests(
                Optional.ofNullable(columns.getString("stop_by")),
                rate == null ? Optional.empty() : Optional.of(new Wish<>(rate, columns.getString("rate_by"))),
                sending == null
                        ? Optional.empty()
                        : Optional.of(new Wish<>(Sending.valueOf(sending), columns.getString("sending_by"))));
    }

    private Lease lease(ResultSet columns, int index) throws SQLException {
        long renewedAt = columns.getLong("renewed_at");
        Duration silence = Duration.ofMillis(columns.getLong("read_at") - renewedAt);
        return new Lease(
                new RunIdentity(columns.getString("job"), columns.getString("lane"), columns.getString("input_sha256")),
                Optional.ofNullable(columns.getString("run_id")),
                new Owner(
                        columns.getString("owner"),
                        columns.getString("process"),
                        columns.getString("os_user"),
                        columns.getString("host"),
                        columns.getString("machine"),
                        columns.getLong("pid"),
                        columns.getLong("process_from")),
                Instant.ofEpochMilli(columns.getLong("taken_at")),
                columns.getLong("beat"),
                Instant.ofEpochMilli(renewedAt),
                silence,
                Optional.ofNullable(columns.getString("live")).map(state -> json.readValue(state, LiveState.class)));
    }
}
