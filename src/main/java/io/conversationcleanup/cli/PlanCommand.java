package io.conversationcleanup.cli;

import io.conversationcleanup.cli.Application.PlanOrder;
import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.job.RunRequest;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.plan.Plan;
import io.conversationcleanup.plan.Plan.History;
import io.conversationcleanup.plan.Plan.History.Earlier;
import io.conversationcleanup.runs.RunAdmin;
import io.conversationcleanup.runs.RunView;
import io.conversationcleanup.telemetry.Telemetry;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plans a run. */
@Command(
        name = "plan",
        description = {
            "Shows what run would do; sends nothing and leaves nothing behind.",
            "It reads and checks the whole CSV file. The id that it shows stands for the",
            "conversations to be sent and for where they are: run --plan ID sends these or",
            "nothing.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  conversation-cleanup plan jobs/demo.yml",
            "  conversation-cleanup plan my-job.yml --input deleted-users.csv --json"
        })
final class PlanCommand extends Subcommand {

    @Mixin
    private final JobOptions job = new JobOptions();

    @Mixin
    private final SharedOptions.Rate rate = new SharedOptions.Rate();

    @Option(names = "--json", description = "For scripts.")
    private boolean json;

    @Override
    ExitCode run() {
        JobDefinition definition = JobOptions.read(context, job.file(), rate.rate());
        RunRequest.Csv csv = job.csv(definition, context);
        FileUse files = new FileUse(
                FileUse.reads(job.file(), definition, job.inputs(csv, definition, context)),
                Telemetry.written(definition, "metrics.file", Source.SETTINGS).stream()
                        .toList(),
                false);
        context.application().requireApart(files, context.repository());
        Plan plan;
        try {
            plan = context.application().plan(new PlanOrder(definition, csv, this::history));
        } catch (CommandFailedException e) {
            if (e.exitCode() == ExitCode.INPUT) {
                // Show unfinished runs even if today's file cannot be used.
                UnfinishedText.ofRuns(context.unfinished(Optional.of(definition.name())), context::command)
                        .forEach(context::note);
            }
            throw e;
        }
        if (json) {
            context.out().print(PlanJson.text(plan, context::command));
        } else {
            context.print(UnfinishedText.of(plan.unfinished(), context::command));
            context.print(PlanText.lines(plan, ZonedDateTime.now(context.clock())));
            context.print("  Run it: "
                    + context.command("run " + job.fileAgain() + job.inputAgain(csv, definition) + rate.again()
                            + " --plan " + plan.id()));
        }
        context.out().flush();
        return ExitCode.OK;
    }

    private History history(RunIdentity identity) {
        return context.visit(admin -> history(admin, identity)).orElse(History.NONE);
    }

    private static History history(RunAdmin admin, RunIdentity identity) {
        long largest = admin.runs().stream()
                .filter(run -> run.summary().job().equals(identity.job()))
                .mapToLong(run -> run.summary().rows().total())
                .max()
                .orElse(0);
        Optional<RunView> same = admin.latest(identity);
        List<Earlier> unfinished = admin.unfinished(Optional.of(identity.job())).stream()
                .filter(run -> !same.map(RunView::id).equals(Optional.of(run.id())))
                .map(UnfinishedText::earlier)
                .toList();
        return new History(unfinished, same.map(UnfinishedText::earlier), largest);
    }
}
