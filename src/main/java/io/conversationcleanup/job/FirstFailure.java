package io.conversationcleanup.job;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps the first failure of a start, because later ones often hide its cause. Thread-safe. */
final class FirstFailure {

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Records a failure. Passes an OutOfMemoryError to the handler that ends the process. */
    void note(Throwable latest) {
        failure.compareAndSet(null, latest);
        for (Throwable cause = latest; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, cause);
            }
        }
    }

    Throwable or(Throwable later) {
        Throwable first = failure.get();
        return first == null ? later : first;
    }
}
