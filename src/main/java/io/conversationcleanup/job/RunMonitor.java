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

/**
 * What a run is doing, to be shown: counters that its threads keep up while it goes. Thread-safe.
 *
 * <p>Spring Batch's own counters stand still during a chunk and count a chunk that failed, so they are not used.
 */
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

    /** What a run is at. */
    public enum Phase {
        /** Looking for what there is to do. */
        STARTING("starting"),
        /** Reading the input into the ledger. */
        STAGING("reading the input"),
        /** Waiting for somebody's consent. */
        CONFIRMING("waiting for confirmation"),
        /** Sending. */
        DELETING("deleting"),
        /** Writing the reports. */
        REPORTING("writing the reports");

        private final String words;

        Phase(String words) {
            this.words = words;
        }

        /** What a run in this phase does, for a person. */
        public String words() {
            return words;
        }
    }

    /**
     * A moment of a run. Immutable.
     *
     * @param phase what it is at
     * @param total the rows of the input
     * @param staged the rows in the ledger
     * @param done the rows of which nothing is left to do, with any outcome
     * @param failed those of them that failed or were rejected
     * @param waiting the rows that wait for another attempt
     * @param hold what keeps calls back besides the rate
     */
    public record Snapshot(Phase phase, long total, long staged, long done, long failed, long waiting, Hold hold) {}

    /**
     * What keeps calls back. Immutable.
     *
     * @param words in a few words; empty if nothing does
     * @param leaves what leaves meanwhile
     */
    public record Hold(String words, Leaves leaves) {

        /** Nothing keeps calls back. */
        public static final Hold NONE = new Hold("", Leaves.CALLS);

        /** What leaves meanwhile. */
        public enum Leaves {
            /** Calls, though perhaps fewer. */
            CALLS,
            /** Nothing to speak of. */
            NOTHING
        }
    }

    /**
     * How fast calls may leave. Immutable.
     *
     * @param limit the most calls a second that the job or somebody since allows; infinite for no limit
     * @param allowed the most that the provider bears at present, as far as is known
     * @param paused whether somebody has paused the run
     * @param outage for how long the provider has been out of use; zero if it is not
     */
    public record Pace(double limit, double allowed, boolean paused, Duration outage) {}

    /**
     * What rows have come to, all as of one moment. Immutable.
     *
     * @param rows the counts
     * @param settledFailures failed and retryable rows that are settled, by code; {@code ""} stands for none
     */
    public record Counts(Tally rows, Map<String, Long> settledFailures) {

        public Counts {
            settledFailures = Map.copyOf(settledFailures);
        }

        /** With outcomes of rows more; one that has had an attempt before was waiting until now, and any other pending. */
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

    /** How fast calls may leave now; empty before the first can. */
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

    /** Adds calls that have been recorded, or those of earlier starts. */
    void counted(CallCounts more) {
        counted.accumulateAndGet(more, CallCounts::plus);
    }

    /** The time within which this share of the last minute's answers came, in seconds; empty if there were none. */
    public OptionalDouble latencySeconds(double share) {
        OptionalDouble millis = latencies.get().percentile(share);
        return millis.isPresent() ? OptionalDouble.of(millis.getAsDouble() / MILLIS) : millis;
    }

    /** Tells who knows how long the last minute's answers took. */
    void answersComeIn(Supplier<Latencies> recent) {
        latencies = recent;
    }

    /** The counters now. */
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

    /** How long it is until rows that wait are sent again; empty while there are others to be sent. */
    Optional<Duration> untilRetries() {
        LongSupplier left = untilRetries;
        return left == null ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(0, left.getAsLong())));
    }

    /**
     * Tells that there is nothing to send until rows are due again.
     *
     * @param nanosLeft how long that is, in nanoseconds from whenever it is asked
     */
    void awaitsRetries(LongSupplier nanosLeft) {
        untilRetries = nanosLeft;
    }

    /** Tells that the wait for rows is over. */
    void sendsAgain() {
        untilRetries = null;
    }

    /** Tells on which lane calls leave. */
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

    /** The counts, kept up to the last record, so that nobody needs to count outcomes; empty until rows are sent. */
    public synchronized Optional<Counts> counts() {
        return counts;
    }

    /** Begins to count outcomes, from these on. */
    synchronized void deletingOf(Counts sofar) {
        counts = Optional.of(sofar);
        total = sofar.rows().total();
        staged = total;
        phase = Phase.DELETING;
    }

    /** Counts outcomes of rows, of which some had been waiting before. */
    synchronized void recorded(List<RowResult> outcomes) {
        counts = counts.map(before -> before.with(outcomes));
    }
}
