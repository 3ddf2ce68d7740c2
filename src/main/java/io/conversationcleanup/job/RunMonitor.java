package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.CircuitBreaker.Outage;
import io.conversationcleanup.dispatch.Lane;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Latencies;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.model.Wording;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The live counters of a run; Spring Batch's do not advance during a chunk. Thread-safe. */
public final class RunMonitor {

    private static final double MILLIS = 1_000;

    private Phase phase = Phase.STARTING;
    private long total;
    private long staged;
    private Optional<Counts> counts = Optional.empty();
    private final AtomicReference<CallCounts> counted = new AtomicReference<>(CallCounts.NONE);
    private volatile Supplier<Latencies> latencies = () -> Latencies.NONE;
    private volatile @Nullable Lane lane;
    private volatile @Nullable LongSupplier untilRetries;

    /** A phase of a run. */
    public enum Phase {
        STARTING("starting"),
        STAGING("reading the input"),
        CONFIRMING("waiting for confirmation"),
        DELETING("deleting"),
        REPORTING("writing the reports");

        private final String words;

        Phase(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * A snapshot of a run. Immutable.
     *
     * @param total the rows of the input
     * @param staged the rows in the ledger
     * @param done the finished rows, whatever their outcome
     * @param failed the finished rows that failed or were rejected
     * @param hold what delays calls besides the rate
     */
    public record Snapshot(Phase phase, long total, long staged, long done, long failed, long waiting, Hold hold) {}

    /** What delays calls besides the rate, in a few words; empty for nothing. Immutable. */
    public record Hold(String words, Leaves leaves) {

        public static final Hold NONE = new Hold("", Leaves.CALLS);

        /** What still leaves during a hold. */
        public enum Leaves {
            /** Calls leave, perhaps fewer. */
            CALLS,
            NOTHING
        }
    }

    /**
     * The pace of calls. Immutable.
     *
     * @param limit the configured ceiling in calls a second; infinite for none
     * @param allowed the present rate in calls a second, at most the limit
     * @param outage how long the outage has lasted; zero for none
     */
    public record Pace(double limit, double allowed, boolean paused, Duration outage) {}

    /** Row counts, and settled failures by code, {@code ""} for none, at one moment. Immutable. */
    public record Counts(Tally rows, Map<String, Long> settledFailures) {

        public Counts {
            settledFailures = Map.copyOf(settledFailures);
        }

        /** Adds results. A row with an earlier attempt was waiting, any other was pending. */
        private Counts with(List<RowResult> outcomes) {
            Map<RowState, Long> now = new EnumMap<>(RowState.class);
            Map<String, Long> failures = new HashMap<>(settledFailures);
            for (RowResult outcome : outcomes) {
                now.merge(outcome.state(), 1L, Long::sum);
                if (outcome.state() == RowState.FAILED || outcome.state() == RowState.RETRYABLE) {
                    failures.merge(outcome.code(), 1L, Long::sum);
                }
            }
            long waited =
                    outcomes.stream().filter(outcome -> outcome.attempts() > 1).count();
            long waits = now.getOrDefault(RowState.WAITING, 0L);
            Tally after = new Tally(
                    rows.total(),
                    rows.deleted() + now.getOrDefault(RowState.DELETED, 0L),
                    rows.alreadyGone() + now.getOrDefault(RowState.ALREADY_GONE, 0L),
                    rows.failed() + now.getOrDefault(RowState.FAILED, 0L),
                    rows.retryable() - waited + waits + now.getOrDefault(RowState.RETRYABLE, 0L),
                    rows.waiting() - waited + waits,
                    rows.rejected(),
                    rows.duplicate(),
                    rows.pending() - (outcomes.size() - waited));
            return new Counts(after, failures);
        }
    }

    /** Returns the present pace; empty before sending begins. */
    public Optional<Pace> pace() {
        return Optional.ofNullable(lane)
                .map(used -> new Pace(
                        used.pacer().ceiling(),
                        used.pacer().ratePerSecond(),
                        used.pacer().paused(),
                        used.outage().map(Outage::lasting).orElse(Duration.ZERO)));
    }

    /** What is known of the calls of the run, those of earlier starts included, up to the last record. */
    public CallCounts counted() {
        return counted.get();
    }

    void counted(CallCounts more) {
        counted.accumulateAndGet(more, CallCounts::plus);
    }

    /** Returns the latency percentile of the last minute in seconds; empty without answers. */
    public OptionalDouble latencySeconds(double share) {
        OptionalDouble millis = latencies.get().percentile(share);
        return millis.isPresent() ? OptionalDouble.of(millis.getAsDouble() / MILLIS) : millis;
    }

    void answersComeIn(Supplier<Latencies> recent) {
        latencies = recent;
    }

    public Snapshot snapshot() {
        Hold hold = hold();
        synchronized (this) {
            return new Snapshot(
                    phase,
                    total,
                    staged,
                    counted(rows -> rows.total() - rows.outstanding()),
                    counted(rows -> rows.unsuccessful() - rows.waiting()),
                    counted(Tally::waiting),
                    hold);
        }
    }

    private long counted(ToLongFunction<Tally> part) {
        return counts.map(Counts::rows).map(part::applyAsLong).orElse(0L);
    }

    private Hold hold() {
        Lane used = lane;
        if (used == null) {
            return Hold.NONE;
        }
        if (used.pacer().paused()) {
            return new Hold("paused", Hold.Leaves.NOTHING);
        }
        Optional<Outage> outage = used.outage();
        if (outage.isPresent()) {
            return new Hold("no answer for " + outage.get().lasting().toSeconds() + " s", Hold.Leaves.NOTHING);
        }
        Duration pause = used.pacer().pauseLeft();
        if (!pause.isZero()) {
            return new Hold("provider asked to wait " + Wording.clock(pause), Hold.Leaves.NOTHING);
        }
        Optional<Duration> retries = untilRetries();
        if (retries.isPresent()) {
            return new Hold("next retries in " + Wording.clock(retries.get()), Hold.Leaves.NOTHING);
        }
        double rate = used.pacer().ratePerSecond();
        return rate < used.pacer().ceiling()
                ? new Hold("slowed to " + Wording.rate(rate) + "/s", Hold.Leaves.CALLS)
                : Hold.NONE;
    }

    /** The time until waiting rows are sent again; empty while other rows are outstanding. */
    Optional<Duration> untilRetries() {
        LongSupplier left = untilRetries;
        return left == null ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(0, left.getAsLong())));
    }

    void awaitsRetries(LongSupplier nanosLeft) {
        untilRetries = nanosLeft;
    }

    void sendsAgain() {
        untilRetries = null;
    }

    void sendsOn(Lane used) {
        lane = used;
    }

    synchronized void enter(Phase next) {
        phase = next;
    }

    synchronized void stagingOf(long rows, long stagedBefore) {
        total = rows;
        staged = stagedBefore;
        phase = Phase.STAGING;
    }

    synchronized void staged(long rows) {
        staged += rows;
    }

    /** Returns the counts up to the last record; empty until sending begins. */
    public synchronized Optional<Counts> counts() {
        return counts;
    }

    synchronized void deletingOf(Counts sofar) {
        counts = Optional.of(sofar);
        total = sofar.rows().total();
        staged = total;
        phase = Phase.DELETING;
    }

    synchronized void recorded(List<RowResult> outcomes) {
        counts = counts.map(before -> before.with(outcomes));
    }
}
