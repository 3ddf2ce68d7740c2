package io.conversationcleanup.report;

import io.conversationcleanup.model.FilesApart;
import io.conversationcleanup.model.WriteProblem;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The reports of a run were not written; the message says which file, why and what to do. Immutable. */
public final class ReportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String WHAT_NOW =
            " The outcome of every row is kept in the repository, nothing is lost: make room or give access, or choose"
                    + " another directory with --output, and give the same command again.";

    private final Kind kind;

    private ReportException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
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
                        + "). Give access to it, or another directory with --output.",
                null);
    }

    static ReportException wouldReplace(FilesApart.Refusal refusal) {
        return new ReportException(
                refusal.source() == FilesApart.Source.SETTINGS ? Kind.REFUSED_BY_SETTINGS : Kind.REFUSED,
                refusal.text(),
                null);
    }

    static ReportException wouldReplace(Path directory, String files) {
        return new ReportException(
                Kind.REFUSED,
                "The reports would replace files in " + directory + " that are not this run's: " + files
                        + ". Nothing was sent and nothing was written. Name another directory with --output, or, to replace"
                        + " these files, add --overwrite.",
                null);
    }

    static ReportException wouldReplaceNow(Path directory, String files) {
        return new ReportException(
                Kind.UNWRITABLE,
                "The reports were not written: files appeared in " + directory + " that are not this run's: " + files
                        + ". The outcome of every row is kept in the repository. Give the same command again with another"
                        + " directory for --output, or, to replace these files, with --overwrite.",
                null);
    }

    static ReportException cannotWrite(Path file, IOException cause) {
        return new ReportException(
                Kind.UNWRITABLE, "Cannot write " + file + ": " + WriteProblem.of(cause) + "." + WHAT_NOW, cause);
    }

    static ReportException doesNotBalance(String run, String counted, String expected) {
        return new ReportException(
                Kind.UNBALANCED,
                "The reports of run " + run + " were not written: its rows come to " + counted
                        + ", but the repository counts " + expected
                        + ". No other process may work on the run while its reports are written; if none does, keep the"
                        + " repository as it is and report this as a defect.",
                null);
    }
}
