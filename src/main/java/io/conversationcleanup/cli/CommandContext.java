package io.conversationcleanup.cli;

import io.conversationcleanup.cli.Application.CodeExplanation;
import io.conversationcleanup.cli.Application.RepositoryOptions;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.FilesApart.Read;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.ProviderFacts.OperationFacts;
import io.conversationcleanup.model.SystemText;
import io.conversationcleanup.runs.RunAdmin;
import io.conversationcleanup.runs.RunNames.UnknownRunException;
import io.conversationcleanup.runs.RunView;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a command works with: the application, the terminal, and the runs in the repository that the command line names. Each
 * look at the repository is a visit of its own, since the process that has an embedded database open may end between two.
 * Not thread-safe: one command at a time.
 *
 * @param pauses waits for so long
 */
record CommandContext(
        Application application,
        Failures failures,
        Terminal terminal,
        StopSignals signals,
        RootCommand root,
        Clock clock,
        Consumer<Duration> pauses) {

    static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    /** A run sees a request within a second, and shows its effect within another. */
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(5);

    Screen screen() {
        return terminal.screen();
    }

    PrintWriter out() {
        return terminal.out();
    }

    /** Writes a line to standard output. */
    void print(String line) {
        terminal.out().println(line);
    }

    /** Writes lines to standard output. */
    void print(List<String> lines) {
        lines.forEach(this::print);
    }

    /** Writes a line to standard error. */
    void note(String line) {
        terminal.screen().line(line);
    }

    void pause(Duration duration) {
        pauses.accept(duration);
    }

    /** A command for a person to paste, at the same repository. */
    String command(String words) {
        return root.command(words);
    }

    RepositoryOptions repository() {
        return root.options().repository(terminal);
    }

    /** What is known of a run's operation; empty if this version of the program does not know it. */
    Optional<OperationFacts> operation(RunView run) {
        return application.providers().stream()
                .filter(provider -> provider.name().equals(run.summary().provider()))
                .flatMap(provider -> provider.operation(run.summary().operation()).stream())
                .findFirst();
    }

    /** What is known of a code that a run's calls were answered with. */
    Optional<CodeExplanation> explanation(RunView run, String code) {
        return CodeExplanation.fitting(
                application.explain(code),
                run.summary().provider() + " " + run.summary().operation());
    }

    /** All runs, the newest first; none if there is no repository yet. */
    List<RunView> all() {
        return visit(RunAdmin::runs).orElse(List.of());
    }

    /**
     * The runs that are unfinished, the oldest first; none if there is no repository yet.
     *
     * @param job of this job only; empty for all
     */
    List<RunView> unfinished(Optional<String> job) {
        return visit(admin -> admin.unfinished(job)).orElse(List.of());
    }

    /** The run of this name, or of a name that begins so. */
    RunView one(String name) {
        try {
            return visit(admin -> admin.run(name))
                    .orElseThrow(() -> CommandFailedException.usage(
                            "There is no run '" + name + "': there is no repository yet."));
        } catch (UnknownRunException e) {
            throw CommandFailedException.usage(String.valueOf(e.getMessage()));
        }
    }

    /** Does something in the repository in which a run has been found. */
    <T> T at(Function<RunAdmin, T> work) {
        return visit(work).orElseThrow(() -> CommandFailedException.settings("The repository is gone."));
    }

    /** Does something in the repository; empty if there is none yet. */
    <T> Optional<T> visit(Function<RunAdmin, T> work) {
        return application.visit(repository(), root.commandName(), work);
    }

    /**
     * Asks something of a run; false if no process works on it.
     *
     * @param request what is asked, and the actor who asks
     */
    boolean ask(RunView run, BiPredicate<RunAdmin, String> request) {
        return run.isLive()
                && visit(admin -> request.test(admin, admin.actor())).orElse(false);
    }

    /** Waits until a run shows that it has done something, or is no longer live; false if neither happens in time. */
    boolean shows(RunView run, Predicate<RunView> done) {
        for (Duration waited = Duration.ZERO; waited.compareTo(HEARD_WITHIN) < 0; waited = waited.plus(LOOK_AGAIN)) {
            RunView now = one(run.id());
            if (!now.isLive() || done.test(now)) {
                return true;
            }
            pause(LOOK_AGAIN);
        }
        return false;
    }

    /**
     * The job file of a run.
     *
     * @param named the one that the command names
     */
    static Path jobFile(RunView run, Optional<Path> named) {
        if (named.isEmpty() && run.jobFile().filter(Files::notExists).isPresent()) {
            throw CommandFailedException.settings("The job file of run " + run.id() + " is not there: "
                    + run.jobFile().get()
                    + ". Nothing was sent. Name the file that has taken its place: --job FILE");
        }
        return named.or(run::jobFile)
                .orElseThrow(() -> CommandFailedException.usage(
                        "The job file of run " + run.id() + " is not known. Name it with --job."));
    }

    /** The file that a run has read, by the path that was given then. */
    static List<Read> inputs(RunView run) {
        String file = run.summary().input().file();
        return file.equals("-")
                ? List.of()
                : SystemText.path(file)
                        .map(path -> FileUse.input("the input of run " + run.id(), path, Source.COMMAND_LINE))
                        .stream()
                        .toList();
    }

    /** Whether the last start of a run was allowed to replace files of others where its reports go. */
    static boolean mayOverwrite(RunView run) {
        return run.command()
                .filter(command -> List.of(command.split(" ", -1)).contains(SharedOptions.Overwrite.NAME))
                .isPresent();
    }

    /** Tells that nothing can be asked of a run, since no process works on it. */
    ExitCode tellNotRunning(RunView run) {
        print("Run " + run.id() + " is not running: "
                + (run.standing() == RunView.Standing.ENDED
                        ? "it ended " + run.summary().status() + "."
                        : "its process is gone."));
        print("Nothing was changed. More: " + command("status " + run.id()));
        return ExitCode.OK;
    }
}
