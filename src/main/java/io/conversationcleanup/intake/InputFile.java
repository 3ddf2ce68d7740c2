package io.conversationcleanup.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that can be read more than once: the user's own, or a copy of standard input that is deleted on close.
 * Immutable, hence thread-safe.
 */
public final class InputFile implements AutoCloseable {

    private enum Origin {
        USERS_OWN,
        COPY_OF_STANDARD_INPUT
    }

    private final Path path;
    private final Origin origin;

    private InputFile(Path path, Origin origin) {
        this.path = path;
        this.origin = origin;
    }

    /** The user's own file; nothing is looked at yet. */
    public static InputFile of(Path path) {
        return new InputFile(path, Origin.USERS_OWN);
    }

    /**
     * Copies a stream that can be read only once, such as standard input, to a temporary file in this directory, which
     * is created if need be. The file can be read by its owner only.
     *
     * @throws UnusableInputException if the stream ends in an error or the copy cannot be written
     */
    public static InputFile spool(InputStream in, Path directory) {
        try {
            Files.createDirectories(directory);
            Path copy = Files.createTempFile(directory, "stdin-", ".csv");
            // Should the program be told to end before it closes the file.
            copy.toFile().deleteOnExit();
            InputFile file = new InputFile(copy, Origin.COPY_OF_STANDARD_INPUT);
            // Not Files.copy: it would replace the file, and with it the rights that a temporary file has.
            try (OutputStream out = Files.newOutputStream(copy)) {
                in.transferTo(out);
            } catch (IOException e) {
                file.close();
                throw e;
            }
            return file;
        } catch (IOException e) {
            throw new UnusableInputException(
                    "standard input",
                    "could not be copied to " + directory + " (" + e
                            + "); make room there, or give a file instead of -",
                    e);
        }
    }

    /** The file as the user named it; {@code -} for standard input. */
    public String name() {
        return isCopy() ? "-" : path.toString();
    }

    /** Where the bytes are. */
    public Path path() {
        return path;
    }

    /** The file in messages. */
    String label() {
        return isCopy() ? "standard input" : path.toString();
    }

    /**
     * Fails unless this is a file that can be opened and read twice.
     *
     * @throws UnusableInputException if it is not
     */
    void requireReadable() {
        if (Files.notExists(path)) {
            throw new UnusableInputException(
                    label(),
                    "there is no such file (looked for " + path.toAbsolutePath()
                            + "); check input.path in the job file, or --input");
        }
        if (Files.isDirectory(path)) {
            throw new UnusableInputException(label(), "is a directory; name the CSV file in it");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new UnusableInputException(
                    label(), "is not a regular file; it is read twice, so pipe it into standard input and name it -");
        }
        if (!Files.isReadable(path)) {
            throw new UnusableInputException(label(), "cannot be read; give the user that runs this the right to");
        }
    }

    /** Deletes the copy of standard input; leaves a user's own file alone. */
    @Override
    public void close() {
        if (isCopy()) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException("the copy of standard input is left over: delete " + path, e);
            }
        }
    }

    private boolean isCopy() {
        return origin == Origin.COPY_OF_STANDARD_INPUT;
    }
}
