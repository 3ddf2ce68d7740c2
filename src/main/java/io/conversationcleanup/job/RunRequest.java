package io.conversationcleanup.job;

import io.conversationcleanup.model.RequestedBy;
import io.conversationcleanup.runs.EarlierRows;
import io.conversationcleanup.runs.RunView;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A request to start or resume a run. Immutable, apart from its control and confirmation.
 *
 * @param output the report directory; empty for the default
 * @param command the command that resumes the run
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

    /** Selects a run of an identity. */
    public enum Choice {
        /** The latest run, if any: resume it, or do nothing if it has finished. */
        LATEST,
        FRESH
    }

    /** Decides whether a run may begin. */
    @FunctionalInterface
    public interface StartRule {

        /** Decides before staging; {@code others} are the job's other unfinished runs, which are idle. */
        boolean mayBegin(Optional<RunView> resumed, List<RunView> others);
    }

    /** The rows to send. */
    public interface Rows {

        /** Returns the name of the resumed run; empty if none is resumed by name. */
        default Optional<String> resumed() {
            return Optional.empty();
        }
    }

    /** A CSV file, or standard input if the path is {@code -}. Immutable. */
    public record Csv(Path path, InputStream standardInput) {

        public static final Path STANDARD_INPUT = Path.of("-");

        public boolean isStandardInput() {
            return path.equals(STANDARD_INPUT);
        }
    }

    /** The rows of a CSV file; {@code plan} is the id of the required plan, empty for any. Immutable. */
    public record OfFile(Csv csv, Optional<String> plan) implements Rows {}

    /** Rows of an earlier run to send again. Immutable. */
    public record OfRun(EarlierRows earlier) implements Rows {}

    Optional<String> resumed() {
        return rows.resumed();
    }
}
