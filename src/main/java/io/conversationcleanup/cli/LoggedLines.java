package io.conversationcleanup.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Makes of what is printed entries of the log: one of each text that ends a line when it is flushed. Thread-safe. */
final class LoggedLines extends OutputStream {

    private final Consumer<String> log;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    /**
     * A stream into a log.
     *
     * @param log is given each text, without its last line end
     */
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
