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
 * The standard streams of the process. Stateless. If standard input is closed ({@code <&-}), the JVM's first own file
 * gets its number, so reading standard input would read that file.
 */
final class StandardStreams {

    static final InputStream CLOSED = InputStream.nullInputStream();

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int STANDARD_STREAMS = 3;
    private static final int USUAL_COLUMNS = 80;
    private static final List<Closeable> KEPT = new ArrayList<>();

    private StandardStreams() {}

    /**
     * Returns standard input, or {@link #CLOSED}. Also occupies closed numbers, so that no later file gets one. Where
     * the system does not list open files, standard input counts as open.
     */
    static InputStream input() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return System.in;
        }
        boolean closed = isJvmsOwn(DESCRIPTORS.resolve("0"));
        occupyFreeNumbers();
        return closed ? CLOSED : System.in;
    }

    /** Returns whether a descriptor is free or is a file that the JVM opened to run this program. */
    private static boolean isJvmsOwn(Path descriptor) {
        try {
            Path file = descriptor.toRealPath();
            return file.startsWith(Path.of(System.getProperty("java.home", "")).toRealPath())
                    || Stream.of(System.getProperty("java.class.path", "").split(":", -1))
                            .filter(part -> part.endsWith(".jar"))
                            .map(Path::of)
                            .anyMatch(part -> part.toAbsolutePath().equals(file));
        } catch (IOException e) {
            // A pipe or a socket has no path; a free descriptor has no link.
            return !Files.isSymbolicLink(descriptor);
        }
    }

    /** A new file gets the lowest free number, so output could end up in the database. */
    private static void occupyFreeNumbers() {
        try {
            while (IntStream.range(0, STANDARD_STREAMS)
                            .anyMatch(number -> !Files.isSymbolicLink(DESCRIPTORS.resolve(Integer.toString(number))))
                    && KEPT.size() < STANDARD_STREAMS) {
                KEPT.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException e) {
            // Without /dev/null nothing harmless can take the number.
        }
    }

    enum Name {
        INPUT(0),
        OUTPUT(1),
        ERROR(2);

        private final int descriptor;

        Name(int descriptor) {
            this.descriptor = descriptor;
        }
    }

    /** Detects a terminal. {@code System.console()} is the last resort because it combines input and output. */
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

    /** Returns the terminal's width; the usual number if it is unknown. */
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
