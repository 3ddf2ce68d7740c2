package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.job.RunControl;
import io.conversationcleanup.job.RunSpec;
import io.conversationcleanup.job.Start;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Stages the CSV, deletes, writes the reports. */
@Command(
        name = "run",
        description = {
            "Stages the CSV file, deletes what it lists, and writes the reports.",
            "The same job with the same file content again goes on with an unfinished run,",
            "and has nothing to do after a finished one.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  conversation-cleanup run jobs/demo.yml",
            "  conversation-cleanup run jobs/tencent-conversations.yml \\",
            "      --input deleted-users.csv --yes --max-rows 50000 --reason GDPR-1234",
            "  conversation-cleanup run my-job.yml --plan 4f2a91c03b7d8e21"
        })
final class RunCommand implements Callable<Integer> {

    private final Application application;
    private final Terminal terminal;
    private final StopSignals signals;

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

    RunCommand(Application application, Terminal terminal, StopSignals signals) {
        this.application = application;
        this.terminal = terminal;
        this.signals = signals;
    }

    @Override
    public Integer call() {
        options.check();
        JobDefinition definition = JobFile.read(job, options.rate(), application, terminal);
        definition.warnings().forEach(warning -> terminal.screen().line("Warning: " + warning));
        RunOrder.Csv csv = JobFile.input(job, input, definition, terminal);
        Consent consent = options.consent(terminal, definition);
        return new AttendedRun(
                        application,
                        terminal,
                        signals,
                        root::command,
                        nothing ->
                                "of this job and content ended " + nothing.status() + ". Use --fresh to run it anew.")
                .attend(
                        consent,
                        new RunControl(),
                        control -> new RunOrder(
                                definition,
                                new RunOrder.OfFile(csv, Optional.ofNullable(plan)),
                                fresh ? RunSpec.Choice.FRESH : RunSpec.Choice.LATEST,
                                options.output(),
                                root.options().repository(terminal),
                                consent,
                                control,
                                options.pseudonyms(terminal),
                                new Start(command(), job, options.mandate())))
                .number();
    }

    /** The command again, for a person to paste. */
    private String command() {
        return root.command("run " + Shell.quoted(job.toString())
                + Optional.ofNullable(input)
                        .map(file -> " --input " + Shell.quoted(file))
                        .orElse("")
                + options.again());
    }
}
