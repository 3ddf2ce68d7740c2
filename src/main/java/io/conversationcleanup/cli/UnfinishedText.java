package io.conversationcleanup.cli;

import io.conversationcleanup.model.Wording;
import io.conversationcleanup.plan.Plan.History.Earlier;
import io.conversationcleanup.report.SummaryText;
import io.conversationcleanup.runs.RunView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Describes unfinished runs: why each stopped and the command that resumes it. Stateless. */
final class UnfinishedText {

    private UnfinishedText() {}

    static Earlier earlier(RunView run) {
        return new Earlier(
                run.id(),
                run.summary().status(),
                run.summary().isClosed(),
                run.outstanding(),
                run.whyUnfinished(),
                run.isLive() ? Optional.of(run.who()) : Optional.empty());
    }

    static List<String> ofRuns(List<RunView> runs, UnaryOperator<String> command) {
        return of(runs.stream().map(UnfinishedText::earlier).toList(), command);
    }

    static List<String> of(List<Earlier> runs, UnaryOperator<String> command) {
        List<String> lines = new ArrayList<>();
        if (!runs.isEmpty()) {
            lines.add(
                    runs.size() == 1
                            ? "An older run of this job is unfinished:"
                            : runs.size() + " older runs of this job are unfinished:");
        }
        runs.forEach(run -> add(run, command, lines));
        return lines;
    }

    static List<String> of(RunView run, UnaryOperator<String> command) {
        List<String> lines = new ArrayList<>();
        add(earlier(run), command, lines);
        return lines;
    }

    /** Returns the same as a sentence for scripts. */
    static String sentence(Earlier run, UnaryOperator<String> command) {
        return "Run " + run.run() + " of this job is unfinished, with " + left(run) + ". To resume it: "
                + command.apply("resume " + run.run());
    }

    private static void add(Earlier run, UnaryOperator<String> command, List<String> lines) {
        SummaryText.wrap(SummaryText.words(run.run() + ": " + left(run)), lines);
        lines.add("    " + command.apply("resume " + run.run()));
    }

    private static String left(Earlier run) {
        return Wording.count(run.left(), "row") + " left"
                + run.reason().map(text -> "; " + text).orElse("");
    }
}
