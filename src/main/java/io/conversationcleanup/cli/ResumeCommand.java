package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.job.RunControl;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.job.RunSpec;
import io.conversationcleanup.job.Start;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.SystemText;
import io.conversationcleanup.model.Wording;
import io.conversationcleanup.report.Reports;
import io.conversationcleanup.runs.KnownRun;
import io.conversationcleanup.runs.RunView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Resumes unfinished runs from the ledger. */
@Command(
        name = "resume",
        description = {
            "Resumes unfinished runs where they were.",
            "Give one run, a job file for the runs of its job, or --all. The rows come from the",
            "repository. The input file is needed only if a run was stopped before it had",
            "read all of it, and then with the same content.",
            "",
            "A job file or --all takes the runs that were confirmed and then ended by a",
            "signal, a crash, a failure of the program or an outage. Others are listed with",
            "the reason; name one to resume it. The exit code is the most serious one.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  conversation-cleanup resume account-deletion-20261120-093000",
            "  conversation-cleanup resume jobs/account-deletion.yml --yes",
            "  conversation-cleanup resume --all --yes --max-rows 50000"
        })
final class ResumeCommand implements Callable<Integer> {

    private static final Pattern JOB_FILE = Pattern.compile("(?i).*([/\\\\].*|\\.ya?ml)");

