package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.job.Confirmation;
import io.conversationcleanup.job.RunControl;
import io.conversationcleanup.job.RunSpec;
import io.conversationcleanup.job.Start;
import io.conversationcleanup.runs.EarlierRows;
import io.conversationcleanup.runs.KnownRun;
import io.conversationcleanup.runs.Pseudonyms;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the run, rerun and resume commands ask for. Immutable.
 *
 * @param definition the job
 * @param rows what is to be sent
 * @param choice whether an earlier run of the same job and content is meant
 * @param output where the reports go, if not to the default place
 * @param repository where the runs are kept
 * @param confirmation asked before the first call
 * @param control shows how the run goes, and stops it
 * @param pseudonyms stand in for users and peers in reports and logs; empty if their ids are to be shown
 * @param start how the person has started it
 * @param files what is read, and must not be replaced, and what is written
 */
public record RunOrder(
        JobDefinition definition,
        Rows rows,
        RunSpec.Choice choice,
        Optional<Path> output,
        RepositoryOptions repository,
        Confirmation confirmation,
        RunControl control,
        Optional<Pseudonyms> pseudonyms,
        Start start,
        FileUse files) {

    /** What is to be sent. */
    public sealed interface Rows {}

    /**
     * A CSV file. Immutable.
     *
     * @param path its path as its directory gave it, whose text may have lost characters; {@code -} for standard input
     * @param standardInput what {@code -} stands for
     */
    public record Csv(Path path, InputStream standardInput) {

        /** Whether it is standard input. */
        public boolean isStandardInput() {
            return path.equals(InputPath.STANDARD_INPUT);
        }
    }

    /**
     * The rows of a CSV file. Immutable.
     *
     * @param csv the file
     * @param plan the id of the only plan that may be carried out; empty for any
     */
    public record OfFile(Csv csv, Optional<String> plan) implements Rows {}

    /**
     * Rows of an earlier run. Immutable.
     *
     * @param earlier which
     */
    public record OfRun(EarlierRows earlier) implements Rows {}

    /**
     * The rows that a run has left. Immutable.
     *
     * @param run which
     * @param command the command that resumes it with its file
     */
    public record Left(KnownRun run, String command) implements Rows {}
}
