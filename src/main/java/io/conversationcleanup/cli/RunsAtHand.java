package io.conversationcleanup.cli;

import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.FilesApart.Read;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.SystemText;
import io.conversationcleanup.runs.RunAdmin;
import io.conversationcleanup.runs.RunAdmin.UnknownRunException;
import io.conversationcleanup.runs.RunView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The runs of the repository that the command line names, for the commands that look at them from outside. Not thread-safe:
 * one command at a time. Each look is a visit of its own, since the process that has an embedded database open may end
 * between two.
 */
final class RunsAtHand {

    static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    /** A run hears what it is asked within a second, and shows it within another. */
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(5);

    private final Application application;
    private final Terminal terminal;
    private final RootCommand root;

    RunsAtHand(Application application, Terminal terminal, RootCommand root) {
        this.application = application;
        this.terminal = terminal;
        this.root = root;
    }

    Terminal terminal() {
        return terminal;
    }

    /** A command for a person to paste, at the same repository. */
    String command(String words) {
        return root.command(words);
    }

    /** Whether there is a repository yet. */
    boolean hasRepository() {
        return visit(desk -> true).orElse(false);
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
        return visit(desk -> desk.unfinished(job)).orElse(List.of());
    }

    /** The run of this name, or of a name that begins so. */
    RunView one(String name) {
        try {
            return visit(desk -> desk.run(name))
                    .orElseThrow(() -> new CommandFailedException(
                            ExitCode.USAGE, "There is no run '" + name + "': there is no repository yet."));
        } catch (UnknownRunException e) {
            throw new CommandFailedException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    /** Does something at the desk of the repository in which a run has been found. */
    <T> T at(Function<RunAdmin, T> work) {
        return visit(work).orElseThrow(() -> new CommandFailedException(ExitCode.SETTINGS, "The repository is gone."));
    }

    /** Asks something of a run that goes on; whether there was somebody to ask. */
    boolean ask(RunView run, BiPredicate<RunAdmin, RunView> request) {
        return visit(desk -> request.test(desk, run)).orElse(false);
    }

    /** Does something at the desk of the repository; empty if there is none yet. */
    <T> Optional<T> visit(Function<RunAdmin, T> work) {
        return application.visit(root.options().repository(terminal), root.commandName(), work);
    }

    /** Waits until the run shows that it has heard, or goes on no longer; empty if it does neither in time. */
    Optional<RunView> awaitHeard(RunView run, Waiting waiting, Predicate<RunView> heard) {
        for (Duration waited = Duration.ZERO; waited.compareTo(HEARD_WITHIN) < 0; waited = waited.plus(LOOK_AGAIN)) {
            RunView now = one(run.id());
            if (!now.isLive() || heard.test(now)) {
                return Optional.of(now);
            }
            waiting.pass(LOOK_AGAIN);
        }
        return Optional.empty();
    }

    /**
     * The job file of a run.
     *
     * @param named the one that the command names
     */
    static Path jobFile(RunView run, Optional<Path> named) {
        if (named.isEmpty() && run.jobFile().filter(Files::notExists).isPresent()) {
            throw new CommandFailedException(
                    ExitCode.SETTINGS,
                    "The job file of run " + run.id() + " is not there: "
                            + run.jobFile().get()
                            + ". Nothing was sent. Name the file that has taken its place: --job FILE");
        }
        return named.or(run::jobFile)
                .orElseThrow(() -> new CommandFailedException(
                        ExitCode.USAGE, "The job file of run " + run.id() + " is not known. Name it with --job."));
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
                .filter(command -> List.of(command.split(" ", -1)).contains(OverwriteOption.NAME))
                .isPresent();
    }

    /** Tells that nothing can be asked of a run, since nobody works on it. */
    void tellNotRunning(RunView run) {
        terminal.out()
                .println("Run " + run.id() + " is not running: "
                        + (run.standing() == RunView.Standing.ENDED
                                ? "it ended " + run.summary().status() + "."
                                : "its process is gone."));
        terminal.out().println("Nothing was changed. More: " + command("status " + run.id()));
    }
}
