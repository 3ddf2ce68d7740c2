package io.conversationcleanup.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.conversationcleanup.cli.CommandLineInterface;
import io.conversationcleanup.ledger.jdbc.RepositoryServer;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The program. */
public final class ConversationCleanup {

    private static final Path DATA = Path.of("cleanup-data");

    private ConversationCleanup() {}

    /** Runs the command that the arguments name and ends the process with its exit code. */
    public static void main(String[] args) {
        RepositoryServer.listenOnLoopbackOnly();
        new CommandLineInterface(new AssembledApplication(DATA), ConversationCleanup::logAs).runAndExit(args);
    }

    /** Only our own loggers grow talkative: an HTTP client's would write signed addresses. */
    private static void logAs(CommandLineInterface.Verbosity verbosity) {
        if (verbosity == CommandLineInterface.Verbosity.VERBOSE
                && LoggerFactory.getLogger("io.conversationcleanup") instanceof Logger ours) {
            ours.setLevel(Level.DEBUG);
        }
    }
}
