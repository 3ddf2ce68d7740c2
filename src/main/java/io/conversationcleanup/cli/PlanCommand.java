package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobDefinition;
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
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows what a run would do. */
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
final class PlanCommand implements Callable<Integer> {

    private final RunsAtHand runs;
    private final Application application;
    private final Terminal terminal;
    private final Clock clock;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private RootCommand root;

    @Mixin
    private final JobOptions job = new JobOptions();

    @Mixin
    private final RateOption rate = new RateOption();

    @Option(names = "--json", description = "For scripts.")
    private boolean json;

    PlanCommand(RunsAtHand runs, Application application, Terminal terminal, Clock clock) {
        this.runs = runs;
        this.application = application;
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        JobDefinition definition = JobFile.read(job.file(), rate.rate(), application, terminal);
        LocalDate today = LocalDate.now(clock);
        RunOrder.Csv csv = job.csv(definition, terminal, today);
        FileUse files = FileUse.of(job.file(), definition, job.inputs(csv, definition, today))
                .writing(Telemetry.written(definition, "metrics.file", Source.SETTINGS).stream()
                        .toList());
        application.requireApart(files, root.options().repository(terminal));
        Plan plan;
        try {
            plan = application.plan(new PlanOrder(definition, csv, this::history));
        } catch (CommandFailedException e) {
            if (e.exitCode() == ExitCode.INPUT) {
                // Rows of older runs may be left, though today's file cannot be used.
                UnfinishedText.ofRuns(runs.unfinished(Optional.of(definition.name())), root::command)
                        .forEach(terminal.screen()::line);
            }
            throw e;
        }
        if (json) {
            terminal.out().print(PlanJson.text(plan, root::command));
        } else {
            UnfinishedText.ofPlan(plan, root::command).forEach(terminal.out()::println);
            PlanText.lines(plan, ZonedDateTime.now(clock)).forEach(terminal.out()::println);
            terminal.out().println("  Run it: " + root.command(run(plan, job.inputAgain(csv, definition))));
        }
        terminal.out().flush();
        return ExitCode.OK.number();
    }

    private History history(RunIdentity identity) {
        return runs.visit(desk -> history(desk, identity)).orElse(History.NONE);
    }

    /** What the repository knows of the job and of its run over this content. */
    private static History history(RunAdmin desk, RunIdentity identity) {
        long largest = desk.runs().stream()
                .filter(run -> run.summary().job().equals(identity.job()))
                .mapToLong(run -> run.summary().rows().total())
                .max()
                .orElse(0);
        Optional<RunView> same = desk.latest(identity);
        List<Earlier> unfinished = desk.unfinished(Optional.of(identity.job())).stream()
                .filter(run -> !same.map(RunView::id).equals(Optional.of(run.id())))
                .map(PlanCommand::earlier)
                .toList();
        return new History(unfinished, same.map(PlanCommand::earlier), largest);
    }

    private static Earlier earlier(RunView run) {
        return new Earlier(
                run.id(),
                run.summary().status(),
                run.summary().isClosed(),
                run.summary().rows().outstanding(),
                run.whyUnfinished(),
                run.isLive() ? Optional.of(run.who()) : Optional.empty());
    }

    private String run(Plan plan, String csv) {
        return "run " + job.fileAgain() + csv + rate.again() + " --plan " + plan.id();
    }
}
