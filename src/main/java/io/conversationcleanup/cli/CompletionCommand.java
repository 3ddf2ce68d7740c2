package io.conversationcleanup.cli;

import io.conversationcleanup.model.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the completion script for a shell. */
@Command(
        name = "completion",
        description = {
            "Prints the completion script for bash and zsh.",
            "It completes commands, options and files for the word conversation-cleanup, so",
            "that word must be a command: an alias, or a script that starts the jar.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  alias conversation-cleanup='java -jar /opt/cleanup/conversation-cleanup.jar'",
            "  source <(conversation-cleanup completion)",
            "  conversation-cleanup completion > \\",
            "      ~/.local/share/bash-completion/completions/conversation-cleanup"
        })
final class CompletionCommand extends Subcommand {

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    ExitCode run() {
        String script = AutoComplete.bash(spec.root().name(), spec.root().commandLine());
        context.out().print(script);
        context.out().flush();
        return ExitCode.OK;
    }
}
