package io.conversationcleanup.report;

import io.conversationcleanup.ledger.CallCounts;
import io.conversationcleanup.ledger.Chronicle;
import io.conversationcleanup.ledger.KeptRun;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.NewRun;
import io.conversationcleanup.ledger.OutstandingRow;
import io.conversationcleanup.ledger.ReportRow;
import io.conversationcleanup.ledger.RowOutcome;
import io.conversationcleanup.ledger.RowRange;
import io.conversationcleanup.ledger.RowState;
import io.conversationcleanup.ledger.RunIdentity;
import io.conversationcleanup.ledger.RunRecord;
import io.conversationcleanup.ledger.Selection;
import io.conversationcleanup.ledger.StagedRow;
import io.conversationcleanup.ledger.Tally;
import io.conversationcleanup.ledger.Whereabouts;
import io.conversationcleanup.model.Mandate;
import io.conversationcleanup.model.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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
    public Tally tally(long run) {
        return new Tally(
                rows.size(),
                count(RowState.DELETED),
                count(RowState.ALREADY_GONE),
                count(RowState.FAILED),
                count(RowState.RETRYABLE) + count(RowState.WAITING),
                count(RowState.WAITING),
                count(RowState.REJECTED),
                count(RowState.DUPLICATE),
                count(RowState.PENDING));
    }

    @Override
    public Map<String, Long> failuresByCode(long run) {
        Map<String, Long> codes = new HashMap<>();
        for (ReportRow row : rows) {
            if (List.of(RowState.FAILED, RowState.RETRYABLE, RowState.WAITING).contains(row.state())) {
                codes.merge(row.code() == null ? "" : row.code(), 1L, Long::sum);
            }
        }
        return codes;
    }

    private long count(RowState state) {
        return rows.stream().filter(row -> row.state() == state).count();
    }

    @Override
    public RunRecord create(NewRun run) {
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
    public void started(long run, double ratePerSecond) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<KeptRun> runs() {
        return List.of();
    }

    @Override
    public void foundAt(long run, Whereabouts whereabouts) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void mandated(long run, Mandate mandate) {
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
    public void forget(long run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long count(long run, Selection selection) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void paced(long run, double ratePerSecond) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Long> waitingByCode(long run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void spent(long run, Duration active, Duration sending) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void ended(long run, RunStatus status, String reason, Instant at) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stage(long run, List<StagedRow> staged) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void staged(long run) {
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
    public void visitedUpTo(long run, long row) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<OutstandingRow> pending(long run, RowRange range, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<OutstandingRow> due(long run, RowRange range, Instant now, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Long> dueRows(long run, Instant now, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<DueTimes> dueTimes(long run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void record(long run, int sender, List<RowOutcome> outcomes, CallCounts calls, List<Long> note) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<OutstandingRow> recoverInDoubt(long run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Chronicle chronicle() {
        return chronicle;
    }
}
