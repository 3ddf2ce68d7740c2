package io.conversationcleanup.runs;

import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.RequestedBy;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/**
 * The figures of a run: what {@code summary.json}, {@code report.html} and the last lines on a terminal say. Immutable.
 *
 * @param run the run's name
 * @param job the job's name
 * @param provider the provider's name in job files
 * @param operation the operation's name in job files
 * @param status where the run stands
 * @param cause who or what stopped it; empty if nothing did
 * @param confirmed whether its last start may send, or might
 * @param reason why it stopped, in a sentence; empty if nothing stopped it
 * @param input what was read
 * @param rows the rows by what they have come to
 * @param calls the calls made
 * @param rate how fast they left
 * @param failuresByCode failed and retryable rows by code, most frequent first; {@code ""} stands for none
 * @param startedAt when the run was first started
 * @param endedAt when it last ended; empty while it is running
 * @param duration the time spent on it, over all its starts
 * @param requestedBy on whose word it was made
 * @param rerunOf the run some of whose rows it sent again; empty if its rows came from a file
 * @param reruns the runs that sent some of its rows again, in the order in which they began
 * @param replacedBy the latest run of the same job and content, if that is a later one: the same command means that one
 * @param unfinishedRuns the older runs of its job that are unfinished, the oldest first
 */
