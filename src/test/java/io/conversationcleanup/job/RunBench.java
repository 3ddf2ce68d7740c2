package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.Lane;
import io.conversationcleanup.dispatch.StopRules;
import io.conversationcleanup.dispatch.StopSwitch;
import io.conversationcleanup.intake.Header;
import io.conversationcleanup.intake.InputFile;
import io.conversationcleanup.intake.InputLayout;
import io.conversationcleanup.intake.InputSurvey;
import io.conversationcleanup.intake.InputWarnings;
import io.conversationcleanup.lease.Leases;
import io.conversationcleanup.lease.Owner;
import io.conversationcleanup.ledger.HistoryStore.StartDetail;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.RowStore.StagedRow;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.ledger.jdbc.JdbcLeases;
import io.conversationcleanup.ledger.jdbc.JdbcLedger;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.FileAccess;
import io.conversationcleanup.model.LiveState.RateCeiling;
import io.conversationcleanup.model.RequestedBy;
import io.conversationcleanup.model.RetryPolicy;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.model.StopLimits;
import io.conversationcleanup.provider.ConversationProvider;
import io.conversationcleanup.provider.Outcome;
import io.conversationcleanup.quota.Pacer;
import io.conversationcleanup.quota.TokenBucketPacer;
import io.conversationcleanup.quota.VirtualTime;
import io.conversationcleanup.report.Replacement;
import io.conversationcleanup.report.Reports;
import io.conversationcleanup.repository.LedgerSchema;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * One run in a ledger in memory, with a time that only moves when somebody sleeps, and a wall clock that can be set; nothing
 * can be sent.
 */
public final class RunBench implements InstantSource {

    public static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    /** Who has the lease of the run. */
    static final Owner OWNER = new Owner("me", "p-1", "alice", "host", "machine", 1, 1);

    public final VirtualTime time = new VirtualTime();
    final StopSwitch halt = new StopSwitch();
    final RunMonitor monitor = new RunMonitor();
    final List<Long> askedToConfirm = new ArrayList<>();
    Runnable whenAsked = () -> {};
    Confirmation.Decision answer = Confirmation.Decision.SEND;

    private final long begunAt = time.nanos();
    private Duration set = Duration.ZERO;
    final SteadyClock clock = new SteadyClock(this, time::nanos);
    private final JdbcDataSource database;
    private final Ledger ledger;
    private final RunContext work;

    public RunBench() {
        database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        LedgerSchema.create(database);
        new ResourceDatabasePopulator(new ClassPathResource("org/springframework/batch/core/schema-h2.sql"))
                .execute(database);
        ledger = JdbcLedger.of(database, new JdbcTransactionManager(database), clock);
        work = workOn(ledger);
    }

    /** The bench's wall clock, from {@link #START} on. */
    @Override
    public Instant instant() {
        return START.plusNanos(time.nanos() - begunAt).plus(set);
    }

    /** Sets the wall clock so much ahead, or back. */
    void stepWallClock(Duration step) {
        set = set.plus(step);
    }

    public RunContext work() {
        return work;
    }

    /** The same start of the run with another owner in its name. */
    RunContext workOf(OwnedRun owned) {
        return new RunContext(
                work.run(),
                owned,
                work.spec(),
                work.ledger(),
                monitor,
                work.times(),
                work.held(),
                work.heldNow(),
                work.unfinished(),
                work.timeline(),
                work.failure());
    }

    public Ledger ledger() {
        return ledger;
    }

    public Leases leases() {
        return new JdbcLeases(database, new JdbcTransactionManager(database));
    }

    RunSpec spec() {
        return work.spec();
    }

    Pacer pacer() {
        return spec().lane().pacer();
    }

    /** Sets the database's clock so much ahead of the last sign of life of the run's owner, or back. */
    public void stepDatabaseClock(Duration step) {
        JdbcClient.create(database)
                .sql("UPDATE cleanup_lease SET renewed_at = renewed_at - ?")
                .param(step.toMillis())
                .update();
    }

    /** Records that so many calls more have been made. */
    void calls(int count) {
        ledger.results().record(work.owned(), 0, List.of(), new CallCounts(count, 0, 0, 0, 1), List.of());
    }

    /** Every statement fails from now on. */
    void breakDatabase() {
        JdbcClient.create(database).sql("SHUTDOWN").update();
    }

