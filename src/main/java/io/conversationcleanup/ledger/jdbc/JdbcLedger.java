package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.ledger.Chronicle;
import io.conversationcleanup.ledger.Figures;
import io.conversationcleanup.ledger.KeptRun;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.NewRun;
import io.conversationcleanup.ledger.OwnedRun;
import io.conversationcleanup.ledger.ReportRow;
import io.conversationcleanup.ledger.RowRange;
import io.conversationcleanup.ledger.RunEvent;
import io.conversationcleanup.ledger.RunRecord;
import io.conversationcleanup.ledger.Selection;
import io.conversationcleanup.ledger.StagedRow;
import io.conversationcleanup.ledger.Whereabouts;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Mandate;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.repository.Dialect;
import io.conversationcleanup.repository.LedgerSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger in the tables of {@link LedgerSchema}, in one database. Thread-safe.
 *
 * <p>Cost, whatever the number of rows in a call: {@link #stage} two statements; {@link #record} three when all rows are
 * settled at their first attempt (replace the note, look up their states, insert), one more if some waited before, one
 * more if some wait now, one or two for each code of those that failed for good, one alone without outcomes; reading a page
 * one, and its time does not grow with the run. Nor does that of {@link #figures}, but for the rows that wait.
 *
 * <p>What was recorded outlives a loss of power; what was staged does so from the first record on.
 *
 * <p>A thread inside of any of these methods must never be interrupted: H2 answers an interrupt during a commit by closing
 * the database.
 */
public final class JdbcLedger implements Ledger {

    private final TransactionTemplate transactions;
    private final SingleStatements single;
    private final SteadyClock clock;
    private final JdbcTemplate database;
    private final Dialect dialect;
    private final RunStatements runs;
    private final RowStatements rows;
    private final OutstandingStatements outstanding;
    private final OutcomeStatements outcomes;
    private final SenderStatements senders;
    private final JdbcChronicle chronicle;
    private final ForgetStatements forgetting;

    /**
     * A ledger in this database.
     *
     * @param repository the database, set up by {@link LedgerSchema#create}
     * @param transactionManager manages the transactions of the same database, the callers' own among them
     * @param clock tells when a note was made; it must be the one that tells when rows are due again
     */
    public JdbcLedger(DataSource repository, PlatformTransactionManager transactionManager, SteadyClock clock) {
        this.transactions = new TransactionTemplate(transactionManager);
        this.single = new SingleStatements(transactionManager);
        this.clock = clock;
        JdbcTemplate template = new JdbcTemplate(repository);
        JdbcClient client = JdbcClient.create(template);
        this.database = template;
        this.dialect = Dialect.of(repository);
        this.runs = new RunStatements(client, dialect);
        this.rows = new RowStatements(template, dialect);
        this.outstanding = new OutstandingStatements(client);
        this.outcomes = new OutcomeStatements(client);
        this.senders = new SenderStatements(client, runs);
        this.chronicle = new JdbcChronicle(template, this::owned);
        this.forgetting = new ForgetStatements(client, transactions);
    }

    @Override
    public RunRecord create(NewRun run, String token) {
        return single.run(() -> runs.create(run, token));
    }

    @Override
    public OwnedRun take(long run, String token) {
        return single.run(() -> {
            OwnedRun taken = runs.take(run, token);
            // A record of the owner before that has begun comes first; none can begin later.
            senders.take(taken);
            return taken;
        });
    }

    /** Statements that are one with the check that the run is its owner's. */
    private <T> T owned(OwnedRun run, Supplier<T> statements) {
        return Objects.requireNonNull(transactions.execute(status -> {
            runs.lock(run);
            return statements.get();
        }));
    }

    @Override
    public void whileOwned(OwnedRun run, Runnable work) {
        owned(run, work);
    }

    private void owned(OwnedRun run, Runnable statements) {
        owned(run, () -> {
            statements.run();
            return run;
        });
    }

    @Override
    public Optional<RunRecord> run(String id) {
        return runs.byId(id);
    }

    @Override
    public Optional<RunRecord> latest(RunIdentity identity) {
        return runs.latest(identity);
    }

    @Override
    public List<KeptRun> runs() {
        return runs.all();
    }

    @Override
    public void started(OwnedRun run, double ratePerSecond, boolean confirmed) {
        runs.started(run, ratePerSecond, confirmed);
    }

    @Override
    public void halted(OwnedRun run, StopCause cause) {
        runs.halted(run, cause);
    }

    @Override
    public void confirmed(OwnedRun run) {
        runs.confirmed(run);
    }

    @Override
    public void mandated(OwnedRun run, Mandate mandate) {
        runs.mandated(run, mandate);
    }

    @Override
    public void foundAt(OwnedRun run, Whereabouts whereabouts) {
        runs.foundAt(run, whereabouts);
    }

    @Override
    public void paced(OwnedRun run, double ratePerSecond) {
        runs.paced(run, ratePerSecond);
    }

    @Override
    public void spent(OwnedRun run, Duration active, Duration sending) {
        runs.spent(run, active, sending);
    }

    @Override
    public void ended(OwnedRun run, RunStatus status, @Nullable StopCause cause, @Nullable String reason, Instant at) {
        owned(run, () -> {
            runs.ended(run, status, cause, reason, at, outcomes.figures(run.run()));
            chronicle.add(run.run(), RunEvent.ended(at, status, reason));
        });
    }

    @Override
    public void stage(OwnedRun run, List<StagedRow> added) {
        if (added.isEmpty()) {
            return;
        }
        transactions.executeWithoutResult(status -> {
            runs.countStaged(run, added);
            rows.stage(run.run(), added);
        });
    }

    @Override
    public void staged(OwnedRun run) {
        runs.staged(run);
    }

    @Override
    public boolean isStaged(long run) {
        return runs.isStaged(run);
    }

    @Override
    public void forEachStaged(long run, Consumer<StagedRow> consumer) {
        rows.forEachStaged(run, consumer);
    }

    @Override
    public Optional<StagedRow> row(long run, long row) {
        return rows.row(run, row);
    }

    @Override
    public Optional<RowRange> unvisited(long run) {
        return runs.unvisited(run);
    }

    @Override
    public void visitedUpTo(OwnedRun run, long row) {
        transactions.executeWithoutResult(status -> {
            // A row left behind under the watermark would never be sent. Each row is counted once.
            runs.unvisited(run.run())
                    .filter(range -> range.first() <= row)
                    .map(range -> new RowRange(range.first(), row))
                    .flatMap(range -> outstanding.anyPending(run.run(), range))
                    .ifPresent(pending -> {
                        throw new IllegalStateException("the rows of run " + run.run() + " up to " + row
                                + " cannot be passed over: row " + pending.number() + " is still pending");
                    });
            runs.visitedUpTo(run, row);
        });
    }

    @Override
    public List<Row> pending(long run, RowRange range, int limit) {
        return outstanding.pending(run, range, limit);
    }

    @Override
    public List<Row> due(long run, RowRange range, Instant now, int limit) {
        return outstanding.due(run, range, now, limit);
    }

    @Override
    public List<Long> dueRows(long run, Instant now, int limit) {
        return outstanding.dueRows(run, now, limit);
    }

    @Override
    public void dueBy(OwnedRun run, Instant latest) {
        owned(run, () -> outstanding.dueBy(run.run(), latest));
    }

    @Override
    public Optional<DueTimes> dueTimes(long run) {
        return outstanding.dueTimes(run);
    }

    @Override
    public void record(OwnedRun run, int sender, List<RowResult> learnt, CallCounts calls, List<Long> note) {
        transactions.executeWithoutResult(status -> {
            // First, for it finds out whose the run is, and keeps it so until the transaction ends.
            senders.record(run, sender, learnt, calls, note, clock.instant());
            if (!learnt.isEmpty()) {
                outcomes.record(run.run(), learnt);
            }
        });
        // No call leaves before it has been noted for good, and whatever was staged is as safe then.
        dialect.force(database);
    }

    @Override
    public List<Row> recoverInDoubt(OwnedRun run) {
        return owned(run, () -> {
            List<Row> inDoubt = new ArrayList<>();
            for (SenderStatements.Note note : senders.notes(run.run())) {
                List<Row> unanswered = outstanding.inDoubt(run.run(), note);
                senders.strike(run.run(), note, unanswered.size());
                inDoubt.addAll(unanswered);
            }
            inDoubt.sort(Comparator.comparingLong(Row::number));
            return List.copyOf(inDoubt);
        });
    }

    @Override
    public Figures figures(long run) {
        return outcomes.figures(run);
    }

    @Override
    public List<StagedRow> selected(long run, Selection selection, long from, int limit) {
        return rows.selected(run, selection, from, limit);
    }

    @Override
    public long count(long run, Selection selection) {
        return rows.count(run, selection);
    }

    @Override
    public List<ReportRow> rowsOf(long run, String id) {
        return rows.of(run, id);
    }

    @Override
    public void disown(long run, String token) {
        forgetting.disown(run, token);
        senders.take(new OwnedRun(run, token));
    }

    @Override
    public void forget(long run) {
        forgetting.forget(run);
    }

    @Override
    public void forEachRow(long run, Consumer<ReportRow> consumer) {
        rows.forEachReported(run, consumer);
    }

    @Override
    public Chronicle chronicle() {
        return chronicle;
    }
}
