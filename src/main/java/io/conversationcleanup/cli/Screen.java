package io.conversationcleanup.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard error with, on a terminal, one live line at its end: whatever else is written there stands above it. Thread-safe.
 */
final class Screen extends OutputStream {

    private static final byte[] TO_START_AND_CLEAR = "\r\u001b[K".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream target;
    private final boolean live;
    private boolean lineShown;

    /**
     * A screen.
     *
     * @param target standard error itself
     * @param live whether it is a terminal, where a line can be overwritten
     */
    Screen(OutputStream target, boolean live) {
        this.target = target;
        this.live = live;
    }

    /** Whether a line can be overwritten. */
    boolean isLive() {
        return live;
    }

    /** A stream for logs and messages, to stand in for standard error. */
    PrintStream stream() {
        return new PrintStream(this, true, StandardCharsets.UTF_8);
    }

    /** Shows this as the live line; on anything but a terminal, writes it as a line of its own. */
    synchronized void progress(String line) throws IOException {
        if (live) {
            target.write(TO_START_AND_CLEAR);
            target.write(line.getBytes(StandardCharsets.UTF_8));
            lineShown = true;
        } else {
            target.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        target.flush();
    }

    /** Takes the live line away. */
    synchronized void clear() throws IOException {
        if (lineShown) {
            target.write(TO_START_AND_CLEAR);
            target.flush();
            lineShown = false;
        }
    }

    /** Writes a line. */
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
        target.write(bytes, offset, length);
    }

    @Override
    public synchronized void flush() throws IOException {
        target.flush();
    }
}
