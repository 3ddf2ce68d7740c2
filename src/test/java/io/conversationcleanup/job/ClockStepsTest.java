package io.conversationcleanup.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.dispatch.Lane;
import io.conversationcleanup.dispatch.StopRules;
import io.conversationcleanup.intake.InputFile;
import io.conversationcleanup.intake.InputLayout;
import io.conversationcleanup.intake.InputSurvey;
import io.conversationcleanup.intake.InputWarnings;
import io.conversationcleanup.lease.Owner;
import io.conversationcleanup.lease.Owner.Processes;
import io.conversationcleanup.ledger.HistoryStore.StartDetail;
import io.conversationcleanup.ledger.jdbc.JdbcLeases;
import io.conversationcleanup.ledger.jdbc.JdbcLedger;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.ConversationRules.PeerRule;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.FileAccess;
import io.conversationcleanup.model.LiveState.RateCeiling;
import io.conversationcleanup.model.RequestedBy;
import io.conversationcleanup.model.RetryPolicy;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.model.StopLimits;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.provider.ConversationProvider;
import io.conversationcleanup.provider.Outcome;
import io.conversationcleanup.quota.TokenBucketPacer;
import io.conversationcleanup.quota.VirtualTime;
import io.conversationcleanup.report.Replacement;
import io.conversationcleanup.report.Reports;
import io.conversationcleanup.repository.LedgerSchema;
import io.conversationcleanup.runs.Summary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs, on a time that only moves when somebody sleeps, while the wall clock is set. */
class ClockStepsTest {

    private static final int ROWS = 30;
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final List<Duration> STEPS =
            List.of(Duration.ofMinutes(-10), Duration.ofSeconds(3), Duration.ofDays(1));
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(60);
    private static final Outcome DELETED = Outcome.deleted();
    private static final Outcome BUSY = Outcome.busy("50004", "internal error");
    private static final Outcome UNCONNECTED = Outcome.unavailable("connect", "refused");
    private static final ConversationRules RULES = new ConversationRules(
            "tencent",
            32,
            Map.of(ConversationType.ONE_TO_ONE, PeerRule.numbered(1, 32)),
            ConversationRules.ClearRamble.SENT);

    @TempDir
    private Path directory;

    private enum Moment {
        RUN,
        RETRY_WAIT,
        OUTAGE,
        PAUSE
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aStepOfTheWallClockChangesNeitherWhatIsSentNorWhen(Moment moment) throws IOException {
        Scene unstepped = new Scene("unstepped");
        Summary expected = unstepped.start().summary();
        assertThat(unstepped.calls).hasSize(ROWS + 2);
        assertThat(expected.rows()).isEqualTo(new Tally(ROWS, ROWS, 0, 0, 0, 0, 0, 0, 0));

        for (Duration step : STEPS) {
            Scene stepped = new Scene("by " + step);
            stepped.at(moment, step);

            Summary summary = stepped.start().summary();

            assertThat(stepped.set).as("the clock was set in the %s", moment).isEqualTo(step);
            assertThat(stepped.calls).as("%s in the %s", step, moment).isEqualTo(unstepped.calls);
            assertThat(stepped.time.nanos()).isEqualTo(unstepped.time.nanos());
            assertThat(summary.rows()).isEqualTo(expected.rows());
            assertThat(summary.calls()).isEqualTo(expected.calls());
            assertThat(summary.rate()).isEqualTo(expected.rate());
            assertThat(summary.duration()).isEqualTo(expected.duration());
        }
    }

