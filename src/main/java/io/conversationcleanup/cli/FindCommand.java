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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds a user in all runs. */
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
final class FindCommand extends Subcommand {

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

    @Override
    ExitCode run() {
        int looked = context.all().size();
        List<Finding> findings = looked == 0 ? List.of() : context.at(this::find);
        if (json) {
            context.out().print(ReportJson.findings(findings));
        } else {
            context.print(FindingText.lines(user, findings, looked));
        }
        context.out().flush();
        return ExitCode.OK;
    }

    /** A pseudonym may also be the id of another user. */
    private List<Finding> find(RunAdmin admin) {
        List<Finding> findings = new ArrayList<>(admin.find(user));
        Optional<Pseudonyms> pseudonyms =
                SharedOptions.PseudonymKey.known(Optional.ofNullable(keyFile), context.terminal());
        if (Pseudonyms.isPseudonym(user) && pseudonyms.isPresent()) {
            findings.addAll(admin.find(user, pseudonyms.get()));
        }
        return findings;
    }
}
