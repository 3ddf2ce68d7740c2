package io.conversationcleanup.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.conversationcleanup.cli.CommandLineInterface.Verbosity;
import org.slf4j.LoggerFactory;

/** What is logged. Stateless; the logs themselves are the process's. */
final class Logging {

    private Logging() {}

    /**
     * Only our own loggers grow talkative, for an HTTP client's would write signed addresses. What libraries complain of
     * is shown too then; otherwise the program's own words for it have to do.
     */
    static void as(Verbosity verbosity) {
        if (verbosity == Verbosity.VERBOSE) {
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
