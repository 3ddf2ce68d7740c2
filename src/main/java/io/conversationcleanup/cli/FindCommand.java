package io.conversationcleanup.cli;

import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.report.FindingText;
import io.conversationcleanup.report.ReportJson;
import io.conversationcleanup.runs.Finding;
import io.conversationcleanup.runs.Pseudonyms;
import io.conversationcleanup.runs.RunAdmin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Parameters(
            paramLabel = "USER",
            description = {"The id, exactly as it stands in the CSV file; or, with", "a key at hand, its pseudonym."})
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private String user;

    @Option(names = "--json", description = "For scripts.")
    private boolean json;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = {
                "The file with the key of pseudonyms. Default: the key",
                "in $CLEANUP_PSEUDONYM_KEY, if there is one."
            })
    private @Nullable Path keyFile;

    FindCommand(RunsAtHand runs) {
        this.runs = runs;
    }

    @Override
    public Integer call() {
        int looked = runs.all().size();
        List<Finding> findings = looked == 0 ? List.of() : runs.at(this::find);
        if (json) {
            runs.terminal().out().print(ReportJson.findings(findings));
        } else {
            FindingText.lines(user, findings, looked).forEach(runs.terminal().out()::println);
        }
        runs.terminal().out().flush();
        return ExitCode.OK.number();
    }

    /** A pseudonym may be somebody's id as well. */
    private List<Finding> find(RunAdmin desk) {
        List<Finding> findings = new ArrayList<>(desk.find(user));
        Optional<Pseudonyms> pseudonyms = PseudonymOptions.known(Optional.ofNullable(keyFile), runs.terminal());
        if (Pseudonyms.isPseudonym(user) && pseudonyms.isPresent()) {
            findings.addAll(desk.find(user, pseudonyms.get()));
        }
        return findings;
    }
}
