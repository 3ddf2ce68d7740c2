package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.definition.JobDefinitionReader;
import io.conversationcleanup.definition.JobFileException;
import io.conversationcleanup.job.RunRequest;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.FilesApart.Read;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.simulator.Faults.FaultShare;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options for the job file and its input. */
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

    Path file() {
        return job;
    }

    boolean namesInput() {
        return input != null;
    }

    /** Returns the input of the option, or else of the job file. */
    RunRequest.Csv csv(JobDefinition definition, CommandContext context) {
        String name = Optional.ofNullable(input)
                .or(() -> definition.input().path())
                .orElseThrow(() ->
                        CommandFailedException.usage("No input: give --input FILE, or input.path in " + job + "."));
        InputStream in = context.terminal().in();
        RunRequest.Csv csv = new RunRequest.Csv(InputPath.resolve(name, day(context)), in);
        if (csv.isStandardInput() && in == StandardStreams.CLOSED) {
            throw CommandFailedException.input(
                    "Standard input is closed (<&-), and the input is to be read from there (-). Nothing was sent. Send the"
                            + " file to standard input, or name it.");
        }
        return csv;
    }

    /** Returns the files that are read, including the job file's own input if the option replaces it. */
    List<Read> inputs(RunRequest.Csv csv, JobDefinition definition, CommandContext context) {
        if (input == null) {
            return List.of(FileUse.input("input.path", csv.path(), Source.SETTINGS));
        }
        Stream<Read> own = definition
                .input()
                .path()
                .flatMap(path -> InputPath.resolveIfClear(path, day(context)))
                .map(path -> FileUse.input("input.path", path, Source.SETTINGS))
                .stream();
        return Stream.concat(Stream.of(FileUse.input("--input", csv.path(), Source.COMMAND_LINE)), own)
                .toList();
    }

    /** Keeps the same date for the whole command, also around midnight. */
    private LocalDate day(CommandContext context) {
        if (date == null) {
            date = LocalDate.now(context.clock());
        }
        return date;
    }

    /** Returns the option that names this input on another day; empty if the job file is enough. */
    String inputAgain(RunRequest.Csv csv, JobDefinition definition) {
        String path = csv.path().toString();
        boolean named =
                input == null && Optional.of(path).equals(definition.input().path());
        return named ? "" : " --input " + SharedOptions.quoted(path);
    }

    String fileAgain() {
        return SharedOptions.quoted(job.toString());
    }

    /** Reads a job file; {@code rate}, in calls per second, replaces the file's own unless it is null. */
    static JobDefinition read(CommandContext context, Path file, @Nullable String rate) {
        JobDefinition definition = JobDefinitionReader.read(
                file,
                context.terminal().environment(),
                properties(System.getProperties()),
                context.application().providers(),
                JobOptions::problemOfFailureShare);
        try {
            return rate == null ? definition : definition.withRate(rate);
        } catch (JobFileException e) {
            throw CommandFailedException.usage(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> properties(Properties all) {
        return all.stringPropertyNames().stream()
                .collect(Collectors.toMap(Function.identity(), name -> all.getProperty(name, "")));
    }

    private static Optional<String> problemOfFailureShare(String text) {
        try {
            FaultShare.parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }
}