    /** What the first process stored is read by one whose clock is another. */
    @ParameterizedTest
    @ValueSource(longs = {-86_400, -600, -3, 3, 600, 86_400})
    void aRunThatIsResumedWithAnotherClockWaitsNoLongerThanTheLongestDelay(long seconds) throws IOException {
        Scene scene = new Scene("resumed");
        scene.stopWhileRowsWait();
        assertThat(scene.start().result())
                .extracting(ended -> ((RunResult.Ended) ended).status())
                .isEqualTo(RunStatus.STOPPED);
        int before = scene.calls.size();
        long stoppedAt = scene.time.nanos();
        scene.set = Duration.ofSeconds(seconds);

        Summary summary = scene.start().summary();

        assertThat(summary.rows()).isEqualTo(new Tally(ROWS, ROWS, 0, 0, 0, 0, 0, 0, 0));
        assertThat(summary.calls().inDoubt()).isZero();
        // One row waits twice, and a pass begins at most a second after its first row is due.
        assertThat(Duration.ofNanos(scene.time.nanos() - stoppedAt))
                .isLessThan(LONGEST_DELAY.plusSeconds(2).multipliedBy(2));
        assertThat(scene.calls.size() - before).isLessThanOrEqualTo(ROWS + 2);
        assertThat(scene.calls).hasSize(ROWS + 2);
    }

    /** A due time a day ahead is the longest delay ahead at most. */
    @Test
    void whatIsDueADayAheadIsDueAfterTheLongestDelay() throws IOException {
        Scene scene = new Scene("a day ahead");
        scene.set = Duration.ofDays(1);
        scene.stopWhileRowsWait();
        scene.start();
        long stoppedAt = scene.time.nanos();
        scene.set = Duration.ZERO;
        List<Long> waits = new ArrayList<>();
        scene.whileRowsWait(waits::add);

        scene.start();

        assertThat(waits.get(0)).isBetween(1L, LONGEST_DELAY.toNanos());
        assertThat(Duration.ofNanos(scene.time.nanos() - stoppedAt))
                .isLessThan(LONGEST_DELAY.plusSeconds(2).multipliedBy(2));
    }

    /** A run of rows over an outage, a pause and retries, and all of its processes one after the other. */
    private final class Scene implements ConversationProvider {

        private static final int CALL_OF_STEP = 10;
        private static final String BUSY_USER = "user-7";
        private static final int CALL_BEFORE_OUTAGE = 15;
        private static final int CALL_BEFORE_PAUSE = 20;

        final List<Call> calls = new ArrayList<>();
        final VirtualTime time = new VirtualTime();
        Duration set = Duration.ZERO;

        private final BatchBench batch = new BatchBench();
        private final Map<String, Integer> attempts = new HashMap<>();
        private final Path place;
        private final long begunAt = time.nanos();
        private long outageUntil = Long.MIN_VALUE;
        private long pauseUntil = Long.MIN_VALUE;
        private int owners;
        private Runnable atCall = () -> {};
        private Consumer<RunControl> whileWaiting = control -> {};
        private Optional<Moment> moment = Optional.empty();
        private Duration step = Duration.ZERO;

        Scene(String name) throws IOException {
            place = Files.createDirectories(directory.resolve(name.replace(' ', '-')));
            LedgerSchema.create(batch.database);
            Files.write(
                    place.resolve("rows.csv"),
                    IntStream.rangeClosed(0, ROWS)
                            .mapToObj(row -> row == 0 ? "user,peer,type" : "user-" + row + ",peer,1")
                            .toList());
        }

        private record Call(String user, long at) {}

        /** Sets the wall clock at this moment. */
        void at(Moment when, Duration by) {
            moment = Optional.of(when);
            step = by;
        }

        /** Stops the run the first time that it waits for retries. */
        void stopWhileRowsWait() {
            whileWaiting = control -> {
                whileWaiting = again -> {};
                control.stop(StopCause.PERSON, "asked");
                time.callOff();
            };
        }

        void whileRowsWait(LongConsumer left) {
            whileWaiting = control ->
                    control.monitor().untilRetries().map(Duration::toNanos).ifPresent(left::accept);
        }

        private Instant wall() {
            return START.plusNanos(time.nanos() - begunAt).plus(set);
        }

        private void stepIf(Moment now) {
            if (moment.filter(now::equals).isPresent()) {
                moment = Optional.empty();
                set = step;
            }
        }

        @Override
        public CompletionStage<Optional<Outcome>> ready() {
            boolean reachable = time.nanos() >= outageUntil;
            return CompletableFuture.completedFuture(reachable ? Optional.empty() : Optional.of(UNCONNECTED));
        }

