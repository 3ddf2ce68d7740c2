package io.conversationcleanup.job;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong first in a start of a run: what fails after it often follows from it and names its cause no more. A database
 * that could not write, for one, says from then on that it is closed. Thread-safe.
 */
final class FirstFailure {

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Notes a failure. An OutOfMemoryError goes to the handler that ends the process: nothing can be relied upon after it. */
    void note(Throwable latest) {
        failure.compareAndSet(null, latest);
        for (Throwable cause = latest; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, cause);
            }
        }
    }

    /** The first failure; this one if none was noted. */
    Throwable or(Throwable later) {
        Throwable first = failure.get();
        return first == null ? later : first;
    }
}
