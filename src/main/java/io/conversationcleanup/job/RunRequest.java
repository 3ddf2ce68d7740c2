package io.conversationcleanup.job;

import io.conversationcleanup.model.RequestedBy;
import io.conversationcleanup.runs.EarlierRows;
import io.conversationcleanup.runs.RunView;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a person asks for who starts a run. Immutable, its control and confirmation apart.
 *
 * @param rows what is to be sent
 * @param choice whether an existing run of the same job and content is resumed
 * @param rule decides whether the run may begin
 * @param confirmation asked before the first call
 * @param output where the reports go; empty for the default
 * @param control shows how the run goes, and stops it
 * @param command the command that resumes the run, to be pasted
 * @param jobFile the job file that was read
 * @param requestedBy who asks, and why
 */
public record RunRequest(
        Rows rows,
        Choice choice,
        StartRule rule,
        Confirmation confirmation,
        Optional<Path> output,
        RunControl control,
        String command,
        Path jobFile,
        RequestedBy requestedBy) {

    /** Which run of an identity is meant. */
    public enum Choice {
        /** The latest, if there is one: it is resumed, or there is nothing left to do. */
        LATEST,
        /** A new one. */
        FRESH
    }

    /** Decides whether a run may begin. */
    @FunctionalInterface
    public interface StartRule {

        /**
         * Asked before anything is read into the ledger or sent.
         *
         * @param resumed the run that this start resumes; empty if it begins a new one
         * @param others the other unfinished runs of the job, the oldest first, none of them worked on
         */
        boolean mayBegin(Optional<RunView> resumed, List<RunView> others);
    }

    /** What is to be sent. */
    public interface Rows {

        /** The name of the run that is resumed; empty if none is. */
        default Optional<String> resumed() {
            return Optional.empty();
        }
    }

    /**
     * A CSV file. Immutable.
     *
     * @param path its path as its directory gave it, whose text may have lost characters; {@code -} for standard input
     * @param standardInput what {@code -} stands for
     */
    public record Csv(Path path, InputStream standardInput) {

        /** The path that stands for standard input. */
        public static final Path STANDARD_INPUT = Path.of("-");

        public boolean isStandardInput() {
            return path.equals(STANDARD_INPUT);
        }
    }

    /**
     * The rows of a CSV file. Immutable.
     *
     * @param plan the id of the only plan that may be carried out; empty for any
     */
    public record OfFile(Csv csv, Optional<String> plan) implements Rows {}

    /** Rows of an earlier run, to be sent again. Immutable. */
    public record OfRun(EarlierRows earlier) implements Rows {}

    /** The name of the run that is resumed by its name. */
    Optional<String> resumed() {
        return rows.resumed();
    }
}
