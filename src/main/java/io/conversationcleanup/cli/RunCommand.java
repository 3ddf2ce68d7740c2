package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.job.RunControl;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.job.RunSpec;
import io.conversationcleanup.job.Start;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.runs.RunView;
import io.conversationcleanup.runs.Summary.Rerun;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Stages the CSV, deletes, writes the reports. */
@Command(
        name = "run",
        description = {
            "Stages the CSV file, deletes what it lists, writes the reports.",
            "The same job with the same file content again goes on with an unfinished run,",
            "and has nothing to do after a finished one. Older runs of the job that are",
            "unfinished are named first.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  conversation-cleanup run jobs/demo.yml",
            "  conversation-cleanup run jobs/tencent-conversations.yml \\",
            "      --input deleted-users.csv --yes --max-rows 50000 --reason GDPR-1234",
            "  conversation-cleanup run my-job.yml --plan 4f2a91c03b7d8e21",
            "  conversation-cleanup run my-job.yml --input 'in/left-$${date-1d}.csv' --yes",
            "  conversation-cleanup run my-job.yml --inbox /var/spool/cleanup --yes"
        })
final class RunCommand implements Callable<Integer> {

    private final RunsAtHand runs;
    private final Application application;
    private final Terminal terminal;
    private final StopSignals signals;
    private final Clock clock;
    private final Waiting waiting;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private RootCommand root;

    @Mixin
    private final JobOptions job = new JobOptions();

    @Option(
            names = "--inbox",
            paramLabel = "DIR",
            description = {
                "Run each .csv and .csv.gz file in DIR, in the order",
                "of their names, and move it to DIR/done or",
                "DIR/failed, its run's name before its own. It takes",
                "10 s to see that no file is still being written."
            })
    private @Nullable Path inbox;

    @Option(
            names = "--plan",
            paramLabel = "ID",
            description = {"Send only what the plan command showed under this", "id; refuse anything else."})
    private @Nullable String plan;

    @Mixin
    private final SendOptions options = new SendOptions();

    @Option(
            names = "--fresh",
            description = {"Start a new run, whatever became of earlier ones", "of the same content."})
    private boolean fresh;

    @Option(
            names = "--strict-resume",
            description = {"Send nothing and end with 7 if an older run of the", "job is unfinished."})
    private boolean strict;

    @Option(
            names = "--scheduled",
            description = {
                "For schedules: resume no run of the same content that",
                "was declined, or that somebody or a stop rule stopped;",
                "end with 7 in place of that."
            })
    private boolean scheduled;

    private boolean named;

    RunCommand(
            RunsAtHand runs,
            Application application,
            Terminal terminal,
            StopSignals signals,
            Clock clock,
            Waiting waiting) {
        this.runs = runs;
        this.application = application;
        this.terminal = terminal;
        this.signals = signals;
        this.clock = clock;
        this.waiting = waiting;
    }

    @Override
    public Integer call() {
        options.check();
        checkInbox();
        JobDefinition definition = options.applied(JobFile.read(job.file(), options.rate(), application, terminal));
        definition.warnings().forEach(warning -> terminal.screen().warning(warning));
        if (inbox != null) {
            String again = " --inbox " + Shell.quoted(inbox.toString());
            Inbox worked = new Inbox(inbox, terminal.screen(), waiting);
            FileUse files = options.files(
                    job.file(), definition, worked.inputs(definition.metrics().file()));
            // Once for all files, before the first is sent.
            application.requireApart(files, root.options().repository(terminal));
            return worked.workOff(file -> attend(definition, new RunOrder.Csv(file, terminal.in()), again, files))
                    .number();
        }
        LocalDate today = LocalDate.now(clock);
        RunOrder.Csv csv = job.csv(definition, terminal, today);
        FileUse files = options.files(job.file(), definition, job.inputs(csv, definition, today));
        return attend(definition, csv, job.inputAgain(csv, definition), files)
                .code()
                .number();
    }

