package io.conversationcleanup.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.conversationcleanup.cli.CommandLineInterface.Verbosity;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

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

    /** The log for collectors. A class of its own, so that a command that logs nothing loads nothing of it. */
    static final class Json {

        private Json() {}

        /** Has each entry written to standard error as one JSON object a line, in the Elastic Common Schema. */
        static void begin() {
            if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
                return;
            }
            StandardEnvironment environment = new StandardEnvironment();
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "log",
                            Map.of(
                                    "logging.structured.ecs.service.name",
                                    "conversation-cleanup",
                                    "spring.application.pid",
                                    ProcessHandle.current().pid())));
            // Where Boot's encoder looks for it, as there is no context that would have put it there.
            context.putObject(Environment.class.getName(), environment);
            StructuredLogEncoder encoder = new StructuredLogEncoder();
            encoder.setContext(context);
            encoder.setFormat("ecs");
            encoder.setCharset(StandardCharsets.UTF_8);
            encoder.start();
            OutputStreamAppender<ILoggingEvent> standardError = new OutputStreamAppender<>();
            standardError.setContext(context);
            standardError.setEncoder(encoder);
            // Not System.err: what is printed there becomes an entry of the log.
            standardError.setOutputStream(new FileOutputStream(FileDescriptor.err));
            standardError.start();
            Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
            root.detachAndStopAllAppenders();
            root.addAppender(standardError);
        }
    }
}
