package io.conversationcleanup.cli;

import io.conversationcleanup.job.RunDesk;
import io.conversationcleanup.report.Finding;
import io.conversationcleanup.report.FindingJson;
import io.conversationcleanup.report.FindingText;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what happened to a user, over all runs. */
@Command(
        name = "find",
        description = {
            "Tells what happened to a user, over all runs in the repository.",
            "It shows each row that names the id, as user or as peer, with what the row has",
            "come to, the newest run first. It looks through all rows, which takes some",
            "seconds for each million of them.",
            ""
        },
        footer = {"", "Examples:", "  conversation-cleanup find alice", "  conversation-cleanup find alice --json"})
final class FindCommand implements Callable<Integer> {

    private final RunsAtHand runs;

    @Parameters(paramLabel = "USER", description = "The id, exactly as it stands in the CSV file.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private String user;

    @Option(names = "--json", description = "For scripts.")
    private boolean json;

    FindCommand(RunsAtHand runs) {
        this.runs = runs;
    }

    @Override
    public Integer call() {
        int looked = runs.all().size();
        List<Finding> findings = looked == 0 ? List.of() : runs.at((RunDesk desk) -> desk.find(user));
        if (json) {
            runs.terminal().out().print(FindingJson.text(findings));
        } else {
            FindingText.lines(user, findings, looked).forEach(runs.terminal().out()::println);
        }
        runs.terminal().out().flush();
        return ExitCode.OK.number();
    }
}
