package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.plan.Plan;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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

    private final Application application;
    private final Terminal terminal;
    private final Clock clock;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private RootCommand root;

    @Parameters(paramLabel = "JOB.yml", description = "The job file.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private Path job;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = {"The CSV file, in place of the job file's", "input.path; - for standard input."})
    private @Nullable String input;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = {"Calls per second, in place of the job file's", "limits.calls-per-second."})
    private @Nullable String rate;

    @Option(names = "--json", description = "For scripts.")
    private boolean json;

    PlanCommand(Application application, Terminal terminal, Clock clock) {
        this.application = application;
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        JobDefinition definition = JobFile.read(job, rate, application, terminal);
        Plan plan = application.plan(new PlanOrder(
                definition,
                JobFile.input(job, input, definition, terminal),
                root.options().repository(terminal)));
        if (json) {
            terminal.out().print(PlanJson.text(plan));
        } else {
            PlanText.lines(plan, ZonedDateTime.now(clock)).forEach(terminal.out()::println);
            terminal.out().println("  Run it: " + root.command(run(plan)));
        }
        terminal.out().flush();
        return ExitCode.OK.number();
    }

    private String run(Plan plan) {
        return "run " + Shell.quoted(job.toString())
                + Optional.ofNullable(input)
                        .map(file -> " --input " + Shell.quoted(file))
                        .orElse("")
                + Optional.ofNullable(rate).map(text -> " --rate " + text).orElse("") + " --plan " + plan.id();
    }
}
