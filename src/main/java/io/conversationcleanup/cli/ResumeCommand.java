package io.conversationcleanup.cli;

import io.conversationcleanup.cli.Application.RunOrder;
import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.job.LeftRows;
import io.conversationcleanup.job.RunRequest;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.FilesApart.Written;
import io.conversationcleanup.model.SystemText;
import io.conversationcleanup.model.Wording;
import io.conversationcleanup.report.ReportFiles;
import io.conversationcleanup.runs.KnownRun;
import io.conversationcleanup.runs.RunView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
final class ResumeCommand extends Subcommand {

    private static final Pattern JOB_FILE = Pattern.compile("(?i).*([/\\\\].*|\\.ya?ml)");

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

    @Override
    ExitCode run() {
        options.check();
        if ((what == null) != all) {
            throw CommandFailedException.usage("Give either a RUN, a job file or --all.");
        }
        if (what != null && !isJobFile(what)) {
            if (maxAge != null) {
                throw CommandFailedException.usage("--max-age is for a job file or --all, not for one run.");
            }
            return one(context.one(what));
        }
        if (job != null || options.output().isPresent()) {
            throw CommandFailedException.usage("--job and --output are for one run: name the run in place of "
                    + (all ? "--all." : "the job file."));
        }
        return several(SharedOptions.age("--max-age", maxAge));
    }

    private static boolean isJobFile(String text) {
        return JOB_FILE.matcher(text.toLowerCase(Locale.ROOT)).matches() || Files.isRegularFile(Path.of(text));
    }

    private ExitCode one(RunView view) {
        if (view.isLive()) {
            context.note("Run " + view.id() + " is running, worked on by " + view.who() + ".");
            return ExitCode.IN_USE;
        }
        if (view.summary().status().finished()) {
            context.print("Nothing left to do: run " + view.id() + " has ended "
                    + view.summary().status() + ".");
            return ExitCode.OK;
        }
        if (view.summary().isAbandoned()) {
            throw CommandFailedException.usage("Run " + view.id() + " cannot be resumed: it was "
                    + view.summary().reason().orElse("abandoned") + ". Nothing was sent.");
        }
        Path file = CommandContext.jobFile(view, Optional.ofNullable(job));
        return resume(view, file, options.terms().rule(), options.maxRows());
    }

    private ExitCode several(Optional<Duration> limit) {
        Optional<Path> file = Optional.ofNullable(what).map(Path::of);
        Optional<JobDefinition> definition = file.map(path -> JobOptions.read(context, path, options.rate()));
        Optional<String> name = definition.map(JobDefinition::name);
        List<RunView> unfinished = context.unfinished(name);
        List<RunView> meant =
                unfinished.stream().filter(RunView::resumesByItself).toList();
        boolean rehearsal =
                definition.filter(each -> each.endpoint().isSimulator()).isPresent();
        refuse(meant, options.yes() || rehearsal || context.terminal().canAsk());
        ExitCode code = resumeAll(meant, file);
        List<RunView> left = context.unfinished(name);
        list(left, unfinished.isEmpty());
        return limit.filter(age -> left.stream().anyMatch(run -> isOlder(run, age)))
                        .isPresent()
                ? code.or(ExitCode.UNFINISHED)
                : code;
    }

    private ExitCode resumeAll(List<RunView> meant, Optional<Path> file) {
        ExitCode code = ExitCode.OK;
        Optional<Long> rowsLeft = options.maxRows();
        for (RunView run : meant) {
            if (context.signals().haveCome()) {
                break;
            }
            context.note("Resuming run " + run.id() + ".");
            code = code.or(resumed(run, file, rowsLeft));
            rowsLeft = rowsLeft.map(most -> most - sentOf(run));
        }
        return code;
    }

    /** A problem with one run does not prevent the others from resuming. */
    private ExitCode resumed(RunView run, Optional<Path> file, Optional<Long> maxRows) {
        // Read the run again: the runs before it may have taken hours.
        RunRequest.StartRule mayStill =
                (resumed, others) -> resumed.isEmpty() || resumed.get().resumesByItself();
        try {
            ExitCode code = resume(run, CommandContext.jobFile(run, file), mayStill, maxRows);
            if (code == ExitCode.UNFINISHED) {
                context.note("Run " + run.id() + " was stopped meanwhile, and is left as it is.");
                return ExitCode.OK;
            }
            return code;
        } catch (RuntimeException e) {
            context.screen().error("Run " + run.id() + ": " + context.failures().text(e));
            return Failures.exitCode(e);
        }
    }

