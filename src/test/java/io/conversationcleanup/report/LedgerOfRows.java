package io.conversationcleanup.report;

import io.conversationcleanup.ledger.Chronicle;
import io.conversationcleanup.ledger.Figures;
import io.conversationcleanup.ledger.KeptRun;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.NewRun;
import io.conversationcleanup.ledger.OwnedRun;
import io.conversationcleanup.ledger.ReportRow;
import io.conversationcleanup.ledger.RowRange;
import io.conversationcleanup.ledger.RunRecord;
import io.conversationcleanup.ledger.Selection;
import io.conversationcleanup.ledger.StagedRow;
import io.conversationcleanup.ledger.Whereabouts;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Mandate;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.model.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A ledger of one run whose rows are given; it can be read for reports and nothing else. */
class LedgerOfRows implements Ledger {

    private final List<ReportRow> rows;
    private final ChronicleInMemory chronicle = new ChronicleInMemory();

    LedgerOfRows(ReportRow... rows) {
        this.rows = List.of(rows);
    }

    @Override
    public void forEachRow(long run, Consumer<ReportRow> consumer) {
        rows.forEach(consumer);
    }

    @Override
    public Figures figures(long run) {
        Tally tally = new Tally(
                rows.size(),
                count(RowState.DELETED),
                count(RowState.ALREADY_GONE),
                count(RowState.FAILED),
                count(RowState.RETRYABLE) + count(RowState.WAITING),
                count(RowState.WAITING),
                count(RowState.REJECTED),
                count(RowState.DUPLICATE),
                count(RowState.PENDING));
        return new Figures(tally, Map.of(), Map.of());
    }

    @Override
    public OwnedRun take(long run, String token) {
        throw new UnsupportedOperationException();
    }

    private long count(RowState state) {
        return rows.stream().filter(row -> row.state() == state).count();
    }

    @Override
    public RunRecord create(NewRun run, String token) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<RunRecord> run(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<RunRecord> latest(RunIdentity identity) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void started(OwnedRun run, double ratePerSecond, boolean confirmed) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void halted(OwnedRun run, StopCause cause) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void confirmed(OwnedRun run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<KeptRun> runs() {
        return List.of();
    }

    @Override
    public void foundAt(OwnedRun run, Whereabouts whereabouts) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void mandated(OwnedRun run, Mandate mandate) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<StagedRow> selected(long run, Selection selection, long from, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ReportRow> rowsOf(long run, String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void whileOwned(OwnedRun run, Runnable work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void disown(long run, String token) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forget(long run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long count(long run, Selection selection) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void paced(OwnedRun run, double ratePerSecond) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void spent(OwnedRun run, Duration active, Duration sending) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void ended(OwnedRun run, RunStatus status, StopCause cause, String reason, Instant at) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stage(OwnedRun run, List<StagedRow> staged) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void staged(OwnedRun run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isStaged(long run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forEachStaged(long run, Consumer<StagedRow> consumer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<StagedRow> row(long run, long row) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<RowRange> unvisited(long run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void visitedUpTo(OwnedRun run, long row) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Row> pending(long run, RowRange range, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Row> due(long run, RowRange range, Instant now, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Long> dueRows(long run, Instant now, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void dueBy(OwnedRun run, Instant latest) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<DueTimes> dueTimes(long run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void record(OwnedRun run, int sender, List<RowResult> outcomes, CallCounts calls, List<Long> note) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Row> recoverInDoubt(OwnedRun run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Chronicle chronicle() {
        return chronicle;
    }
}
