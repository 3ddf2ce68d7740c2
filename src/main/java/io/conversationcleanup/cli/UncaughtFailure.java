package io.conversationcleanup.cli;

import io.conversationcleanup.model.ExitCode;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.IntConsumer;

/**
 * Ends the process when one of its threads has died of a failure, or when its memory is used up: a run with a thread missing
 * might wait for it for ever. That is as safe as a kill: the same command finds what was in doubt and goes on. Thread-safe.
 *
 * <p>What it needs when the memory is used up stands ready, for there may be no room to make anything, a class included.
 */
final class UncaughtFailure implements Thread.UncaughtExceptionHandler {

    private final OutputStream error;
    private final LogFormat format;
    private final Failures failures;
    private final IntConsumer halt;
    private final byte[] outOfMemory;
    private final int exitCode = ExitCode.INTERNAL.number();

    /**
     * The last to hear of a failure.
     *
     * @param error standard error, with nothing before it that takes memory
     * @param format what to write there
     * @param halt ends the process with this code at once
     */
    UncaughtFailure(OutputStream error, LogFormat format, Failures failures, IntConsumer halt) {
        this.error = error;
        this.format = format;
        this.failures = failures;
        this.outOfMemory = format.line(Failures.OUT_OF_MEMORY);
        this.halt = halt;
    }

    /** Has every thread's failures handled, from now to the end of the process. */
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
            // Nobody can be told.
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
