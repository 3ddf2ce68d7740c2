package io.conversationcleanup.cli;

import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import java.time.Duration;

/** Waits of a command for another process. Thread-safe. */
interface Waiting {

    /** The machine's time. */
    Waiting REAL = duration -> {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(ExitCode.INTERNAL, "Interrupted while waiting for the run.");
        }
    };

    /** Waits for so long. */
    void pass(Duration duration);
}