    /** Refuses all runs at once, because a refusal of each run would count as a person's no. */
    private void refuse(List<RunView> meant, boolean mayBeConfirmed) {
        long rows = meant.stream().mapToLong(RunView::outstanding).sum();
        if (options.maxRows().filter(most -> rows > most).isPresent()) {
            throw new CommandFailedException(
                    ExitCode.NOT_CONFIRMED,
                    Wording.count(rows, "row") + " would be sent, more than --max-rows "
                            + Wording.count(options.maxRows().get()) + " allows. Nothing was sent.");
        }
        if (!meant.isEmpty() && !mayBeConfirmed) {
            throw new CommandFailedException(
                    ExitCode.NOT_CONFIRMED,
                    Wording.count(meant.size(), "run") + " would be resumed, and nobody can be asked here."
                            + " Nothing was sent. Add --yes to resume " + (meant.size() == 1 ? "it." : "them."));
        }
    }

    private void list(List<RunView> left, boolean noneBefore) {
        if (left.isEmpty()) {
            context.print(noneBefore ? "No run is unfinished." : "No run is unfinished any more.");
            return;
        }
        context.print(Wording.count(left.size(), "run") + " left unfinished:");
        left.forEach(run -> context.print(UnfinishedText.of(run, context::command)));
        context.print("  To close one for good: " + context.command("abandon RUN --reason TEXT"));
    }

    private boolean isOlder(RunView run, Duration age) {
        return run.summary().startedAt().isBefore(context.clock().instant().minus(age));
    }

    /** Returns how many rows have received an outcome, rejects and duplicates included. */
    private long sentOf(RunView before) {
        RunView now = context.one(before.id());
        return now.total() - now.outstanding() - (before.total() - before.outstanding());
    }

    private ExitCode resume(RunView view, Path file, RunRequest.StartRule rule, Optional<Long> maxRows) {
        if (view.paths().isPresent()
                && view.reports().isEmpty()
                && options.output().isEmpty()) {
            throw CommandFailedException.settings("The directory with the reports of run " + view.id()
                    + " cannot be named here. Nothing was sent. " + SystemText.remedy());
        }
        KnownRun known = context.at(admin -> admin.known(view));
        SendOptions.Job read = options.job(context, file);
        RunOrder order = options.order(
                context,
                read,
                new LeftRows(known, withInput(view, file)),
                new SendOptions.Terms(
                        RunRequest.Choice.LATEST,
                        rule,
                        maxRows,
                        options.output().or(view::reports)),
                again(view),
                files(view, read),
                options.pseudonyms(context, view.arePseudonymized()));
        return new ForegroundRun(context, order, ResumeCommand::finished).run().code();
    }

    /** A run that was killed before it replaced other files may still replace them. */
    private FileUse files(RunView view, SendOptions.Job read) {
        FileUse files = options.files(read, CommandContext.inputs(view));
        if (options.output().isPresent()) {
            return files;
        }
        List<Written> writes = new ArrayList<>(files.writes());
        view.reports()
                .ifPresent(
                        directory -> writes.addAll(ReportFiles.written(directory, "the reports of run " + view.id())));
        return new FileUse(files.reads(), writes, files.overwrite() || CommandContext.mayOverwrite(view));
    }

    private String withInput(RunView view, Path file) {
        return view.summary()
                .rerunOf()
                .flatMap(parent -> view.command())
                .orElseGet(() -> context.command(
                        "run " + SharedOptions.quoted(file.toString()) + " --input FILE" + options.again()));
    }

    private static String finished(RunResult.NothingLeft run) {
        return (run.status().finished() ? "has ended " + run.status() : "was abandoned") + ".";
    }

    private String again(RunView view) {
        String file = job == null ? "" : " --job " + SharedOptions.quoted(job.toString());
        return context.command("resume " + view.id() + file + options.again());
    }
}
