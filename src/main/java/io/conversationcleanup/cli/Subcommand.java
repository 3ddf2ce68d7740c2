package io.conversationcleanup.cli;

import io.conversationcleanup.model.ExitCode;
import java.util.concurrent.Callable;

/** A command of the program. Not thread-safe. */
abstract class Subcommand implements Callable<Integer> {

    final CommandContext context;

    Subcommand(CommandContext context) {
        this.context = context;
    }

    /** Carries the command out. */
    abstract ExitCode run() throws InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        return run().number();
    }
}
