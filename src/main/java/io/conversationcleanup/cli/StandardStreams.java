package io.conversationcleanup.cli;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The standard streams as the process got them: which of them are terminals, and whether standard input is closed. Stateless,
 * hence thread-safe.
 *
 * <p>A process whose standard input is closed ({@code <&-}) gives its number to the first file that is opened, which is one of
 * the JVM's own: reading standard input would read that.
 */
final class StandardStreams {

    /** Standard input that is closed. */
    static final InputStream CLOSED = InputStream.nullInputStream();

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int STANDARD_STREAMS = 3;
    private static final int USUAL_COLUMNS = 80;
    private static final List<Closeable> KEPT = new ArrayList<>();

    private StandardStreams() {}

    /**
     * This process's standard input, or {@link #CLOSED}. Where the system does not show a process's files, it counts as open.
     * No file that is opened later gets the number of a standard stream that is closed.
     */
    static InputStream input() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return System.in;
        }
        boolean closed = isJvmsOwn(DESCRIPTORS.resolve("0"));
        occupyFreeNumbers();
        return closed ? CLOSED : System.in;
    }

    /** Whether a descriptor is of no file, or of one that the JVM opened to run this program. */
    private static boolean isJvmsOwn(Path descriptor) {
        try {
            Path file = descriptor.toRealPath();
            return file.startsWith(Path.of(System.getProperty("java.home", "")).toRealPath())
                    || Stream.of(System.getProperty("java.class.path", "").split(":", -1))
                            .filter(part -> part.endsWith(".jar"))
                            .map(Path::of)
                            .anyMatch(part -> part.toAbsolutePath().equals(file));
        } catch (IOException e) {
            // A pipe or a socket has no path; a descriptor that is free has no link.
            return !Files.isSymbolicLink(descriptor);
        }
    }

    /** The system gives a new file the lowest free number, so that output would be written into the database. */
    private static void occupyFreeNumbers() {
        try {
            while (IntStream.range(0, STANDARD_STREAMS)
                            .anyMatch(number -> !Files.isSymbolicLink(DESCRIPTORS.resolve(Integer.toString(number))))
                    && KEPT.size() < STANDARD_STREAMS) {
                KEPT.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException e) {
            // Without /dev/null there is nothing harmless to put there.
        }
    }

    /** A standard stream. */
    enum Name {
        INPUT(0),
        OUTPUT(1),
        ERROR(2);

        private final int descriptor;

        Name(int descriptor) {
            this.descriptor = descriptor;
        }
    }

    /** Whether it is a terminal. {@code System.console()} speaks of input and output together; it is the last resort. */
    @SuppressWarnings("SystemConsoleNull") // The last resort, off Linux: at worst a question that nobody answers.
    static boolean isTerminal(Name stream) {
        Path file = DESCRIPTORS.resolve(Integer.toString(stream.descriptor));
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
