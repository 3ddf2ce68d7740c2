package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.job.RunSpec;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.FilesApart.Read;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.FilesApart.Written;
import io.conversationcleanup.model.RequestedBy;
import io.conversationcleanup.report.Reports;
import io.conversationcleanup.runs.Pseudonyms;
import io.conversationcleanup.runs.RunView;
import io.conversationcleanup.telemetry.Telemetry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that send: consent, rate, reports, and why. */
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
    private final RateOption rate = new RateOption();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = {"Where the reports go. Default:", "cleanup-data/runs/<run>/; resume: where they were."})
    private @Nullable Path output;

    @Mixin
    private final OverwriteOption overwrite = new OverwriteOption();

    @Option(
            names = "--metrics-file",
            paramLabel = "FILE",
            description = {"Write metrics there, as Prometheus text, in place of", "the job file's metrics.file."})
    private @Nullable Path metricsFile;

    @Mixin
    private final PseudonymOptions pseudonyms = new PseudonymOptions();

    /** The job as these options have it. */
    JobDefinition applied(JobDefinition definition) {
        return metricsFile == null ? definition : definition.withMetricsFile(metricsFile);
    }

    /** Refuses what cannot be meant. */
    void check() {
        if (maxRows != null && maxRows < 0) {
            throw new CommandFailedException(ExitCode.USAGE, "--max-rows " + maxRows + ": it cannot be below 0.");
        }
        if (reason != null) {
            checkReason(reason);
        }
    }

    /** Refuses what is too long for a reason, or has more than one line. */
    static void checkReason(String reason) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new CommandFailedException(
                    ExitCode.USAGE, "--reason must have 1 to " + LONGEST_REASON + " characters.");
        }
        if (reason.codePoints().anyMatch(Character::isISOControl)) {
            throw new CommandFailedException(ExitCode.USAGE, "--reason must stand on one line.");
        }
    }

    Consent consent(
            Terminal terminal,
            JobDefinition definition,
            RunSpec.Choice choice,
            BiPredicate<Optional<RunView>, List<RunView>> begin,
            Optional<Long> mostRows) {
        return new Consent(
                terminal,
                mostRows,
                yes || definition.endpoint().isSimulator() ? Consent.Given.BEFOREHAND : Consent.Given.NOT_YET,
                choice,
                begin);
    }

    /** How many rows may be sent; empty for any number. */
    Optional<Long> maxRows() {
        return Optional.ofNullable(maxRows);
    }

    /** Whether nobody is to be asked. */
    boolean yes() {
        return yes;
    }

    /** On whose word: the account's that this process runs as. */
    RequestedBy requestedBy() {
        return new RequestedBy(
                Optional.of(System.getProperty("user.name", "?")),
                Optional.ofNullable(reason).map(String::strip));
    }

    @Nullable
    String rate() {
        return rate.rate();
    }

    Optional<Path> output() {
        return Optional.ofNullable(output);
    }

    /**
     * What a command with these options reads and writes.
     *
     * @param inputs what it reads beside the files that the job file names
     */
    FileUse files(Path jobFile, JobDefinition definition, List<Read> inputs) {
        return FileUse.of(jobFile, definition, inputs)
                .reading(pseudonyms.keyFile())
                .writing(output().map(directory -> Reports.written(directory, "--output"))
                        .orElse(List.of()))
                .writing(metrics(definition))
                .overwriting(overwrite.isGiven());
    }

    private List<Written> metrics(JobDefinition definition) {
        Optional<Written> file = metricsFile == null
                ? Telemetry.written(definition, "metrics.file", Source.SETTINGS)
                : Telemetry.written(definition, "--metrics-file", Source.COMMAND_LINE);
        return file.stream().toList();
    }

    Optional<Pseudonyms> pseudonyms(Terminal terminal) {
        return pseudonyms.asked(terminal);
    }

    /** The same for a run whose earlier reports may show pseudonyms. */
    Optional<Pseudonyms> pseudonyms(Terminal terminal, RunView run) {
        return pseudonyms.asked(terminal, run.arePseudonymized());
    }

    /** The options again, for a command to paste; consent is not for the program to repeat. */
    String again() {
        return output().map(place -> " --output " + Shell.quoted(place.toString()))
                        .orElse("")
                + overwrite.again()
                + (metricsFile == null ? "" : " --metrics-file " + Shell.quoted(metricsFile.toString()))
                + pseudonyms.again();
    }
}
