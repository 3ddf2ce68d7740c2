package io.conversationcleanup.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Takes what is logged in place of the console until it is closed: our own loggers in full, all others from the level that
 * users see. Thread-safe.
 */
final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = loggers.getLogger("io.conversationcleanup");
    private final List<Appender<ILoggingEvent>> replaced = new ArrayList<>();
    private final PatternLayout layout = new PatternLayout();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Consumer<String> listener;

    private CapturedLog(Consumer<String> listener) {
        this.listener = listener;
        setContext(loggers);
        layout.setContext(loggers);
        layout.setPattern("%level %logger{0} %msg%n%ex");
        layout.start();
    }

    /** Begins to take the log; the listener is told of each line. */
    static CapturedLog open(Consumer<String> listener) {
        CapturedLog log = new CapturedLog(listener);
        Iterator<Appender<ILoggingEvent>> before = log.root.iteratorForAppenders();
        before.forEachRemaining(log.replaced::add);
        log.replaced.forEach(log.root::detachAppender);
        log.start();
        log.root.addAppender(log);
        log.ours.setLevel(Level.DEBUG);
        return log;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String line = layout.doLayout(event);
        lines.add(line);
        listener.accept(line);
    }

    /** What was logged so far, with the stack traces. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        ours.setLevel(null);
        root.detachAppender(this);
        replaced.forEach(root::addAppender);
        stop();
    }
}
