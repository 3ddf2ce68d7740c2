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
 * The figures of a run in {@code summary.json}, {@code report.html} and the terminal summary. Immutable.
 *
 * @param confirmed whether sending was confirmed for the last start
 * @param failuresByCode failed and retryable rows by code, most frequent first; {@code ""} means no code
 * @param duration time spent over all starts
 * @param rerunOf the run whose rows it sent again; empty if its rows come from a file
 * @param reruns runs that sent some of its rows again, oldest first
 * @param replacedBy the latest later run of the same job and content
 * @param unfinishedRuns older unfinished runs of its job, oldest first
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

    /** The reason, or its prefix, of a run that was not confirmed. */
    public static final String NOT_CONFIRMED = "sending was not confirmed";

    /** The input of a run; the SHA-256 is of the uncompressed content, in lower-case hex. Immutable. */
    public record Input(String file, String sha256) {}

    /** Rates in calls a second: the last start's limit, empty if unlimited, and the mean while sending. Immutable. */
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

    /** Builds the figures of a run from the ledger's counts. */
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

    /** Returns whether confirmation was refused, so that the last start sent nothing. */
    public boolean isNotConfirmed() {
        return cause.equals(Optional.of(StopCause.DECLINED));
    }

    /** Returns whether the run is finished or abandoned. */
    public boolean isClosed() {
        return status.finished() || isAbandoned();
    }

    public boolean isAbandoned() {
        return cause.equals(Optional.of(StopCause.ABANDONED));
    }

    /** Returns whether reports exist: a run that was declined at once has none. */
    public boolean hasReports() {
        return !isNotConfirmed() || calls.total() > 0;
    }

    /** Adds reruns and replacement, as found among all runs. */
    public Summary among(List<Run> runs) {
        Optional<Run> self =
                runs.stream().filter(other -> other.id().equals(run)).findFirst();

        Optional<String> later = self.flatMap(found -> runs.stream()
                        .filter(other -> other.replaces(found))
                        .max(Comparator.comparingInt(Run::sequence)))
                .map(Run::id);
        return with(reason, requestedBy, Rerun.of(run, runs), later, unfinishedRuns);
    }

    public Summary beside(List<String> unfinished) {
        return with(reason, requestedBy, reruns, replacedBy, unfinished);
    }

    /** Returns a copy with the texts of reasons replaced. */
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

    /** Returns rows with an outcome per second of run time, to one decimal; 0 if no time was spent. */
    public double rowsPerSecond() {
        return perSecond(rows.total() - rows.pending(), duration);
    }

    private static double perSecond(long count, Duration time) {
        return time.isZero() ? 0 : Math.round(10.0 * count / (time.toNanos() / 1e9)) / 10.0;
    }

    /** A run that sent a selection of an earlier run's rows again, such as {@code failed, 60008}. Immutable. */
    public record Rerun(String run, RunStatus status, long rows, String selection) {

        private static final String ALL_RETRYABLE = "retryable";

        /** Oldest first. */
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

        public boolean tookUpAllRetryable() {
            return selection.equals(ALL_RETRYABLE);
        }

        public String text() {
            String sent = "Sent again by run " + run + " (" + Wording.count(rows) + " " + selection + "): " + status;
            return status == RunStatus.COMPLETED ? sent + "." : sent + "; its own status tells what is left.";
        }

        public static long rows(List<Rerun> reruns) {
            return reruns.stream().mapToLong(Rerun::rows).sum();
        }
    }
}
