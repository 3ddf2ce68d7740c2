package io.conversationcleanup.report;

import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.model.RunStatus;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Figures and states as the reports word them, the same in every language setting. Stateless, hence thread-safe. */
public final class Wording {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private Wording() {}

    /** ISO 8601, UTC, with milliseconds. */
    public static String time(Instant time) {
        return MILLISECONDS.format(time);
    }

    /** With a comma between thousands. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A count with its noun, which takes an s if there is not exactly one. */
    public static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** With as many decimals as it has, up to three. */
    public static String rate(double perSecond) {
        return new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(perSecond);
    }

    /** Such as {@code 6.4 s}, {@code 2 min 5 s} or {@code 3 h 20 min}. */
    public static String duration(Duration duration) {
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return String.format(Locale.ROOT, "%.1f s", Math.floor(duration.toMillis() / 100.0) / 10);
        }
        if (duration.compareTo(Duration.ofHours(1)) < 0) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return count(duration.toHours()) + " h " + duration.toMinutesPart() + " min";
    }

    /** As a clock shows it, such as {@code 0:45} or {@code 1:00:00}; a part of a second counts as a whole one. */
    public static String clock(Duration duration) {
        Duration whole = Duration.ofSeconds(duration.plusNanos(999_999_999).toSeconds());
        return whole.toHours() > 0
                ? String.format(
                        Locale.ROOT, "%d:%02d:%02d", whole.toHours(), whole.toMinutesPart(), whole.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", whole.toMinutes(), whole.toSecondsPart());
    }

    /** In percent; a part is never shown as nothing or as all of it. */
    static String share(long part, long total) {
        if (part == 0) {
            return "0 %";
        }
        if (part == total) {
            return "100 %";
        }
        double percent = 100.0 * part / total;
        if (percent < 0.1) {
            return "< 0.1 %";
        }
        return percent > 99.9 ? "> 99.9 %" : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    /** The code of a failure, which may have none. */
    static String code(String code) {
        return code.isEmpty() ? "no code" : code;
    }

    static String status(RunStatus status) {
        return switch (status) {
            case RUNNING -> "Running";
            case COMPLETED -> "Completed";
            case COMPLETED_WITH_FAILURES -> "Completed with failures";
            case STOPPED -> "Stopped";
            case STOPPED_BY_RULE -> "Stopped by a rule";
            case ABORTED -> "Aborted";
        };
    }

    /** What a reader of the report should do now; empty text if nothing. */
    static String nextStep(Summary summary) {
        if (summary.isAbandoned()) {
            return "It is closed for good: its " + count(summary.rows().outstanding(), "row")
                    + " left are not sent by this run.";
        }
        if (summary.replacedBy().isPresent() && !summary.status().finished() && summary.status() != RunStatus.RUNNING) {
            return "Run " + summary.replacedBy().get() + " of the same job and content was begun after it, and the"
                    + " same command means that one: nothing goes on with this one any more.";
        }
        return switch (summary.status()) {
            case RUNNING, COMPLETED -> "";
            case COMPLETED_WITH_FAILURES ->
                afterReruns(
                        summary,
                        "failures.csv holds the " + count(summary.rows().unsuccessful(), "row")
                                + " not done, in the input's own columns: put right what was refused, and give it to"
                                + " run as --input to send them again.");
            case STOPPED ->
                summary.isNotConfirmed() && summary.calls().total() == 0
                        ? "Nothing was sent; the resume command asks again."
                        : "The " + again(summary) + ".";
            case STOPPED_BY_RULE -> "Look into the cause first; then the " + again(summary) + ".";
            case ABORTED -> "Put right what the provider refused; then the " + again(summary) + ".";
        };
    }

    /** The same for a reader of these reports. */
    static String nextStep(Summary summary, Manifest.Ids ids) {
        return ids == Manifest.Ids.PSEUDONYMS && summary.status() == RunStatus.COMPLETED_WITH_FAILURES
                ? afterReruns(
                        summary,
                        "failures.csv lists the " + count(summary.rows().unsuccessful(), "row")
                                + " not done, with pseudonyms in place of ids: it is no input for another run. The"
                                + " rerun command sends them again.")
                : nextStep(summary);
    }

    /** Not the run command, which begins another run if the file has changed. */
    private static String again(Summary summary) {
        long outstanding = summary.rows().outstanding();
        return "resume command "
                + (outstanding == 0
                        ? "finishes it"
                        : "sends the " + count(outstanding, "row")
                                + (outstanding == 1 ? " that is left" : " that are left"));
    }

    /** What became of the rows that were not done; what else there is to say only if some were left alone. */
    private static String afterReruns(Summary summary, String otherwise) {
        List<Rerun> reruns = summary.reruns();
        Stream<String> told = reruns.stream().map(Rerun::text);
        long left = summary.rows().unsuccessful() - Rerun.rows(reruns);
        String rest = reruns.isEmpty()
                ? otherwise
                : count(left, "row") + " of failures.csv " + (left == 1 ? "was" : "were")
                        + " not among them: put right what was refused, and give "
                        + (left == 1 ? "that row" : "those") + " to run as --input.";
        return Stream.concat(told, left > 0 ? Stream.of(rest) : Stream.empty()).collect(Collectors.joining(" "));
    }
}
