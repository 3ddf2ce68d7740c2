package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobDefinition;
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

    /** The job file. */
    Path file() {
        return job;
    }

    /** Whether the input was named on the command line. */
    boolean namesInput() {
        return input != null;
    }

    /** The input: the option's, or else the job file's own, of this day. */
    RunOrder.Csv csv(JobDefinition definition, Terminal terminal, LocalDate today) {
        String name = Optional.ofNullable(input)
                .or(() -> definition.input().path())
                .orElseThrow(() -> new CommandFailedException(
                        ExitCode.USAGE, "No input: give --input FILE, or input.path in " + job + "."));
        return new RunOrder.Csv(InputPath.resolve(name, today), terminal.in());
    }

    /** What is read of this input, and of the job file's own if another was named. */
    List<Read> inputs(RunOrder.Csv csv, JobDefinition definition, LocalDate today) {
        Optional<String> own = definition.input().path();
        if (input == null) {
            return FileUse.input("input.path", csv.name(), Source.SETTINGS).stream()
                    .toList();
        }
        return Stream.concat(
                        FileUse.input("--input", csv.name(), Source.COMMAND_LINE).stream(),
                        own
                                .flatMap(name -> InputPath.resolveIfClear(name, today))
                                .flatMap(name -> FileUse.input("input.path", name, Source.SETTINGS))
                                .stream())
                .toList();
    }

    /** The option that names this input, for a command to paste on another day; nothing if the job file alone does. */
    String inputAgain(RunOrder.Csv csv, JobDefinition definition) {
        boolean named = input == null
                && Optional.of(csv.name()).equals(definition.input().path());
        return named ? "" : " --input " + Shell.quoted(csv.name());
    }

    /** What a command to paste names the job file as. */
    String fileAgain() {
        return Shell.quoted(job.toString());
    }
}
