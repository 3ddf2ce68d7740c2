package io.conversationcleanup.report;

import io.conversationcleanup.model.WriteProblem;
import java.io.IOException;
import java.nio.file.Path;

/** The reports of a run were not written; the message says which file, why and what to do. Immutable. */
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

    /** A file or directory cannot be written. */
    ReportException(Path file, IOException cause) {
        super("Cannot write " + file + ": " + WriteProblem.of(cause) + "." + WHAT_NOW, cause);
        this.kind = Kind.UNWRITABLE;
    }

    /** What is wrong. */
    public enum Kind {
        /** A file or directory cannot be written. */
        UNWRITABLE,
        /** The rows do not add up. */
        UNBALANCED,
        /** Files would be replaced that must not be, by what the command line says. */
        REFUSED,
        /** Files would be replaced that must not be, by what the job file says. */
        REFUSED_BY_SETTINGS
    }

    /** What is wrong. */
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
