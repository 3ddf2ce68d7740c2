package io.conversationcleanup.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/** Standard error, wrapped between words, with one live line at its end on a terminal. Thread-safe. */
final class Screen extends OutputStream {

    private static final String WARNING = "Warning: ";

    /** Fits into any terminal, so the width is not looked up. */
    private static final int SHORT = 40;

    /** The beginning of a command on its own line. */
    private static final Pattern COMMAND = Pattern.compile(" +(?:\\S+: +)?(?:java|conversation-cleanup) ");

    private static final String TO_START_AND_CLEAR = "\r\u001b[K";

    /** A narrower terminal would wrap the live line, and only its last part could be overwritten. */
    private static final String WRAP_OFF = "\u001b[?7l";

    private static final String WRAP_ON = "\u001b[?7h";

    private final OutputStream target;
    private final OutputStream errors;
    private final Optional<IntSupplier> width;
    private int columns;
    private boolean lineShown;

    private Screen(OutputStream target, Optional<IntSupplier> width) {
        this.target = target;
        this.errors = this;
        this.width = width;
    }

    /** A file or a pipe: no live line and no wrapping. */
    static Screen plain(OutputStream target) {
        return new Screen(target, Optional.empty());
    }

    static Screen terminal(OutputStream target, IntSupplier width) {
        return new Screen(target, Optional.of(width));
    }

    /** A log with one entry per line or message. */
    static Screen log(Logger log) {
        return new Screen(
                new LoggedLines(text -> {
                    if (text.startsWith(WARNING)) {
                        log.warn(text.substring(WARNING.length()));
                    } else {
                        log.info(text);
                    }
                }),
                new LoggedLines(log::error));
    }

    private Screen(LoggedLines lines, LoggedLines errors) {
        this.target = lines;
        this.errors = errors;
        this.width = Optional.empty();
    }

    boolean isLive() {
        return width.isPresent();
    }

    synchronized int columns() {
        if (columns == 0) {
            columns = width.map(IntSupplier::getAsInt).orElse(Integer.MAX_VALUE);
        }
        return columns;
    }

    /** Returns a stream that replaces {@code System.err}. */
    PrintStream stream() {
        return new PrintStream(this, true, StandardCharsets.UTF_8);
    }

    /** Shows the live line; without a terminal, writes an ordinary line. */
    synchronized void progress(String line) throws IOException {
        if (isLive()) {
            send(TO_START_AND_CLEAR + WRAP_OFF + line + WRAP_ON);
            lineShown = true;
        } else {
            send(line + "\n");
        }
    }

    synchronized void clear() throws IOException {
        if (lineShown) {
            send(TO_START_AND_CLEAR);
            lineShown = false;
        }
    }

    private void send(String text) throws IOException {
        target.write(text.getBytes(StandardCharsets.UTF_8));
        target.flush();
    }

    PrintStream errors() {
        return new PrintStream(errors, true, StandardCharsets.UTF_8);
    }

    void error(String text) {
        errors().println(text);
    }

    void warning(String text) {
        line(WARNING + text);
    }

    void line(String text) {
        stream().println(text);
    }

    @Override
    public synchronized void write(int b) throws IOException {
        clear();
        target.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        clear();
        if (isLive() && length > SHORT) {
            target.write(wrapped(new String(bytes, offset, length, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8));
        } else {
            target.write(bytes, offset, length);
        }
    }

    /** Wraps between words, which a terminal does not; commands stay whole so that they can be pasted. */
    private String wrapped(String text) {
        return text.lines().map(line -> wrappedLine(line)).collect(Collectors.joining("\n"))
                + (text.endsWith("\n") ? "\n" : "");
    }

    private String wrappedLine(String line) {
        if (line.length() <= columns() || COMMAND.matcher(line).lookingAt()) {
            return line;
        }
        StringBuilder lines = new StringBuilder();
        int width = 0;
        for (String word : line.split(" ", -1)) {
            if (width > 0 && width + 1 + word.length() > columns()) {
                lines.append("\n  ");
                width = 2;
            } else if (width > 0 || !lines.isEmpty()) {
                lines.append(' ');
                width++;
            }
            lines.append(word);
            width += word.length();
        }
        return lines.toString();
    }

    @Override
    public synchronized void flush() throws IOException {
        target.flush();
    }

    /** Logs each text that ends a line when it is flushed. Thread-safe. */
    static final class LoggedLines extends OutputStream {

        private final Consumer<String> log;
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();

        LoggedLines(Consumer<String> log) {
            this.log = log;
        }

        @Override
        public synchronized void write(int b) {
            text.write(b);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            text.write(bytes, offset, length);
        }

        @Override
        public synchronized void flush() {
            String printed = text.toString(StandardCharsets.UTF_8);
            if (printed.endsWith("\n")) {
                text.reset();
                String entry = printed.stripTrailing();
                if (!entry.isEmpty()) {
                    log.accept(entry);
                }
            }
        }
    }
}