    private void checkInbox() {
        if (inbox != null
                && (job.namesInput()
                        || plan != null
                        || fresh
                        || options.output().isPresent())) {
            throw new CommandFailedException(
                    ExitCode.USAGE,
                    "--inbox cannot go with --input, --plan, --output or --fresh: they are about one file.");
        }
    }

    private AttendedRun.Ending attend(JobDefinition definition, RunOrder.Csv csv, String again, FileUse files) {
        RunSpec.Choice choice = fresh ? RunSpec.Choice.FRESH : RunSpec.Choice.LATEST;
        Consent consent = options.consent(terminal, definition, choice, this::mayBegin, options.maxRows());
        AttendedRun.Ending ending = new AttendedRun(application, terminal, signals, root::command, this::finished)
                .attend(
                        consent,
                        new RunControl(),
                        control -> new RunOrder(
                                definition,
                                new RunOrder.OfFile(csv, Optional.ofNullable(plan)),
                                choice,
                                options.output(),
                                root.options().repository(terminal),
                                consent,
                                control,
                                options.pseudonyms(terminal),
                                new Start(command(again), job.file(), options.requestedBy()),
                                files));
        if (ending.code() == ExitCode.INPUT) {
            // Rows of older runs may be left, though today's file cannot be used.
            name(runs.unfinished(Optional.of(definition.name())));
        }
        return ending;
    }

    private boolean mayBegin(Optional<RunView> resumed, List<RunView> others) {
        if (resumed.filter(RunView::arePseudonymized).isPresent()
                && options.pseudonyms(terminal).isEmpty()) {
            throw new CommandFailedException(
                    ExitCode.SETTINGS,
                    "The reports of run " + resumed.get().id()
                            + " show pseudonyms. Nothing was sent. Give the same command"
                            + " again with --pseudonymize, or resume the run by its name.");
        }
        name(others);
        if (strict && !others.isEmpty()) {
            return refuse("--strict-resume");
        }
        Optional<RunView> askedFor = resumed.filter(run -> !run.resumesByItself());
        if ((strict || scheduled) && askedFor.isPresent()) {
            terminal.screen().line("The run of this content is unfinished, and only a person may resume it:");
            UnfinishedText.one(askedFor.get(), root::command).forEach(terminal.screen()::line);
            return refuse(strict ? "--strict-resume" : "--scheduled");
        }
        return true;
    }

    private boolean refuse(String option) {
        terminal.screen()
                .error("Nothing was sent, for " + option
                        + " was given. Resume or abandon what is unfinished, then give the same command again.");
        return false;
    }

    /** Once in a command, which may run many files. */
    private void name(List<RunView> unfinished) {
        if (!named) {
            named = true;
            UnfinishedText.ofRuns(unfinished, root::command).forEach(terminal.screen()::line);
        }
    }

    private String finished(RunResult.NothingLeft nothing) {
        if (!nothing.status().finished()) {
            return "of this job and content was abandoned. Use --fresh to send its rows all the same. More: "
                    + root.command("status " + nothing.run());
        }
        String told = "of this job and content ended " + nothing.status() + ".";
        if (nothing.status() == RunStatus.COMPLETED) {
            return told + " Use --fresh to run it anew.";
        }
        List<Rerun> reruns = application
                .visit(root.options().repository(terminal), root.commandName(), desk -> desk.run(nothing.run()))
                .map(run -> run.summary().reruns())
                .orElse(List.of());
        String again = reruns.isEmpty()
                ? "To send again what it could not do: " + root.command("rerun " + nothing.run())
                : reruns.stream().map(Rerun::text).collect(Collectors.joining("\n")) + "\nMore: "
                        + root.command("status " + nothing.run());
        return told + "\n" + again + "\nTo run it all anew: the same command with --fresh.";
    }

    /** The command again, for a person to paste. */
    private String command(String csv) {
        return root.command("run " + job.fileAgain() + csv + options.again());
    }
}
