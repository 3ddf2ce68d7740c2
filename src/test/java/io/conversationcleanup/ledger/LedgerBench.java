package io.conversationcleanup.ledger;

import io.conversationcleanup.lease.Lease;
import io.conversationcleanup.lease.Leases;
import io.conversationcleanup.lease.Owner;
import io.conversationcleanup.ledger.RowStore.ReportRow;
import io.conversationcleanup.ledger.RowStore.StagedRow;
import io.conversationcleanup.ledger.Run.InputColumn;
import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.RequestedBy;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.RunIdentity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** A ledger under test, with the time that it is told and short words for what the tests do with it. */
public final class LedgerBench implements InstantSource {

    static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private static final AtomicInteger RUNS = new AtomicInteger();

    private volatile Instant now = START;
    private final Map<Long, OwnedRun> owned = new ConcurrentHashMap<>();
    private Ledger ledger;
    private Leases leases;

    /** The ledger under test; it was made with this bench as its clock. */
    public void use(Ledger opened, Leases inTheSameDatabase) {
        ledger = opened;
        leases = inTheSameDatabase;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void setTime(Instant time) {
        now = time;
    }

    Ledger ledger() {
        return ledger;
    }

    Leases leases() {
        return leases;
    }

    /** Enters a run for an owner of its identity's own. */
    Run create(Run.Entry run) {
        String token = "owner of " + run.identity().job();
        leases.take(run.identity(), owner(token), Optional.empty());
        Run created = ledger.runs().create(run, token);
        owned.put(created.number(), new OwnedRun(created.number(), token));
        return created;
    }

    /** Another owner takes the lease, and the run. */
    public OwnedRun takenOver(OwnedRun run) {
        Lease abandoned = leases.all().stream()
                .filter(lease -> lease.owner().token().equals(run.token()))
                .findFirst()
                .orElseThrow();
        String token = "heir of " + run.token();
        leases.take(abandoned.identity(), owner(token), Optional.of(abandoned));
        return ledger.runs().take(run.run(), token);
    }

    /** Records a failure of the row as sender 0, with nothing sent next. */
    public void recordFailure(OwnedRun run, long row) {
        ledger.results()
                .record(
                        run,
                        0,
                        List.of(new RowResult(row, RowState.FAILED, "50001", "", 1, START, null)),
                        CallCounts.NONE,
                        List.of());
    }

    /** Removes the run on behalf of its owner. */
    void forget(long run) {
        ledger.runs().disown(run, token(run));
        ledger.runs().forget(run);
    }

    /** The rows that are in doubt now, which are not any more. */
    public List<Long> inDoubt(OwnedRun run) {
        return numbers(ledger.outstanding().recoverInDoubt(run));
    }

    static Owner owner(String token) {
        return new Owner(token, "p-1", "alice", "host-1", "boot/pid:[1]", 4_711, 1_700_000_123L);
    }

    /** The run with the owner for whom it was entered; with nobody in particular if it was not. */
    OwnedRun owned(long run) {
        return owned.getOrDefault(run, new OwnedRun(run, "nobody"));
    }

    /** The token of the owner for whom it was entered. */
    String token(long run) {
        return owned(run).token();
    }

    /** A run of an identity of its own. */
    static Run.Entry newRun() {
        int number = RUNS.incrementAndGet();
        return newRun("run-" + number, new RunIdentity("job-" + number, "tencent/delete/1400000000", "ab".repeat(32)));
    }

    static Run.Entry newRun(String id, RunIdentity identity) {
        return new Run.Entry(
                id,
                identity,
                "tencent",
                "delete-conversation",
                "users.csv",
                List.of(new InputColumn("From_Account", InputColumn.Role.USER)),
                "type=1",
                160,
                START,
                RequestedBy.UNKNOWN,
                Optional.empty());
    }

    /** A run with this many pending rows, all staged. */
    long runOf(int rows) {
        long run = create(newRun()).number();
        for (int first = 1; first <= rows; first += 500) {
            ledger.rows().stage(owned(run), pending(first, Math.min(first + 499, rows)));
        }
        ledger.rows().staged(owned(run));
        return run;
    }

    /** A run of ten rows, the first of them deleted, the two after it noted as being sent. */
    public OwnedRun runOfTenWithOneDeletedAndTwoNoted() {
        long run = runOf(10);
        ledger.results().record(owned(run), 0, List.of(settled(1, RowState.DELETED)), CallCounts.NONE, List.of(2L, 3L));
        return owned(run);
    }

    static List<StagedRow> pending(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(row -> new StagedRow(row, row + 1, RowState.PENDING, conversation(row), null, null))
                .toList();
    }

    static StagedRow rejected(long row) {
        return new StagedRow(row, row + 1, RowState.REJECTED, null, "the user is empty", ",peer-" + row);
    }

    static StagedRow duplicate(long row) {
        return new StagedRow(row, row + 1, RowState.DUPLICATE, conversation(1), "the same as line 2", null);
    }

    static Conversation conversation(long row) {
        ConversationType type = row % 3 == 0 ? ConversationType.GROUP : ConversationType.ONE_TO_ONE;
        return new Conversation("user-" + row, "peer-" + row, type, row % 2 == 0);
    }

    static Row outstanding(long row, int attempts) {
        return new Row(row, row + 1, conversation(row), attempts, attempts > 0 ? "60008" : null);
    }

    static List<Row> outstandingRows(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(row -> outstanding(row, 0))
                .toList();
    }

    static RowResult settled(long row, RowState state) {
        return new RowResult(row, state, "", "", 1, START, null);
    }

    static RowResult waiting(long row, int attempts, Instant dueAt) {
        return new RowResult(row, RowState.WAITING, "60008", "the service timed out", attempts, START, dueAt);
    }

    /** Records outcomes as sender 0, with nothing sent next. */
    void record(long run, RowResult... outcomes) {
        ledger.results().record(owned(run), 0, List.of(outcomes), CallCounts.NONE, List.of());
    }

    /** Notes rows as being sent. */
    void note(long run, int sender, Row... rows) {
        ledger.results()
                .record(
                        owned(run),
                        sender,
                        List.of(),
                        CallCounts.NONE,
                        Arrays.stream(rows).map(Row::number).toList());
    }

    /** The calls counted so far for the run of this name. */
    CallCounts calls(String id) {
        return ledger.runs().find(id).orElseThrow().calls();
    }

    List<ReportRow> report(long run) {
        List<ReportRow> rows = new ArrayList<>();
        ledger.rows().forEachRow(run, rows::add);
        return rows;
    }

    static List<Long> numbers(List<Row> rows) {
        return rows.stream().map(Row::number).toList();
    }
}
