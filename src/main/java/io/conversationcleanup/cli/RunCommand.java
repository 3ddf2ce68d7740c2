package io.conversationcleanup.cli;

import io.conversationcleanup.cli.Application.RunOrder;
import io.conversationcleanup.job.RunRequest;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.runs.RunView;
import io.conversationcleanup.runs.Summary.Rerun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
final class RunCommand extends Subcommand {

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

    @Override
    ExitCode run() {
        options.check();
        checkInbox();
        SendOptions.Job read = options.job(context, job.file());
        if (inbox != null) {
            String again = " --inbox " + SharedOptions.quoted(inbox.toString());
            Inbox worked = new Inbox(inbox, context.screen(), context::pause);
            FileUse files = options.files(
                    read, worked.inputs(read.definition().metrics().file()));
            // Once for all files, before the first row is sent.
            context.application().requireApart(files, context.repository());
            return worked.workOff(file ->
                    send(read, new RunRequest.Csv(file, context.terminal().in()), again, files));
        }
        RunRequest.Csv csv = job.csv(read.definition(), context);
        FileUse files = options.files(read, job.inputs(csv, read.definition(), context));
        return send(read, csv, job.inputAgain(csv, read.definition()), files).code();
    }

    private void checkInbox() {
        if (inbox != null
                && (job.namesInput()
                        || plan != null
                        || fresh
                        || options.output().isPresent())) {
            throw CommandFailedException.usage(
                    "--inbox cannot go with --input, --plan, --output or --fresh: they are about one file.");
        }
    }

    private ForegroundRun.Ending send(SendOptions.Job read, RunRequest.Csv csv, String again, FileUse files) {
        SendOptions.Terms terms = new SendOptions.Terms(
                fresh ? RunRequest.Choice.FRESH : RunRequest.Choice.LATEST,
                this::mayBegin,
                options.maxRows(),
                options.output());
        RunOrder order = options.order(
                context,
                read,
                new RunRequest.OfFile(csv, Optional.ofNullable(plan)),
                terms,
                context.command("run " + job.fileAgain() + again + options.again()),
                files,
                options.pseudonyms(context, false));
        ForegroundRun.Ending ending = new ForegroundRun(context, order, this::finished).run();
        if (ending.code() == ExitCode.INPUT) {
            // Show unfinished runs even if today's file cannot be used.
            name(context.unfinished(Optional.of(read.definition().name())));
        }
        return ending;
    }

    private boolean mayBegin(Optional<RunView> resumed, List<RunView> others) {
        if (resumed.filter(RunView::arePseudonymized).isPresent()
                && options.pseudonyms(context, false).isEmpty()) {
            throw CommandFailedException.settings("The reports of run "
                    + resumed.get().id()
                    + " show pseudonyms. Nothing was sent. Give the same command"
                    + " again with --pseudonymize, or resume the run by its name.");
        }
        name(others);
        if (strict && !others.isEmpty()) {
            return refuse("--strict-resume");
        }
        Optional<RunView> askedFor = resumed.filter(run -> !run.resumesByItself());
        if ((strict || scheduled) && askedFor.isPresent()) {
            context.note("The run of this content is unfinished, and only a person may resume it:");
            UnfinishedText.of(askedFor.get(), context::command).forEach(context::note);
            return refuse(strict ? "--strict-resume" : "--scheduled");
        }
        return true;
    }

    private boolean refuse(String option) {
        context.screen()
                .error("Nothing was sent, for " + option
                        + " was given. Resume or abandon what is unfinished, then give the same command again.");
        return false;
    }

    /** Shows unfinished runs once per command, which may run many files. */
    private void name(List<RunView> unfinished) {
        if (!named) {
            named = true;
            UnfinishedText.ofRuns(unfinished, context::command).forEach(context::note);
        }
    }

    private String finished(RunResult.NothingLeft nothing) {
        String more = "More: " + context.command("status " + nothing.run());
        if (!nothing.status().finished()) {
            return "of this job and content was abandoned. Use --fresh to send its rows all the same. " + more;
        }
        String told = "of this job and content ended " + nothing.status() + ".";
        if (nothing.status() == RunStatus.COMPLETED) {
            return told + " Use --fresh to run it anew.";
        }
        List<Rerun> reruns = context.visit(admin -> admin.run(nothing.run()))
                .map(run -> run.summary().reruns())
                .orElse(List.of());
        String again = reruns.isEmpty()
                ? "To send again what it could not do: " + context.command("rerun " + nothing.run())
                : reruns.stream().map(Rerun::text).collect(Collectors.joining("\n")) + "\n" + more;
        return told + "\n" + again + "\nTo run it all anew: the same command with --fresh.";
    }
}
