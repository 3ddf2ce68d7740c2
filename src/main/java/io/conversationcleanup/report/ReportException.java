package io.conversationcleanup.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The reports of a run could not be written; the message says which file, why and what to do. Immutable. */
public final class ReportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String WHAT_NOW =
            " The outcome of every row is kept in the repository, nothing is lost: make room or give access, or choose"
                    + " another directory with --output, and give the same command again.";

    private ReportException(String message, Throwable cause) {
        super(message, cause);
    }

    private ReportException(String message) {
        super(message);
    }

    static ReportException cannotWrite(Path file, IOException cause) {
        return new ReportException("Cannot write " + file + ": " + reason(cause) + "." + WHAT_NOW, cause);
    }

    static ReportException doesNotBalance(String run, String counted, String expected) {
        return new ReportException("The reports of run " + run + " were not written: its rows come to " + counted
                + ", but the repository counts " + expected
                + ". No other process may work on the run while its reports are written; if none does, keep the"
                + " repository as it is and report this as a defect.");
    }

    /** The messages of the common ones are nothing but the file's name. */
    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "something that is not a directory has this name";
        }
        if (cause instanceof NoSuchFileException) {
            return "it was removed meanwhile, or its directory was";
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
