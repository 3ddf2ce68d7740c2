package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobFileException;
import io.conversationcleanup.report.ReportException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person and a script learn of an exception. Stateless, hence thread-safe. */
final class Failures {

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** The message; for a failure that nobody foresaw also where to find more. */
    static String text(Throwable failure) {
        log.debug("The failure in full", failure);
        Throwable known = known(failure);
        if (known != null) {
            return String.valueOf(known.getMessage());
        }
        return "Internal error: " + innermost(failure) + " (--verbose tells more).";
    }

    static ExitCode exitCode(Throwable failure) {
        Throwable known = known(failure);
        if (known instanceof CommandFailedException failed) {
            return failed.exitCode();
        }
        return known instanceof JobFileException ? ExitCode.SETTINGS : ExitCode.INTERNAL;
    }

    private static @Nullable Throwable known(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CommandFailedException
                    || cause instanceof JobFileException
                    || cause instanceof ReportException) {
                return cause;
            }
        }
        return null;
    }

    private static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