    private RunContext workOn(Ledger opened) {
        RunIdentity identity = new RunIdentity("job", "tencent/delete-conversation/1400000000", "ab".repeat(32));
        Run.Entry run = new Run.Entry(
                "job-1",
                identity,
                "tencent",
                "delete-conversation",
                "input.csv",
                List.of(),
                "",
                160,
                START,
                RequestedBy.UNKNOWN,
                Optional.empty());
        leases().take(identity, OWNER, Optional.empty());
        Run entered = opened.runs().create(run, OWNER.token());
        OwnedRun owned = new OwnedRun(entered.number(), OWNER.token());
        RunSpec spec = spec(identity);
        RunTimeline timeline = new RunTimeline(opened.history(), owned, spec.lane(), time, this);
        return new RunContext(
                entered,
                owned,
                spec,
                opened,
                monitor,
                new RunTimes(time),
                () -> {},
                () -> {},
                List::of,
                timeline,
                new FirstFailure());
    }

    private RunSpec spec(RunIdentity identity) {
        Lane lane = new Lane(
                new Unused(),
                new TokenBucketPacer(160, false, time),
                new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(60)),
                new StopRules(new StopLimits(20, 1_000, 50), halt, code -> ""),
                Duration.ofMinutes(30),
                halt,
                time,
                clock,
                new Random(1));
        RunRequest request = new RunRequest(
                new RunRequest.OfFile(
                        new RunRequest.Csv(Path.of("input.csv"), InputStream.nullInputStream()), Optional.empty()),
                RunRequest.Choice.LATEST,
                (resumed, others) -> true,
                rows -> {
                    askedToConfirm.add(rows);
                    whenAsked.run();
                    return answer;
                },
                Optional.empty(),
                new RunControl(),
                "conversation-cleanup run job.yml",
                Path.of("job.yml"),
                RequestedBy.UNKNOWN);
        return new RunSpec(
                request,
                identity,
                "tencent",
                "delete-conversation",
                RowSource.of(
                        new InputSurvey(
                                InputFile.of(Path.of("input.csv")),
                                InputLayout.conversations(Map.of(), Optional.empty(), false),
                                new Header(0, List.of()),
                                0,
                                0,
                                identity.inputSha256(),
                                Optional.empty()),
                        InputWarnings.Ids.SHOWN),
                new ConversationRules("tencent", 32, Map.of(), ConversationRules.ClearRamble.SENT),
                "",
                160,
                64,
                lane,
                RateCeiling.REQUIRED,
                time,
                Path.of("runs"),
                new StartDetail(Map.of("limits.calls-per-second", "160"), 7),
                new Reports(
                        new ConversationRules("tencent", 32, Map.of(), ConversationRules.ClearRamble.SENT),
                        code -> Optional.empty(),
                        Optional.empty(),
                        this,
                        FileAccess.BY_UMASK,
                        Replacement.OF_OWN));
    }

    /** Stages so many pending rows. */
    public void stage(int rows) {
        ledger.rows()
                .stage(
                        work.owned(),
                        LongStream.rangeClosed(1, rows)
                                .mapToObj(row -> new StagedRow(
                                        row,
                                        row + 1,
                                        RowState.PENDING,
                                        new Conversation("user-" + row, "peer", ConversationType.ONE_TO_ONE, false),
                                        null,
                                        null))
                                .toList());
    }

    /** Notes that this was the whole input. */
    public void staged() {
        ledger.rows().staged(work.owned());
    }

    /** Records these rows, both ends included, as deleted. */
    public void delete(long first, long last) {
        record(LongStream.rangeClosed(first, last)
                .mapToObj(row -> outcome(row, RowState.DELETED, 1))
                .toList());
    }

    /** Records that the row is due again so much later than {@link #START}. */
    public void dueAfter(long row, Duration delay) {
        record(List.of(new RowResult(row, RowState.WAITING, "50004", "busy", 1, START, START.plus(delay))));
    }

    static RowResult outcome(long row, RowState state, int attempts) {
        return new RowResult(row, state, "", "", attempts, START, state == RowState.WAITING ? START : null);
    }

    private void record(List<RowResult> outcomes) {
        ledger.results().record(work.owned(), 0, outcomes, CallCounts.NONE, List.of());
    }

    void halt() {
        halt.request(StopCause.PERSON, "the test asked for it");
    }

    private static final class Unused implements ConversationProvider {
        @Override
        public CompletionStage<Optional<Outcome>> ready() {
            throw new IllegalStateException("nothing is to be sent");
        }

        @Override
        public CompletionStage<Outcome> delete(Conversation conversation) {
            throw new IllegalStateException("nothing is to be sent");
        }
    }
}
