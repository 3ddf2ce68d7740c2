package io.conversationcleanup.cli;

import io.conversationcleanup.cli.Application.RepositoryOptions;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program without a command; lists the commands. */
@Command(
        name = "conversation-cleanup",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = RootCommand.Version.class,
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
    private final Options options = new Options();

    Options options() {
        return options;
    }

    /** Returns a command to paste, for the same repository. */
    String command(String words) {
        return "conversation-cleanup " + words + options.repositoryAgain();
    }

    /** Returns the command without options and ids, which must not appear in the logs of other processes. */
    String commandName() {
        return spec.commandLine().getParseResult().subcommand().commandSpec().qualifiedName();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    static final class Options {

        @Option(
                names = "--repository",
                paramLabel = "URL",
                scope = ScopeType.INHERIT,
                description = {
                    "JDBC URL of the database that keeps the runs:",
                    "H2, or PostgreSQL to share them among machines.",
                    "Default: $CLEANUP_REPOSITORY_URL, or else an H2",
                    "file in the directory cleanup-data. User and",
                    "password: $CLEANUP_REPOSITORY_USER and",
                    "$CLEANUP_REPOSITORY_PASSWORD."
                })
        private @Nullable String repository;

        @Option(
                names = {"-v", "--verbose"},
                scope = ScopeType.INHERIT,
                description = "Log what happens in more detail, on standard error.")
        private boolean verbose;

        /** {@link LogFormat#asked} reads this option before parsing; here it is only validated and documented. */
        @Option(
                names = LogFormat.OPTION,
                paramLabel = "HOW",
                scope = ScopeType.INHERIT,
                description = {
                    "What standard error is written in: text, or json for",
                    "log collectors, one object (ECS) a line."
                })
        void logFormat(LogFormat checked) {}

        RepositoryOptions repository(Terminal terminal) {
            return new RepositoryOptions(
                    Optional.ofNullable(repository).or(() -> terminal.variable("CLEANUP_REPOSITORY_URL")),
                    terminal.variable("CLEANUP_REPOSITORY_USER"),
                    terminal.variable("CLEANUP_REPOSITORY_PASSWORD"));
        }

        /** Returns the option for a command to paste; empty if it was not given or holds a password. */
        private String repositoryAgain() {
            return repository == null || repository.toUpperCase(Locale.ROOT).contains("PASSWORD")
                    ? ""
                    : " --repository " + SharedOptions.quoted(repository);
        }

        boolean verbose() {
            return verbose;
        }
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Version.class.getPackage().getImplementationVersion();
            return new String[] {"conversation-cleanup " + Objects.requireNonNullElse(version, "(not packaged)")};
        }
    }
}
