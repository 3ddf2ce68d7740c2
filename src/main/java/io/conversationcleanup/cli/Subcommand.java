package io.conversationcleanup.cli;

import io.conversationcleanup.model.ExitCode;
import java.util.concurrent.Callable;

/** A command of the program. Not thread-safe. */
abstract class Subcommand implements Callable<Integer> {

    @SuppressWarnings("NullAway.Init") // Set before the command is carried out.
    CommandContext context;

    abstract ExitCode run() throws InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        return run().number();
    }
}
