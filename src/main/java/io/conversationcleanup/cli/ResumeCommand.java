package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.job.KnownRun;
import io.conversationcleanup.job.RunControl;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.job.RunSpec;
import io.conversationcleanup.job.Start;
import io.conversationcleanup.report.Reports;
import io.conversationcleanup.report.RunView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Resumes an unfinished run from the ledger. */
@Command(
        name = "resume",
        description = {
            "Resumes an unfinished run where it was.",
            "Its rows come from the repository. The input file is needed only if the run was",
            "stopped before it had read all of it, and then with the same content.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  conversation-cleanup resume account-deletion-20261120-093000",
            "  conversation-cleanup resume account-deletion-20261120-093000 --yes \\",
            "      --job /etc/cleanup/account-deletion.yml"
        })
final class ResumeCommand implements Callable<Integer> {

    private final RunsAtHand runs;
    private final Application application;
    private final StopSignals signals;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private RootCommand root;

    @Mixin
    private final RunName run = new RunName();

    @Option(
            names = "--job",
            paramLabel = "FILE",
            description = {"The job file. Default: the one that the run was", "started with."})
    private @Nullable Path job;

    @Mixin
    private final SendOptions options = new SendOptions();

    ResumeCommand(RunsAtHand runs, Application application, StopSignals signals) {
        this.runs = runs;
        this.application = application;
        this.signals = signals;
    }

    @Override
    public Integer call() {
        options.check();
        RunView view = runs.one(run.name());
        if (view.isLive()) {
            runs.terminal().screen().line("Run " + view.id() + " is running, worked on by " + view.who() + ".");
            return ExitCode.IN_USE.number();
        }
        if (view.summary().status().finished()) {
            runs.terminal()
                    .out()
                    .println("Nothing left to do: run " + view.id() + " has ended "
                            + view.summary().status() + ".");
            return ExitCode.OK.number();
        }
        return resume(view, runs.at(desk -> desk.known(view))).number();
    }

    private ExitCode resume(RunView view, KnownRun known) {
        Terminal terminal = runs.terminal();
        Path file = RunsAtHand.jobFile(view, Optional.ofNullable(job));
        JobDefinition definition = options.applied(JobFile.read(file, options.rate(), application, terminal));
        definition.warnings().forEach(warning -> terminal.screen().warning(warning));
        Consent consent = options.consent(terminal, definition, RunSpec.Choice.LATEST);
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
                                options.pseudonyms(terminal),
                                new Start(command(view), file, options.mandate()),
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
        return "has ended " + run.status() + ".";
    }

    /** The command again, for a person to paste. */
    private String command(RunView view) {
        StringBuilder text = new StringBuilder("resume ").append(view.id());
        Optional.ofNullable(job).ifPresent(file -> text.append(" --job ").append(Shell.quoted(file.toString())));
        return root.command(text + options.again());
    }
}