public record Summary(
        String run,
        String job,
        String provider,
        String operation,
        RunStatus status,
        Optional<StopCause> cause,
        boolean confirmed,
        Optional<String> reason,
        Input input,
        Tally rows,
        CallCounts calls,
        Rate rate,
        Map<String, Long> failuresByCode,
        Instant startedAt,
        Optional<Instant> endedAt,
        Duration duration,
        RequestedBy requestedBy,
        Optional<String> rerunOf,
        List<Rerun> reruns,
        Optional<String> replacedBy,
        List<String> unfinishedRuns) {

    /** Why a run stopped that was not confirmed, or the beginning of it. */
    public static final String NOT_CONFIRMED = "sending was not confirmed";

    /**
     * The input of a run. Immutable.
     *
     * @param file the input as it was named
     * @param sha256 of its content, unpacked if it is gzip, in lower-case hex
     */
    public record Input(String file, String sha256) {}

    /**
     * How fast the calls of a run left. Immutable.
     *
     * @param limitPerSecond the ceiling in calls a second, that of the last start; empty if unlimited
     * @param meanPerSecond calls a second of the time spent sending, to one decimal
     * @param maxInAnySecond the most calls that left in any one second
     */
    public record Rate(OptionalDouble limitPerSecond, double meanPerSecond, int maxInAnySecond) {}

    public Summary {
        Map<String, Long> sorted = new LinkedHashMap<>();
        failuresByCode.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        failuresByCode = Collections.unmodifiableMap(sorted);
        reruns = List.copyOf(reruns);
        unfinishedRuns = List.copyOf(unfinishedRuns);
    }

    /** The figures of this run, from what the ledger counts. */
    public static Summary of(Run run, Tally rows, Map<String, Long> failuresByCode) {
        Run.Entry entered = run.entry();
        double limit = entered.ratePerSecond();
        return new Summary(
                run.id(),
                entered.identity().job(),
                entered.provider(),
                entered.operation(),
                run.status(),
                Optional.ofNullable(run.cause()),
                run.confirmed(),
                Optional.ofNullable(run.statusReason()),
                new Input(entered.inputFile(), entered.identity().inputSha256()),
                rows,
                run.calls(),
                new Rate(
                        Double.isInfinite(limit) ? OptionalDouble.empty() : OptionalDouble.of(limit),
                        perSecond(run.calls().total(), run.sending()),
                        run.calls().maxInAnySecond()),
                failuresByCode,
                entered.startedAt(),
                Optional.ofNullable(run.endedAt()),
                run.active(),
                entered.requestedBy(),
                entered.parent(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    /** Whether somebody was asked and did not consent, so that nothing was sent since. */
    public boolean isNotConfirmed() {
        return cause.equals(Optional.of(StopCause.DECLINED));
    }

    /** Whether nothing is left to do, or somebody has closed it for good. */
    public boolean isClosed() {
        return status.finished() || isAbandoned();
    }

    /** Whether somebody has closed it for good with rows left. */
    public boolean isAbandoned() {
        return cause.equals(Optional.of(StopCause.ABANDONED));
    }

    /** Whether its reports were written: a run that was refused at once has none. */
    public boolean hasReports() {
        return !isNotConfirmed() || calls.total() > 0;
    }

    /** The same, seen among all runs. */
    public Summary among(List<Run> runs) {
        Optional<Run> self =
                runs.stream().filter(other -> other.id().equals(run)).findFirst();

        Optional<String> later = self.flatMap(found -> runs.stream()
                        .filter(other -> other.replaces(found))
                        .max(Comparator.comparingInt(Run::sequence)))
                .map(Run::id);
        return with(reason, requestedBy, Rerun.of(run, runs), later, unfinishedRuns);
    }

    /** The same beside older runs of its job that are unfinished. */
    public Summary beside(List<String> unfinished) {
        return with(reason, requestedBy, reruns, replacedBy, unfinished);
    }

    /** The same with other words for why it stopped and why it was made. */
    public Summary worded(UnaryOperator<String> words) {
        return with(
                reason.map(words),
                new RequestedBy(requestedBy.user(), requestedBy.reason().map(words)),
                reruns,
                replacedBy,
                unfinishedRuns);
    }

    private Summary with(
            Optional<String> otherReason,
            RequestedBy otherRequest,
            List<Rerun> otherReruns,
            Optional<String> later,
            List<String> unfinished) {
        return new Summary(
                run,
                job,
                provider,
                operation,
                status,
                cause,
                confirmed,
                otherReason,
                input,
                rows,
                calls,
                rate,
                failuresByCode,
                startedAt,
                endedAt,
                duration,
                otherRequest,
                rerunOf,
                otherReruns,
                later,
                unfinished);
    }

    /** The rows with an outcome for each second spent on the run, to one decimal; 0 if no time was spent. */
    public double rowsPerSecond() {
        return perSecond(rows.total() - rows.pending(), duration);
    }

    private static double perSecond(long count, Duration time) {
        return time.isZero() ? 0 : Math.round(10.0 * count / (time.toNanos() / 1e9)) / 10.0;
    }

    /**
     * A run that sent rows of an earlier one again. Immutable.
     *
     * @param run its name
     * @param status where it stands
     * @param rows how many rows it took up
     * @param selection which ones, such as {@code retryable} or {@code failed, 60008}
     */
    public record Rerun(String run, RunStatus status, long rows, String selection) {

        private static final String ALL_RETRYABLE = "retryable";

        /** Those among these runs that took up rows of this one, in the order in which they began. */
        static List<Rerun> of(String parent, List<Run> runs) {
            return runs.stream()
                    .filter(run -> run.parent().equals(Optional.of(parent)))
                    .sorted(Comparator.comparingLong(Run::number))
                    .flatMap(run -> of(run).stream())
                    .toList();
        }

        private static Optional<Rerun> of(Run run) {
            return run.identity()
                    .earlierRows()
                    .map(rows -> new Rerun(run.id(), run.status(), rows.count(), rows.selection()));
        }

        /** Whether every row was taken up that had failed for a passing reason. */
        public boolean tookUpAllRetryable() {
            return selection.equals(ALL_RETRYABLE);
        }

        /** What became of it, in a sentence. */
        public String text() {
            String sent = "Sent again by run " + run + " (" + Wording.count(rows) + " " + selection + "): " + status;
            return status == RunStatus.COMPLETED ? sent + "." : sent + "; its own status tells what is left.";
        }

        /** How many rows these took up together. */
        public static long rows(List<Rerun> reruns) {
            return reruns.stream().mapToLong(Rerun::rows).sum();
        }
    }
}