        @Override
        public CompletionStage<Outcome> delete(Conversation conversation) {
            calls.add(new Call(conversation.user(), time.nanos() - begunAt));
            if (calls.size() == CALL_OF_STEP) {
                stepIf(Moment.RUN);
            }
            if (calls.size() == CALL_BEFORE_OUTAGE) {
                outageUntil = time.nanos() + Duration.ofSeconds(40).toNanos();
            }
            atCall.run();
            int attempt = attempts.merge(conversation.user(), 1, Integer::sum);
            boolean busy = conversation.user().equals(BUSY_USER) && attempt < 3;
            return CompletableFuture.completedFuture(busy ? BUSY : DELETED);
        }

        /** A process that begins now. */
        Started start() {
            time.resume();
            RunControl control = new RunControl();
            SteadyClock clock = new SteadyClock(this::wall, time::nanos);
            Lane lane = lane(control, clock);
            atCall = () -> {
                if (calls.size() == CALL_BEFORE_PAUSE) {
                    lane.pacer().pause();
                    pauseUntil = time.nanos() + Duration.ofSeconds(60).toNanos();
                }
            };
            time.onSleep(() -> {
                if (lane.pacer().paused()) {
                    stepIf(Moment.PAUSE);
                    if (time.nanos() >= pauseUntil) {
                        lane.pacer().resume();
                    }
                } else if (lane.outage().isPresent()) {
                    stepIf(Moment.OUTAGE);
                } else if (control.monitor().untilRetries().isPresent()) {
                    stepIf(Moment.RETRY_WAIT);
                    whileWaiting.accept(control);
                }
            });
            CleanupRuns runs = new CleanupRuns(
                    JdbcLedger.of(batch.database, batch.transactions, clock),
                    batch.repository,
                    batch.operator,
                    batch.transactions,
                    clock,
                    new JdbcLeases(batch.database, batch.transactions),
                    owner -> Processes.Life.EXISTS,
                    () -> new Owner("owner-" + ++owners, "p", "alice", "host", "machine", 1, 1));
            return new Started(runs.run(spec(control, lane, clock)));
        }

        record Started(RunResult result) {

            Summary summary() {
                return ((RunResult.Ended) result).reports().summary();
            }
        }

        private Lane lane(RunControl control, SteadyClock clock) {
            return new Lane(
                    this,
                    new TokenBucketPacer(50, false, time),
                    new RetryPolicy(5, LONGEST_DELAY, LONGEST_DELAY),
                    new StopRules(new StopLimits(20, 1_000, 50), control.stopSwitch(), code -> ""),
                    Duration.ofMinutes(5),
                    control.stopSwitch(),
                    time,
                    clock,
                    new Random(1));
        }

        private RunSpec spec(RunControl control, Lane lane, SteadyClock clock) {
            InputSurvey survey = InputSurvey.of(
                    InputFile.of(place.resolve("rows.csv")),
                    InputLayout.conversations(Map.of(), Optional.empty(), false));
            RunRequest request = new RunRequest(
                    new RunRequest.OfFile(
                            new RunRequest.Csv(place.resolve("rows.csv"), InputStream.nullInputStream()),
                            Optional.empty()),
                    RunRequest.Choice.LATEST,
                    (resumed, others) -> true,
                    rows -> Confirmation.Decision.SEND,
                    Optional.empty(),
                    control,
                    "conversation-cleanup run job.yml",
                    Path.of("job.yml"),
                    RequestedBy.UNKNOWN);
            return new RunSpec(
                    request,
                    new RunIdentity("job", "tencent/delete-conversation/1400000000", survey.sha256()),
                    "tencent",
                    "delete-conversation",
                    RowSource.of(survey, InputWarnings.Ids.SHOWN),
                    RULES,
                    "",
                    50,
                    // One sender and one call at a time, so that the order is always the same.
                    1,
                    lane,
                    RateCeiling.REQUIRED,
                    time,
                    place.resolve("runs"),
                    new StartDetail(Map.of(), 7),
                    new Reports(
                            RULES,
                            code -> Optional.empty(),
                            Optional.empty(),
                            clock.wall(),
                            FileAccess.BY_UMASK,
                            Replacement.OF_OWN));
        }
    }
}
