package io.conversationcleanup.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells terminals from files and pipes. Stateless, hence thread-safe.
 *
 * <p>{@code System.console()} cannot: it speaks of both streams together, and from Java 22 on it is there without a terminal
 * too. Where the system does not show its processes' files it still has to do.
 */
final class Ttys {

    private Ttys() {}

    /** A standard stream. */
    enum Stream {
        INPUT(0),
        ERROR(2);

        private final int descriptor;

        Stream(int descriptor) {
            this.descriptor = descriptor;
        }
    }

    @SuppressWarnings("SystemConsoleNull") // The last resort, off Linux: at worst a question that nobody answers.
    static boolean isTerminal(Stream stream) {
        Path file = Path.of("/proc/self/fd/" + stream.descriptor);
        try {
            if (Files.isSymbolicLink(file)) {
                String target = Files.readSymbolicLink(file).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            }
        } catch (IOException e) {
            return false;
        }
        return System.console() != null;
    }
}
