package io.conversationcleanup.report;

import io.conversationcleanup.model.Wording;
import io.conversationcleanup.runs.Finding;
import java.util.ArrayList;
import java.util.List;

/** The text output of {@code find}, at most 80 columns wide apart from names. Stateless. */
public final class FindingText {

    private FindingText() {}

    /** Formats the findings of a user, in their order; {@code runs} is the number of searched runs. */
    public static List<String> lines(String id, List<Finding> findings, int runs) {
        List<String> lines = new ArrayList<>();
        if (findings.isEmpty()) {
            lines.add(id + " stands in no row of the " + Wording.count(runs, "run") + " in the repository.");
            return lines;
        }
        long found = findings.stream().map(Finding::run).distinct().count();
        lines.add(id + ": " + Wording.count(findings.size(), "row") + " in " + Wording.count(found, "run"));
        String run = "";
        for (Finding finding : findings) {
            if (!finding.run().equals(run)) {
                run = finding.run();
                lines.add("Run " + run);
            }
            SummaryText.wrap("line " + finding.line() + ": " + text(finding), lines);
        }
        return lines;
    }

    private static String text(Finding finding) {
        String what = finding.conversation()
                .map(named -> named.user() + " with " + named.peer() + ", " + finding.type())
                .orElseGet(() -> finding.original().orElse(""));
        String code = finding.code().isEmpty() ? "" : " " + finding.code();
        String message = finding.message().isEmpty() ? "" : ": " + finding.message();
        String when = finding.at().map(at -> ", " + Wording.time(at)).orElse("");
        return what + ": " + finding.outcome() + code + when + message;
    }
}
