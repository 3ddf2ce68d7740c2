package io.conversationcleanup.cli;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. */
final class GlobalOptions {

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

    /** Read by {@link LogFormat#asked} before anything is parsed; here it is checked, and shown in the help. */
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

    /** The option as it was given, for a command to paste; nothing if it was not given, or holds a password. */
    String repositoryAgain() {
        return repository == null || repository.toUpperCase(Locale.ROOT).contains("PASSWORD")
                ? ""
                : " --repository " + Shell.quoted(repository);
    }

    boolean verbose() {
        return verbose;
    }
}
