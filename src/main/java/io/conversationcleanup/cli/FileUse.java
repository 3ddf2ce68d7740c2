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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files that a command needs, which no output may replace, and the files that it writes. Immutable. */
public record FileUse(List<Read> reads, List<Written> writes, boolean overwrite) {

    public FileUse {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
    }

    static List<Read> reads(Path jobFile, JobDefinition definition, List<Read> inputs) {
        List<Read> reads = new ArrayList<>(inputs);
        reads.add(new Read("the job file", jobFile, Source.COMMAND_LINE));
        reads.addAll(definition.filesRead());
        return reads;
    }

    /** Returns which files the reports may replace. */
    public Replacement replacement() {
        return new Replacement(reads, overwrite);
    }

    /** Rejects outputs, {@code own} of the program included, that would replace a needed file or each other. */
    public void requireApart(List<Written> own) {
        FilesApart.refusal(reads, Stream.concat(writes.stream(), own.stream()).toList())
                .ifPresent(refusal -> {
                    throw new CommandFailedException(
                            refusal.source() == Source.SETTINGS ? ExitCode.SETTINGS : ExitCode.USAGE, refusal.text());
                });
    }

    /** Returns the input file; for {@code -}, the file behind standard input. */
    static Read input(String option, Path path, Source source) {
        return new Read(option, path.equals(RunRequest.Csv.STANDARD_INPUT) ? Path.of("/dev/stdin") : path, source);
    }
}
