package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.FilesApart.Read;
import io.conversationcleanup.model.FilesApart.Source;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which job over which file is meant, for the commands that read both. Not thread-safe. */
final class JobOptions {

    @Parameters(paramLabel = "JOB.yml", description = "The job file.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private Path job;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = {
                "The CSV file, in place of the job file's input.path;",
                "- for standard input. May hold $${date}, $${date-1d} or",
                "$${date:yyyyMMdd}, and wildcards that fit one file."
            })
    private @Nullable String input;

    @Option(
            names = "--date",
            paramLabel = "DAY",
            description = {
                "The day that $${date} stands for, such as 2026-11-20.",
                "Default: today. A schedule gives the same day in all",
                "attempts of a turn."
            })
    private @Nullable LocalDate date;

    /** The job file. */
    Path file() {
        return job;
    }

    /** Whether the input was named on the command line. */
    boolean namesInput() {
        return input != null;
    }

    /**
     * The input: the option's, or else the job file's own.
     *
     * @param today the day that is meant unless the command line names another
     */
    RunOrder.Csv csv(JobDefinition definition, Terminal terminal, LocalDate today) {
        String name = Optional.ofNullable(input)
                .or(() -> definition.input().path())
                .orElseThrow(() -> new CommandFailedException(
                        ExitCode.USAGE, "No input: give --input FILE, or input.path in " + job + "."));
        RunOrder.Csv csv = new RunOrder.Csv(InputPath.resolve(name, date == null ? today : date), terminal.in());
        if (csv.isStandardInput() && terminal.in() == StandardInput.CLOSED) {
            throw new CommandFailedException(
                    ExitCode.INPUT,
                    "Standard input is closed (<&-), and the input is to be read from there (-). Nothing was sent. Send the"
                            + " file to standard input, or name it.");
        }
        return csv;
    }

    /** What is read of this input, and of the job file's own if another was named. */
    List<Read> inputs(RunOrder.Csv csv, JobDefinition definition, LocalDate today) {
        Read named = input == null
                ? FileUse.input("input.path", csv.path(), Source.SETTINGS)
                : FileUse.input("--input", csv.path(), Source.COMMAND_LINE);
        return Stream.concat(
                        Stream.of(named),
                        definition
                                .input()
                                .path()
                                .filter(own -> input != null)
                                .flatMap(own -> InputPath.resolveIfClear(own, date == null ? today : date))
                                .map(own -> FileUse.input("input.path", own, Source.SETTINGS))
                                .stream())
                .toList();
    }

    /** The option that names this input, for a command to paste on another day; nothing if the job file alone does. */
    String inputAgain(RunOrder.Csv csv, JobDefinition definition) {
        boolean named = input == null
                && Optional.of(csv.path().toString()).equals(definition.input().path());
        return named ? "" : " --input " + Shell.quoted(csv.path().toString());
    }

    /** What a command to paste names the job file as. */
    String fileAgain() {
        return Shell.quoted(job.toString());
    }
}
