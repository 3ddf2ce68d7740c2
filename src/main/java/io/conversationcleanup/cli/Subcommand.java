package io.conversationcleanup.cli;

import io.conversationcleanup.model.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.ParentCommand;

/** A command of the program. Not thread-safe. */
abstract class Subcommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private RootCommand root;

    @SuppressWarnings("NullAway.Init") // Set before the command is carried out.
    CommandContext context;

    /** Carries the command out. */
    abstract ExitCode run() throws InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        context = root.context();
        return run().number();
    }
}
