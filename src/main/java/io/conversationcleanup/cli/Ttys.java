package io.conversationcleanup.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells terminals from files and pipes, and how wide they are. Stateless, hence thread-safe.
 *
 * <p>{@code System.console()} cannot: it speaks of both streams together, and from Java 22 on it is there without a terminal
 * too. Where the system does not show its processes' files it still has to do.
 */
final class Ttys {

    private static final int USUAL_COLUMNS = 80;

    private Ttys() {}

    /** A standard stream. */
    enum Stream {
        INPUT(0),
        OUTPUT(1),
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

    /** How many characters fit into a line of the terminal; the usual number where nobody can tell. */
    static int columns() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            int columns = Integer.parseInt(size.substring(size.indexOf(' ') + 1));
            return columns > 0 ? columns : USUAL_COLUMNS;
        } catch (IOException | NumberFormatException e) {
            return USUAL_COLUMNS;
        }
    }
}
