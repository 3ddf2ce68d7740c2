package io.conversationcleanup.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program without a command: tells which there are. */
@Command(
        name = "conversation-cleanup",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        sortOptions = false,
        commandListHeading = "%nCommands:%n",
        usageHelpWidth = 80,
        description = {
            "Deletes the chat conversations that a CSV file lists, through the provider's",
            "server API: throttled, recorded row by row, and restartable.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  conversation-cleanup run jobs/demo.yml",
            "  conversation-cleanup plan my-job.yml --input users.csv",
            "  conversation-cleanup COMMAND --help",
            "",
            "Exit codes: 0 done, 1 done with failed rows, 2 stopped by a rule or an outage,",
            "3 refused by the provider, 4 stopped, 5 in use by another process,",
            "6 not confirmed, 7 an older run is unfinished, 64 wrong arguments,",
            "65 unusable input, 70 internal error,",
            "74 output cannot be written, 78 unusable job file or settings."
        })
final class RootCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    GlobalOptions options() {
        return options;
    }

    /** A command for a person to paste, at the same repository. */
    String command(String words) {
        return "conversation-cleanup " + words + options.repositoryAgain();
    }

    /** The command that is carried out, without its options and ids, which are not for the logs of other processes. */
    String commandName() {
        return spec.commandLine().getParseResult().subcommand().commandSpec().qualifiedName();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }
}
