package io.conversationcleanup.cli;

import io.conversationcleanup.cli.Application.RunOrder;
import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.job.RunControl;
import io.conversationcleanup.job.RunRequest;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.FilesApart.Read;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.FilesApart.Written;
import io.conversationcleanup.model.RequestedBy;
import io.conversationcleanup.report.ReportFiles;
import io.conversationcleanup.runs.Pseudonyms;
import io.conversationcleanup.telemetry.Telemetry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that send: confirmation, rate, reports and reason. */
final class SendOptions {

    private static final int LONGEST_REASON = 500;

    @Option(names = "--yes", description = "Do not ask: what is listed is deleted for good.")
    private boolean yes;

    @Option(names = "--max-rows", paramLabel = "N", description = "Send nothing if more than N rows would be sent.")
    private @Nullable Long maxRows;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = {"Why it is done, such as a ticket's number: kept with", "the run and shown in its reports."})
    private @Nullable String reason;

    @Mixin
    private final SharedOptions.Rate rate = new SharedOptions.Rate();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = {"Where the reports go. Default:", "cleanup-data/runs/<run>/; resume: where they were."})
    private @Nullable Path output;

    @Mixin
    private final SharedOptions.Overwrite overwrite = new SharedOptions.Overwrite();

    @Option(
            names = "--metrics-file",
            paramLabel = "FILE",
            description = {"Write metrics there, as Prometheus text, in place of", "the job file's metrics.file."})
    private @Nullable Path metricsFile;

    @Mixin
    private final SharedOptions.PseudonymKey pseudonyms = new SharedOptions.PseudonymKey();

    void check() {
        if (maxRows != null && maxRows < 0) {
            throw CommandFailedException.usage("--max-rows " + maxRows + ": it cannot be below 0.");
        }
        if (reason != null) {
            checkReason(reason);
        }
    }

    static void checkReason(String reason) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw CommandFailedException.usage("--reason must have 1 to " + LONGEST_REASON + " characters.");
        }
        if (reason.codePoints().anyMatch(Character::isISOControl)) {
            throw CommandFailedException.usage("--reason must stand on one line.");
        }
    }

    /** Returns how many rows may be sent; empty if unlimited. */
    Optional<Long> maxRows() {
        return Optional.ofNullable(maxRows);
    }

    boolean yes() {
        return yes;
    }

    @Nullable
    String rate() {
        return rate.rate();
    }

    Optional<Path> output() {
        return Optional.ofNullable(output);
    }

    record Job(Path file, JobDefinition definition) {}

    Job job(CommandContext context, Path file) {
        JobDefinition read = JobOptions.read(context, file, rate());
        JobDefinition definition = metricsFile == null ? read : read.withMetricsFile(metricsFile);
        definition.warnings().forEach(context.screen()::warning);
        return new Job(file, definition);
    }

    /**
     * The conditions of a start. Immutable. An empty maxRows means unlimited, an empty output the default directory.
     */
    record Terms(RunRequest.Choice choice, RunRequest.StartRule rule, Optional<Long> maxRows, Optional<Path> output) {}

    /** Returns the conditions of these options alone: the latest run, with any number of other runs. */
    Terms terms() {
        return new Terms(RunRequest.Choice.LATEST, (resumed, others) -> true, maxRows(), output());
    }

    RunOrder order(
            CommandContext context,
            Job job,
            RunRequest.Rows rows,
            Terms terms,
            String command,
            FileUse files,
            Optional<Pseudonyms> pseudonyms) {
        boolean confirmed = yes || job.definition().endpoint().isSimulator();
        TerminalConfirmation confirmation = new TerminalConfirmation(
                context.terminal(),
                terms.maxRows(),
                confirmed ? TerminalConfirmation.Given.BEFOREHAND : TerminalConfirmation.Given.NOT_YET,
                terms.choice());
        RunControl control = new RunControl();
        control.whenStopped(confirmation::abandon);
        RunRequest request = new RunRequest(
                rows,
                terms.choice(),
                terms.rule(),
                confirmation,
                terms.output(),
                control,
                command,
                job.file(),
                requestedBy());
        return new RunOrder(request, job.definition(), context.repository(), pseudonyms, files);
    }

    /** Returns the account of this process. */
    private RequestedBy requestedBy() {
        return new RequestedBy(
                Optional.of(System.getProperty("user.name", "?")),
                Optional.ofNullable(reason).map(String::strip));
    }

    FileUse files(Job job, List<Read> inputs) {
        List<Read> reads = FileUse.reads(job.file(), job.definition(), inputs);
        pseudonyms.keyFile().ifPresent(reads::add);
        List<Written> writes = new ArrayList<>();
        output().ifPresent(directory -> writes.addAll(ReportFiles.written(directory, "--output")));
        (metricsFile == null
                        ? Telemetry.written(job.definition(), "metrics.file", Source.SETTINGS)
                        : Telemetry.written(job.definition(), "--metrics-file", Source.COMMAND_LINE))
                .ifPresent(writes::add);
        return new FileUse(reads, writes, overwrite.isGiven());
    }

    Optional<Pseudonyms> pseudonyms(CommandContext context, boolean before) {
        return pseudonyms.asked(context.terminal(), before);
    }

    /** Returns the options to paste, without {@code --yes}, which a person must add. */
    String again() {
        return output().map(place -> " --output " + SharedOptions.quoted(place.toString()))
                        .orElse("")
                + overwrite.again()
                + (metricsFile == null ? "" : " --metrics-file " + SharedOptions.quoted(metricsFile.toString()))
                + pseudonyms.again();
    }
}