    private final RunsAtHand runs;
    private final Application application;
    private final StopSignals signals;
    private final InstantSource clock;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private RootCommand root;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN|JOB.yml",
            description = {
                "A run's name, or as much of it as no other begins",
                "with; or a job file, for the runs of its job."
            })
    private @Nullable String what;

    @Option(names = "--all", description = "The runs of all jobs.")
    private boolean all;

    @Option(
            names = "--job",
            paramLabel = "FILE",
            description = {"The job file of the RUN. Default: the one of its last", "start."})
    private @Nullable Path job;

    @Option(
            names = "--max-age",
            paramLabel = "AGE",
            description = {
                "For a job file or --all: end with 7 if a run that",
                "began so long ago stays unfinished: 30d, 12h or 90m."
            })
    private @Nullable String maxAge;

    @Mixin
    private final SendOptions options = new SendOptions();

    ResumeCommand(RunsAtHand runs, Application application, StopSignals signals, InstantSource clock) {
        this.runs = runs;
        this.application = application;
        this.signals = signals;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        options.check();
        if ((what == null) != all) {
            throw new CommandFailedException(ExitCode.USAGE, "Give either a RUN, a job file or --all.");
        }
        if (what != null && !isJobFile(what)) {
            if (maxAge != null) {
                throw new CommandFailedException(
                        ExitCode.USAGE, "--max-age is for a job file or --all, not for one run.");
            }
            return one(runs.one(what)).number();
        }
        if (job != null || options.output().isPresent()) {
            throw new CommandFailedException(
                    ExitCode.USAGE,
                    "--job and --output are for one run: name the run in place of "
                            + (all ? "--all." : "the job file."));
        }
        return several(Age.parse("--max-age", maxAge)).number();
    }

    private static boolean isJobFile(String text) {
        return JOB_FILE.matcher(text.toLowerCase(Locale.ROOT)).matches() || Files.isRegularFile(Path.of(text));
    }

    private ExitCode one(RunView view) {
        if (view.isLive()) {
            runs.terminal().screen().line("Run " + view.id() + " is running, worked on by " + view.who() + ".");
            return ExitCode.IN_USE;
        }
        if (view.summary().status().finished()) {
            runs.terminal()
                    .out()
                    .println("Nothing left to do: run " + view.id() + " has ended "
                            + view.summary().status() + ".");
            return ExitCode.OK;
        }
        if (view.summary().isAbandoned()) {
            throw new CommandFailedException(
                    ExitCode.USAGE,
                    "Run " + view.id() + " cannot be resumed: it was "
                            + view.summary().reason().orElse("abandoned") + ". Nothing was sent.");
        }
        return resume(
                view, RunsAtHand.jobFile(view, Optional.ofNullable(job)), (resumed, others) -> true, options.maxRows());
    }

    private ExitCode several(Optional<Duration> limit) {
        Optional<Path> file = Optional.ofNullable(what).map(Path::of);
        Optional<JobDefinition> definition =
                file.map(path -> JobFile.read(path, options.rate(), application, runs.terminal()));
        Optional<String> name = definition.map(JobDefinition::name);
        List<RunView> unfinished = runs.unfinished(name);
        List<RunView> meant =
                unfinished.stream().filter(RunView::resumesByItself).toList();
        boolean rehearsal =
                definition.filter(each -> each.endpoint().isSimulator()).isPresent();
        Optional<String> refusal =
                refusal(meant, options.yes() || rehearsal || runs.terminal().canAsk());
        if (refusal.isPresent()) {
            throw new CommandFailedException(ExitCode.NOT_CONFIRMED, refusal.get());
        }
        ExitCode code = ExitCode.OK;
        Optional<Long> rowsLeft = options.maxRows();
        for (RunView run : meant) {
            if (signals.haveCome()) {
                break;
            }
            runs.terminal().screen().line("Resuming run " + run.id() + ".");
            code = code.or(resumed(run, file, rowsLeft));
            rowsLeft = rowsLeft.map(most -> most - sentOf(run));
        }
        List<RunView> left = runs.unfinished(name);
        list(left, unfinished.isEmpty());
        return limit.filter(age -> left.stream().anyMatch(run -> isOlder(run, age)))
                        .isPresent()
                ? code.or(ExitCode.UNFINISHED)
                : code;
    }

    /** What is wrong with one run keeps no other from being resumed. */
    private ExitCode resumed(RunView run, Optional<Path> file, Optional<Long> left) {
        // Looked at anew: the runs before this one may have taken hours.
        BiPredicate<Optional<RunView>, List<RunView>> mayStill =
                (resumed, others) -> resumed.isEmpty() || resumed.get().resumesByItself();
        try {
            ExitCode code = resume(run, RunsAtHand.jobFile(run, file), mayStill, left);
            if (code == ExitCode.UNFINISHED) {
                runs.terminal().screen().line("Run " + run.id() + " was stopped meanwhile, and is left as it is.");
                return ExitCode.OK;
            }
            return code;
        } catch (RuntimeException e) {
            runs.terminal().screen().error("Run " + run.id() + ": " + Failures.text(e));
            return Failures.exitCode(e);
        }
    }

    /** Why none of them may be resumed: a refusal by each alone would count as a person's no. */
    private Optional<String> refusal(List<RunView> meant, boolean mayBeConfirmed) {
        long rows = meant.stream().mapToLong(RunView::outstanding).sum();
        if (options.maxRows().filter(most -> rows > most).isPresent()) {
            return Optional.of(Wording.count(rows, "row") + " would be sent, more than --max-rows "
                    + Wording.count(options.maxRows().get()) + " allows. Nothing was sent.");
        }
        return !meant.isEmpty() && !mayBeConfirmed
                ? Optional.of(Wording.count(meant.size(), "run") + " would be resumed, and nobody can be asked here."
                        + " Nothing was sent. Add --yes to resume " + (meant.size() == 1 ? "it." : "them."))
                : Optional.empty();
    }

    private void list(List<RunView> left, boolean noneBefore) {
        if (left.isEmpty()) {
            runs.terminal().out().println(noneBefore ? "No run is unfinished." : "No run is unfinished any more.");
            return;
        }
        runs.terminal().out().println(Wording.count(left.size(), "run") + " left unfinished:");
        for (RunView run : left) {
            UnfinishedText.one(run, root::command).forEach(runs.terminal().out()::println);
        }
        runs.terminal().out().println("  To close one for good: " + root.command("abandon RUN --reason TEXT"));
    }

    private boolean isOlder(RunView run, Duration age) {
        Instant limit = clock.instant().minus(age);
        return run.summary().startedAt().isBefore(limit);
    }

    /** How many rows of a run have got an outcome since it was looked at, rejects and duplicates read since among them. */
    private long sentOf(RunView before) {
        RunView now = runs.one(before.id());
        return now.total() - now.outstanding() - (before.total() - before.outstanding());
    }

    private ExitCode resume(
            RunView view, Path file, BiPredicate<Optional<RunView>, List<RunView>> begin, Optional<Long> maxRows) {
        if (view.whereabouts().isPresent()
                && view.reports().isEmpty()
                && options.output().isEmpty()) {
            throw new CommandFailedException(
                    ExitCode.SETTINGS,
                    "The directory with the reports of run " + view.id() + " cannot be named here. Nothing was sent. "
                            + SystemText.remedy());
        }
        Terminal terminal = runs.terminal();
        KnownRun known = runs.at(desk -> desk.known(view));
        JobDefinition definition = options.applied(JobFile.read(file, options.rate(), application, terminal));
        definition.warnings().forEach(warning -> terminal.screen().warning(warning));
        Consent consent = options.consent(terminal, definition, RunSpec.Choice.LATEST, begin, maxRows);
        FileUse files = files(view, file, definition);
        return new AttendedRun(application, terminal, signals, root::command, ResumeCommand::finished)
                .attend(
                        consent,
                        new RunControl(),
                        control -> new RunOrder(
                                definition,
                                new RunOrder.Left(known, withInput(view, file)),
                                RunSpec.Choice.LATEST,
                                options.output().or(view::reports),
                                root.options().repository(terminal),
                                consent,
                                control,
                                options.pseudonyms(terminal, view),
                                new Start(command(view), file, options.requestedBy()),
                                files))
                .code();
    }

    /** A run that was killed before it replaced what it was allowed to has not done so yet. */
    private FileUse files(RunView view, Path file, JobDefinition definition) {
        FileUse files = options.files(file, definition, RunsAtHand.inputs(view));
        return options.output().isPresent()
                ? files
                : files.writing(view.reports()
                                .map(directory -> Reports.written(directory, "the reports of run " + view.id()))
                                .orElse(List.of()))
                        .overwriting(files.overwrite() || RunsAtHand.mayOverwrite(view));
    }

    /** The command for a run whose rows are not all in the ledger. */
    private String withInput(RunView view, Path file) {
        return view.summary()
                .rerunOf()
                .flatMap(parent -> view.command())
                .orElseGet(
                        () -> root.command("run " + Shell.quoted(file.toString()) + " --input FILE" + options.again()));
    }

    private static String finished(RunResult.NothingLeft run) {
        return (run.status().finished() ? "has ended " + run.status() : "was abandoned") + ".";
    }

    /** The command again, for a person to paste. */
    private String command(RunView view) {
        StringBuilder text = new StringBuilder("resume ").append(view.id());
        Optional.ofNullable(job).ifPresent(file -> text.append(" --job ").append(Shell.quoted(file.toString())));
        return root.command(text + options.again());
    }
}
