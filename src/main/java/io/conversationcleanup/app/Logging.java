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

/** The log settings. Stateless. */
final class Logging {

    private Logging() {}

    /** Makes only this program's loggers verbose, because an HTTP client would log signed addresses. */
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

    /** The JSON log. A class of its own, so that a command without logs does not load it. */
    static final class Json {

        private Json() {}

        /** Logs to standard error, one JSON object per line, in the Elastic Common Schema. */
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
            // Boot's encoder looks here for the environment, which an application context would have stored.
            context.putObject(Environment.class.getName(), environment);
            StructuredLogEncoder encoder = new StructuredLogEncoder();
            encoder.setContext(context);
            encoder.setFormat("ecs");
            encoder.setCharset(StandardCharsets.UTF_8);
            encoder.start();
            OutputStreamAppender<ILoggingEvent> standardError = new OutputStreamAppender<>();
            standardError.setContext(context);
            standardError.setEncoder(encoder);
            // Not System.err: output to it becomes a log entry.
            standardError.setOutputStream(new FileOutputStream(FileDescriptor.err));
            standardError.start();
            Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
            root.detachAndStopAllAppenders();
            root.addAppender(standardError);
        }
    }
}
