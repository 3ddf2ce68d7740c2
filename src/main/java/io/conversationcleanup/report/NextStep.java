package io.conversationcleanup.report;

import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.Wording;
import io.conversationcleanup.runs.Summary;
import io.conversationcleanup.runs.Summary.Rerun;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Advice for the reader of a report or a status. Stateless. */
final class NextStep {

    private NextStep() {}

    /** Returns the next step, or an empty text. */
    static String of(Summary summary) {
        if (summary.isAbandoned()) {
            return "It is closed for good: its " + Wording.count(summary.rows().outstanding(), "row")
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
                        "failures.csv holds the " + Wording.count(summary.rows().unsuccessful(), "row")
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

    static String of(Summary summary, Manifest.Ids ids) {
        return ids == Manifest.Ids.PSEUDONYMS && summary.status() == RunStatus.COMPLETED_WITH_FAILURES
                ? afterReruns(
                        summary,
                        "failures.csv lists the " + Wording.count(summary.rows().unsuccessful(), "row")
                                + " not done, with pseudonyms in place of ids: it is no input for another run. The"
                                + " rerun command sends them again.")
                : of(summary);
    }

    /** The run command would begin another run if the file has changed. */
    private static String again(Summary summary) {
        long outstanding = summary.rows().outstanding();
        return "resume command "
                + (outstanding == 0
                        ? "finishes it"
                        : "sends the " + Wording.count(outstanding, "row")
                                + (outstanding == 1 ? " that is left" : " that are left"));
    }

    private static String afterReruns(Summary summary, String otherwise) {
        List<Rerun> reruns = summary.reruns();
        Stream<String> told = reruns.stream().map(Rerun::text);
        long left = summary.rows().unsuccessful() - Rerun.rows(reruns);
        String rest = reruns.isEmpty()
                ? otherwise
                : Wording.count(left, "row") + " of failures.csv " + (left == 1 ? "was" : "were")
                        + " not among them: put right what was refused, and give "
                        + (left == 1 ? "that row" : "those") + " to run as --input.";
        return Stream.concat(told, left > 0 ? Stream.of(rest) : Stream.empty()).collect(Collectors.joining(" "));
    }
}
