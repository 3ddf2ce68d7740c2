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
 * The context of a command. Not thread-safe. Each access opens a new repository session, because the process that has
 * an embedded database open may end in between.
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

    /** A run sees a request within a second and shows the effect within another second. */
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(5);

    Screen screen() {
        return terminal.screen();
    }

    PrintWriter out() {
        return terminal.out();
    }

    void print(String line) {
        terminal.out().println(line);
    }

    void print(List<String> lines) {
        lines.forEach(this::print);
    }

    void note(String line) {
        terminal.screen().line(line);
    }

    void pause(Duration duration) {
        pauses.accept(duration);
    }

    /** Returns a command to paste, for the same repository. */
    String command(String words) {
        return root.command(words);
    }

    RepositoryOptions repository() {
        return root.options().repository(terminal);
    }

    /** Returns the operation of a run; empty if this version does not know it. */
    Optional<OperationFacts> operation(RunView run) {
        return application.providers().stream()
                .filter(provider -> provider.name().equals(run.summary().provider()))
                .flatMap(provider -> provider.operation(run.summary().operation()).stream())
                .findFirst();
    }

    Optional<CodeExplanation> explanation(RunView run, String code) {
        return CodeExplanation.fitting(
                application.explain(code),
                run.summary().provider() + " " + run.summary().operation());
    }

    /** Returns all runs, newest first. */
    List<RunView> all() {
        return visit(RunAdmin::runs).orElse(List.of());
    }

    /** Returns the unfinished runs of a job, or of all jobs if it is empty, oldest first. */
    List<RunView> unfinished(Optional<String> job) {
        return visit(admin -> admin.unfinished(job)).orElse(List.of());
    }

    /** Returns the run with this name or unique prefix. */
    RunView one(String name) {
        try {
            return visit(admin -> admin.run(name))
                    .orElseThrow(() -> CommandFailedException.usage(
                            "There is no run '" + name + "': there is no repository yet."));
        } catch (UnknownRunException e) {
            throw CommandFailedException.usage(String.valueOf(e.getMessage()));
        }
    }

    /** Runs work in the repository; fails if it is gone. */
    <T> T at(Function<RunAdmin, T> work) {
        return visit(work).orElseThrow(() -> CommandFailedException.settings("The repository is gone."));
    }

    /** Runs work in the repository; empty if there is none yet. */
    <T> Optional<T> visit(Function<RunAdmin, T> work) {
        return application.visit(repository(), root.commandName(), work);
    }

    /** Sends a request, with the actor's name, to a run; false if no process works on the run. */
    boolean ask(RunView run, BiPredicate<RunAdmin, String> request) {
        return run.isLive()
                && visit(admin -> request.test(admin, admin.actor())).orElse(false);
    }

    /** Waits until a run shows the effect; false if it ends first or on timeout. */
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

    /** Returns the input of a run, by the path that was given at its start. */
    static List<Read> inputs(RunView run) {
        String file = run.summary().input().file();
        return file.equals("-")
                ? List.of()
                : SystemText.path(file)
                        .map(path -> FileUse.input("the input of run " + run.id(), path, Source.COMMAND_LINE))
                        .stream()
                        .toList();
    }

    /** Returns whether the last start of a run had {@code --overwrite}. */
    static boolean mayOverwrite(RunView run) {
        return run.command()
                .filter(command -> List.of(command.split(" ", -1)).contains(SharedOptions.Overwrite.NAME))
                .isPresent();
    }

    ExitCode tellNotRunning(RunView run) {
        print("Run " + run.id() + " is not running: "
                + (run.standing() == RunView.Standing.ENDED
                        ? "it ended " + run.summary().status() + "."
                        : "its process is gone."));
        print("Nothing was changed. More: " + command("status " + run.id()));
        return ExitCode.OK;
    }
}
