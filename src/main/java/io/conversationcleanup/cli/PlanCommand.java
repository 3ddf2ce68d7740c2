package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.plan.Plan;
import io.conversationcleanup.telemetry.Telemetry;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
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
            plan = application.plan(
                    new PlanOrder(definition, csv, root.options().repository(terminal)));
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

    private String run(Plan plan, String csv) {
        return "run " + job.fileAgain() + csv + rate.again() + " --plan " + plan.id();
    }
}
