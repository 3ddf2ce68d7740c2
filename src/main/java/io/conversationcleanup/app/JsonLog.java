package io.conversationcleanup.app;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The log for collectors. Stateless; apart from {@link Logging}, so that a command that logs nothing loads nothing of it. */
final class JsonLog {

    private JsonLog() {}

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
