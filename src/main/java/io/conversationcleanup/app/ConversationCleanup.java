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
        RepositoryServer.prepareProcess();
        new CommandLineInterface(new AssembledApplication(DATA), ConversationCleanup::logAs).runAndExit(args);
    }

    /**
     * Only our own loggers grow talkative, for an HTTP client's would write signed addresses. What libraries complain of
     * is shown too then; otherwise the program's own words for it have to do.
     */
    private static void logAs(CommandLineInterface.Verbosity verbosity) {
        if (verbosity == CommandLineInterface.Verbosity.VERBOSE) {
            level("io.conversationcleanup", Level.DEBUG);
            level(Logger.ROOT_LOGGER_NAME, Level.WARN);
        }
    }

    private static void level(String name, Level level) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger) {
            logger.setLevel(level);
        }
    }
}
