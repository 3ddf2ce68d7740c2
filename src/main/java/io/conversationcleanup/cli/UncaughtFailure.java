package io.conversationcleanup.cli;

import io.conversationcleanup.model.ExitCode;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.IntConsumer;

/**
 * Ends the process, as safely as a kill, when a thread dies or memory runs out: the run could wait forever.
 * Thread-safe. Allocates everything beforehand, because no object or class can be created when memory is used up.
 */
final class UncaughtFailure implements Thread.UncaughtExceptionHandler {

    private final OutputStream error;
    private final LogFormat format;
    private final Failures failures;
    private final IntConsumer halt;
    private final byte[] outOfMemory;
    private final int exitCode = ExitCode.INTERNAL.number();

    /** {@code error} must not allocate memory; {@code halt} ends the process at once. */
    UncaughtFailure(OutputStream error, LogFormat format, Failures failures, IntConsumer halt) {
        this.error = error;
        this.format = format;
        this.failures = failures;
        this.outOfMemory = format.line(Failures.OUT_OF_MEMORY);
        this.halt = halt;
    }

    static void endsThisProcess(FileOutputStream error, LogFormat format, Failures failures) {
        Thread.setDefaultUncaughtExceptionHandler(new UncaughtFailure(
                error, format, failures, code -> Runtime.getRuntime().halt(code)));
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        try {
            error.write(Failures.isOutOfMemory(failure) ? outOfMemory : text(thread, failure));
            error.flush();
        } catch (IOException e) {
            // Nothing can be reported.
        } finally {
            halt.accept(exitCode);
        }
    }

    private byte[] text(Thread thread, Throwable failure) {
        return format.line(failures.text(failure) + "\nThe thread " + thread.getName()
                + " died of it, so the program ends at once."
                + " What is recorded is kept; the same command goes on.");
    }
}
