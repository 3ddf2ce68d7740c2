package io.conversationcleanup.report;

import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.model.Wording;
import io.conversationcleanup.runs.Summary;
import io.conversationcleanup.runs.Summary.Rerun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The last lines of a run on standard output, at most 80 columns wide apart from file names. Stateless. */
public final class SummaryText {

    static final int WIDTH = 80;
    private static final int SHOWN_CODES = 5;

    private SummaryText() {}

    /** Returns the lines, without line ends, for a run whose reports have just been written. */
    public static List<String> lines(ReportFiles files) {
        Summary summary = files.summary();
        List<String> lines = new ArrayList<>();
        lines.add("Run " + summary.run() + ": " + summary.status());
        summary.reason().ifPresent(reason -> wrap(reason, lines));
        wrap(rows(summary.rows()), lines);
        wrap(calls(summary), lines);
        if (!summary.failuresByCode().isEmpty()) {
            wrap("Failures by code: " + codes(summary.failuresByCode()), lines);
        }
        lines.add("  Reports: " + files.html());
        if (summary.rows().unsuccessful() > 0) {
            lines.add("  Failures: " + files.failures());
        }
        lines.add("  Manifest: " + files.manifestSha256());
        wrap(NextStep.of(summary, files.ids()), lines);
        return List.copyOf(lines);
    }

    /**
     * Returns the line with the command that sends a finished run's retryable rows again, or empty. {@code command}
     * completes a command so that it can be pasted.
     */
    public static Optional<String> again(Summary summary, UnaryOperator<String> command) {
        return summary.status().finished()
                        && summary.rows().retryable() > 0
                        && summary.reruns().stream().noneMatch(Rerun::tookUpAllRetryable)
                ? Optional.of("  Again:  " + command.apply("rerun " + summary.run()))
                : Optional.empty();
    }

    static Optional<String> requestedBy(Summary summary) {
        String reason = summary.requestedBy().reason().map(text -> ": " + text).orElse("");
        return summary.requestedBy().user().map(user -> "Asked for by " + user + reason);
    }

    static List<String> rows(Tally rows) {
        return List.of(
                Wording.count(rows.total(), "row") + ":",
                Wording.count(rows.deleted()) + " deleted,",
                Wording.count(rows.alreadyGone()) + " already gone,",
                Wording.count(rows.failed()) + " failed,",
                Wording.count(rows.retryable()) + " retryable,",
                Wording.count(rows.rejected()) + " rejected,",
                Wording.count(rows.duplicate(), "duplicate") + ",",
                Wording.count(rows.pending()) + " pending");
    }

    static List<String> calls(Summary summary) {
        CallCounts calls = summary.calls();
        String limit = summary.rate().limitPerSecond().isPresent()
                ? "limit " + Wording.rate(summary.rate().limitPerSecond().getAsDouble()) + "/s"
                : "no limit";
        return List.of(
                Wording.count(calls.total(), "call") + " in " + Wording.duration(summary.duration()),
                "(" + Wording.rate(summary.rate().meanPerSecond()) + " calls/s;",
                Wording.rate(summary.rowsPerSecond()) + " rows/s;",
                limit + "),",
                (calls.retries() == 1 ? "1 retry" : Wording.count(calls.retries()) + " retries") + ",",
                Wording.count(calls.throttled()) + " throttled,",
                Wording.count(calls.inDoubt()) + " in doubt");
    }

    private static String codes(Map<String, Long> failuresByCode) {
        String shown = failuresByCode.entrySet().stream()
                .limit(SHOWN_CODES)
                .map(entry -> Wording.code(entry.getKey()) + " (" + Wording.count(entry.getValue()) + ")")
                .collect(Collectors.joining(", "));
        int others = failuresByCode.size() - SHOWN_CODES;
        return others > 0 ? shown + " and " + Wording.count(others, "other code") : shown;
    }

    public static List<String> words(String text) {
        return List.of(text.strip().split("\\s+", -1));
    }

    static void wrap(String text, List<String> lines) {
        wrap(words(text), lines);
    }

    /** Breaks between the pieces only; indents the first line by two, its continuation by four. */
    public static void wrap(List<String> pieces, List<String> lines) {
        wrap(pieces, "", lines);
    }

    public static void wrap(List<String> pieces, String margin, List<String> lines) {
        StringBuilder line = new StringBuilder(margin + " ");
        for (String piece : pieces) {
            if (line.length() + 1 + piece.length() > WIDTH && !line.toString().isBlank()) {
                lines.add(line.toString());
                line = new StringBuilder(margin + "   ");
            }
            line.append(' ').append(piece);
        }
        if (!line.toString().isBlank()) {
            lines.add(line.toString());
        }
    }
}
