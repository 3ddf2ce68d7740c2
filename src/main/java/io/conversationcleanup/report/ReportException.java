package io.conversationcleanup.report;

import io.conversationcleanup.model.WriteProblem;
import java.io.IOException;
import java.nio.file.Path;

/** Thrown when the reports of a run are not written; the message names the file, the cause and the remedy. */
public final class ReportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String WHAT_NOW =
            " The outcome of every row is kept in the repository, nothing is lost: make room or give access, or choose"
                    + " another directory with --output, and give the same command again.";

    private final Kind kind;

    ReportException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    ReportException(Path file, IOException cause) {
        super("Cannot write " + file + ": " + WriteProblem.of(cause) + "." + WHAT_NOW, cause);
        this.kind = Kind.UNWRITABLE;
    }

    public enum Kind {
        UNWRITABLE,
        /** The rows do not add up to the ledger's counts. */
        UNBALANCED,
        /** Files named on the command line would be replaced. */
        REFUSED,
        /** Files named in the job file would be replaced. */
        REFUSED_BY_SETTINGS
    }

    public Kind kind() {
        return kind;
    }

    static ReportException cannotBeWrittenTo(Path directory, String why) {
        return new ReportException(
                Kind.UNWRITABLE,
                "Nothing was sent: reports cannot be written to " + directory + " (" + why
                        + "). Give access to it, or another directory with --output.");
    }
}
