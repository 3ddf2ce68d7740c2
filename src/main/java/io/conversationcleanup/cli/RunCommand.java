package io.conversationcleanup.cli;

import io.conversationcleanup.definition.Endpoint;
import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.definition.JobDefinitionReader;
import io.conversationcleanup.definition.JobFileException;
import io.conversationcleanup.job.RunControl;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.job.RunSpec;
import io.conversationcleanup.report.SummaryText;
import io.conversationcleanup.simulator.FaultShare;
import java.nio.file.Path;
import java.time.Duration;
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
            "      --input deleted-users.csv --yes --max-rows 50000"
        })
final class RunCommand implements Callable<Integer> {

    /** Calls in flight are answered or time out within 10 s; recording and reports come after. */
    private static final Duration END_OF_RUN = Duration.ofSeconds(15);

    private static final String HOW_TO_GO_ON = "When the cause is mended, the same command goes on with it.";

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

    @Option(names = "--yes", description = "Do not ask: what the file lists is deleted for good.")
    private boolean yes;

    @Option(names = "--max-rows", paramLabel = "N", description = "Send nothing if more than N rows would be sent.")
    private @Nullable Long maxRows;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = {"Calls per second, in place of the job file's", "limits.calls-per-second."})
    private @Nullable String rate;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Where the reports go. Default: cleanup-data/runs/<run>/")
    private @Nullable Path output;

    @Option(
            names = "--fresh",
            description = {"Start a new run, whatever became of earlier ones", "of the same content."})
    private boolean fresh;

    @Mixin
    private final PseudonymOptions pseudonyms = new PseudonymOptions();

    RunCommand(Application application, Terminal terminal, StopSignals signals) {
        this.application = application;
        this.terminal = terminal;
        this.signals = signals;
    }

    @Override
    public Integer call() {
        if (maxRows != null && maxRows < 0) {
            throw new CommandFailedException(ExitCode.USAGE, "--max-rows " + maxRows + ": it cannot be below 0.");
        }
        JobDefinition definition = definition();
        definition.warnings().forEach(warning -> terminal.screen().line("Warning: " + warning));
        RunControl control = new RunControl();
        Consent consent = new Consent(
                terminal,
                Optional.ofNullable(maxRows),
                yes || definition.endpoint() instanceof Endpoint.Simulator
                        ? Consent.Given.BEFOREHAND
                        : Consent.Given.NOT_YET);
        RunOrder order = order(definition, consent, control);
        control.whenStopped(consent::abandon);
        signals.stopBy(() -> stop(control));
        ProgressTicker ticker = ProgressTicker.start(terminal.screen(), control.monitor());
        try {
            RunResult result = application.run(order);
            ticker.close();
            return tell(result, consent).number();
        } catch (RuntimeException e) {
            ticker.close();
            if (Failures.isKnown(e)) {
                throw e;
            }
            terminal.screen().line(Failures.text(e));
            terminal.screen().line(control.isUnderWay() ? HOW_TO_GO_ON : "Nothing was sent. " + HOW_TO_GO_ON);
            return Failures.exitCode(e).number();
        } finally {
            ticker.close();
            signals.runHasEnded();
        }
    }

    private RunOrder order(JobDefinition definition, Consent consent, RunControl control) {
        return new RunOrder(
                definition,
                inputOf(definition),
                terminal.in(),
                fresh ? RunSpec.Choice.FRESH : RunSpec.Choice.LATEST,
                Optional.ofNullable(output),
                root.options().repository(terminal),
                consent,
                control,
                pseudonyms.asked(terminal),
                command());
    }

    private Optional<Duration> stop(RunControl control) {
        control.stop("a signal asked the program to stop");
        if (!control.isUnderWay()) {
            terminal.screen()
                    .line("Stopped by a signal. Nothing was sent; the same command begins where this one did.");
            return Optional.empty();
        }
        return Optional.of(END_OF_RUN);
    }

    private JobDefinition definition() {
        JobDefinition definition = JobDefinitionReader.read(
                job, terminal.environment(), application.providers(), RunCommand::problemOfFailureShare);
        try {
            return rate == null ? definition : definition.withRate(rate);
        } catch (JobFileException e) {
            throw new CommandFailedException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> problemOfFailureShare(String text) {
        try {
            FaultShare.parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    /** The command again, for a person to paste; consent is not for the program to repeat. */
    private String command() {
        StringBuilder text = new StringBuilder("conversation-cleanup run ").append(Shell.quoted(job.toString()));
        Optional.ofNullable(input).ifPresent(file -> text.append(" --input ").append(Shell.quoted(file)));
        Optional.ofNullable(output)
                .ifPresent(place -> text.append(" --output ").append(Shell.quoted(place.toString())));
        return text.append(pseudonyms.again())
                .append(root.options().repositoryAgain())
                .toString();
    }

    private String inputOf(JobDefinition definition) {
        return Optional.ofNullable(input)
                .or(() -> definition.input().path())
                .orElseThrow(() -> new CommandFailedException(
                        ExitCode.USAGE, "No input: give --input FILE, or input.path in " + job + "."));
    }

    private ExitCode tell(RunResult result, Consent consent) {
        if (result instanceof RunResult.Ended ended) {
            SummaryText.lines(ended.reports()).forEach(terminal.out()::println);
            return exitCode(ended);
        }
        if (result instanceof RunResult.NothingLeft nothing) {
            terminal.out()
                    .println("Nothing left to do: run " + nothing.run() + " of this job and content ended "
                            + nothing.status() + ". Use --fresh to run it anew.");
            nothing.reports().ifPresent(files -> terminal.out().println("Reports: " + files.html()));
            return ExitCode.OK;
        }
        if (result instanceof RunResult.InUse other) {
            terminal.screen().line(InUse.text(other.run(), other.who(), other.since()));
            return ExitCode.IN_USE;
        }
        if (result instanceof RunResult.Declined) {
            terminal.screen().line(consent.refusal());
            return ExitCode.NOT_CONFIRMED;
        }
        RunResult.Broken broken = (RunResult.Broken) result;
        terminal.screen().line(Failures.text(broken.cause()));
        terminal.screen()
                .line("Run " + broken.run() + " stopped where it was, and nothing more is sent. Every outcome that was"
                        + " recorded is kept. " + HOW_TO_GO_ON);
        return Failures.exitCode(broken.cause());
    }

    private static ExitCode exitCode(RunResult.Ended ended) {
        return switch (ended.status()) {
            case COMPLETED -> ExitCode.OK;
            case COMPLETED_WITH_FAILURES -> ExitCode.SOME_FAILED;
            case STOPPED, RUNNING -> ExitCode.STOPPED;
            case STOPPED_BY_RULE -> ExitCode.STOPPED_BY_RULE;
            case ABORTED -> ExitCode.ABORTED;
        };
    }
}
