package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobFileException;
import io.conversationcleanup.model.Causes;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.LeaseLostException;
import io.conversationcleanup.model.WriteProblem;
import io.conversationcleanup.report.ReportException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/** Turns exceptions into messages and exit codes. Thread-safe. */
final class Failures {

    static final String OUT_OF_MEMORY =
            "The program ran out of memory and has ended. Every outcome that was recorded is kept; calls in flight may"
                    + " be in doubt, and are sent again. Give it more, such as java -Xmx1g -jar conversation-cleanup.jar"
                    + " ..., and the same command goes on.";

    private final Predicate<Throwable> isOfRepository;

    Failures(Predicate<Throwable> isOfRepository) {
        this.isOfRepository = isOfRepository;
    }

    String text(Throwable failure) {
        // No static logger: setting logging up takes a third of the time of --help.
        LoggerFactory.getLogger(Failures.class).debug("The failure in full", failure);
        Optional<Throwable> known = known(failure);
        if (known.isPresent()) {
            return String.valueOf(known.get().getMessage());
        }
        if (isOutOfMemory(failure)) {
            return OUT_OF_MEMORY;
        }
        Throwable innermost = Causes.innermost(failure);
        if (isOfRepository.test(failure)) {
            return innermost instanceof IOException io && WriteProblem.isNoRoom(io)
                    ? "The repository cannot be written, for the disk is full or the file may not grow: "
                            + io.getMessage() + ". Make room."
                    : "The repository failed: " + firstLine(innermost) + " (--verbose tells more).";
        }
        return innermost instanceof LeaseLostException lost
                ? String.valueOf(lost.getMessage())
                : "Internal error: " + innermost + " (--verbose tells more).";
    }

    static ExitCode exitCode(Throwable failure) {
        Optional<Throwable> known = known(failure);
        if (known.isPresent() && known.get() instanceof CommandFailedException failed) {
            return failed.exitCode();
        }
        if (known.isPresent() && known.get() instanceof ReportException report) {
            return switch (report.kind()) {
                case UNWRITABLE -> ExitCode.OUTPUT;
                case UNBALANCED -> ExitCode.INTERNAL;
                case REFUSED -> ExitCode.USAGE;
                case REFUSED_BY_SETTINGS -> ExitCode.SETTINGS;
            };
        }
        return known.isPresent() ? ExitCode.SETTINGS : ExitCode.INTERNAL;
    }

    static boolean isKnown(Throwable failure) {
        return known(failure).isPresent();
    }

    /** Returns the first cause whose message is ready to print. */
    private static Optional<Throwable> known(Throwable failure) {
        return Causes.of(failure)
                .filter(cause -> cause instanceof CommandFailedException
                        || cause instanceof JobFileException
                        || cause instanceof ReportException)
                .findFirst();
    }

    /** The message of a database ends with the whole statement. */
    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .map(line -> line.replace("; SQL statement:", ""))
                .findFirst()
                .orElse(failure.getClass().getSimpleName());
    }

    /** Returns whether memory ran out. Allocates nothing. */
    static boolean isOutOfMemory(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }
}
