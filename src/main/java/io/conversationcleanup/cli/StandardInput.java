package io.conversationcleanup.cli;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Standard input as the process got it. Stateless, hence thread-safe.
 *
 * <p>A process whose standard input is closed ({@code <&-}) gives its number to the first file that is opened, which is one of
 * the JVM's own: reading standard input would read that.
 */
final class StandardInput {

    /** Standard input that is closed. */
    static final InputStream CLOSED = InputStream.nullInputStream();

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int STANDARD_STREAMS = 3;
    private static final List<Closeable> KEPT = new ArrayList<>();

    private StandardInput() {}

    /**
     * This process's standard input, or {@link #CLOSED}. Where the system does not show a process's files, it counts as open.
     * No file that is opened later gets the number of a standard stream that is closed.
     */
    static InputStream ofThisProcess() {
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
}
