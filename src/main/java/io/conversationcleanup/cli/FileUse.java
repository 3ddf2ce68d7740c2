package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.job.RunRequest;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.FilesApart;
import io.conversationcleanup.model.FilesApart.Read;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.FilesApart.Written;
import io.conversationcleanup.report.Replacement;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files that a command needs and those that it writes. Immutable.
 *
 * @param reads the files that no output may replace
 * @param writes the outputs that the command line and the job file name
 * @param overwrite whether reports may replace files that are not of the same run
 */
public record FileUse(List<Read> reads, List<Written> writes, boolean overwrite) {

    public FileUse {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
    }

    /** The use of a command that reads these inputs by this job file. */
    static FileUse of(Path jobFile, JobDefinition definition, List<Read> inputs) {
        Stream<Read> named = Stream.concat(
                Stream.of(new Read("the job file", jobFile, Source.COMMAND_LINE)), definition.filesRead().stream());
        return new FileUse(Stream.concat(inputs.stream(), named).toList(), List.of(), false);
    }

    /** The same with more files that no output may replace. */
    FileUse reading(Optional<Read> file) {
        return new FileUse(Stream.concat(reads.stream(), file.stream()).toList(), writes, overwrite);
    }

    /** The same with more outputs. */
    FileUse writing(List<Written> files) {
        return new FileUse(reads, Stream.concat(writes.stream(), files.stream()).toList(), overwrite);
    }

    /** The same, with or without leave to replace the reports of other runs. */
    FileUse overwriting(boolean allowed) {
        return new FileUse(reads, writes, allowed);
    }

    /** What the reports may replace. */
    public Replacement replacement() {
        return new Replacement(reads, overwrite);
    }

    /**
     * Refuses outputs that would replace a needed file, or each other.
     *
     * @param own what the program itself writes
     * @throws CommandFailedException if there are any
     */
    public void requireApart(List<Written> own) {
        FilesApart.refusal(reads, Stream.concat(writes.stream(), own.stream()).toList())
                .ifPresent(refusal -> {
                    throw new CommandFailedException(
                            refusal.source() == Source.SETTINGS ? ExitCode.SETTINGS : ExitCode.USAGE, refusal.text());
                });
    }

    /** The input of this name; of {@code -}, the file that standard input comes from. */
    static Read input(String option, Path path, Source source) {
        return new Read(option, path.equals(RunRequest.Csv.STANDARD_INPUT) ? Path.of("/dev/stdin") : path, source);
    }
}
