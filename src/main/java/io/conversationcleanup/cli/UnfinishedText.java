package io.conversationcleanup.cli;

import io.conversationcleanup.model.Wording;
import io.conversationcleanup.plan.Plan;
import io.conversationcleanup.plan.Plan.History;
import io.conversationcleanup.report.SummaryText;
import io.conversationcleanup.runs.RunView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Names runs that are unfinished, each with why it stopped and the command that resumes it. Stateless, thread-safe. */
final class UnfinishedText {

    private UnfinishedText() {}

    /** The lines before a run of the same job; none if there is nothing to name. */
    static List<String> ofRuns(List<RunView> runs, UnaryOperator<String> command) {
        List<String> lines = heading(runs.size());
        runs.forEach(run -> lines.addAll(one(run, command)));
        return lines;
    }

    /** The lines before a plan; none if there is nothing to name. */
    static List<String> ofPlan(Plan plan, UnaryOperator<String> command) {
        List<String> lines = heading(plan.unfinished().size());
        plan.unfinished().forEach(run -> add(run.run(), run.left(), run.reason(), command, lines));
        return lines;
    }

    /** The same as a sentence for scripts. */
    static String sentence(History.Earlier run, UnaryOperator<String> command) {
        return "Run " + run.run() + " of this job is unfinished, with " + Wording.count(run.left(), "row") + " left"
                + reason(run.reason()) + ". To resume it: " + command.apply("resume " + run.run());
    }

    /** The lines of one run. */
    static List<String> one(RunView run, UnaryOperator<String> command) {
        List<String> lines = new ArrayList<>();
        add(run.id(), run.outstanding(), run.whyUnfinished(), command, lines);
        return lines;
    }

    private static List<String> heading(int runs) {
        List<String> lines = new ArrayList<>();
        if (runs > 0) {
            lines.add(
                    runs == 1
                            ? "An older run of this job is unfinished:"
                            : runs + " older runs of this job are unfinished:");
        }
        return lines;
    }

    private static void add(
            String run, long left, Optional<String> reason, UnaryOperator<String> command, List<String> lines) {
        SummaryText.wrap(SummaryText.words(run + ": " + Wording.count(left, "row") + " left" + reason(reason)), lines);
        lines.add("    " + command.apply("resume " + run));
    }

    private static String reason(Optional<String> reason) {
        return reason.map(text -> "; " + text).orElse("");
    }
}
