package io.conversationcleanup.intake;

import io.conversationcleanup.model.FileAccess;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.FilesApart.Written;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that can be read more than once: the user's own, or a copy of standard input that is gone when it is closed or when
 * the process ends, whichever way. Immutable, hence thread-safe.
 */
public final class InputFile implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(InputFile.class);

    private static final String COPY = "stdin-";
    private static final String COPY_ENDING = ".csv";

    private final Path path;
    private final Optional<NamelessFile> copy;

    private InputFile(Path path, Optional<NamelessFile> copy) {
        this.path = path;
        this.copy = copy;
    }

    /** The user's own file; nothing is looked at yet. */
    public static InputFile of(Path path) {
        return new InputFile(path, Optional.empty());
    }

    /**
     * Copies a stream that can be read only once, such as standard input, to a temporary file in this directory, which
     * is created if need be. Only this process can read the file, and nothing is left of it after a kill.
     *
     * @throws UnusableInputException if the stream ends in an error or the copy cannot be written
     */
    public static InputFile spool(InputStream in, Path directory) {
        try {
            FileAccess.OWNER_ONLY.createDirectories(directory);
            Path name = Files.createTempFile(directory, COPY, COPY_ENDING);
            return new InputFile(name, Optional.of(NamelessFile.copyOf(in, name)));
        } catch (IOException e) {
            throw new UnusableInputException(
                    "standard input",
                    "could not be copied to " + directory + " (" + e
                            + "); make room there, or give a file instead of -",
                    e);
        }
    }

    /** Removes the copies that an earlier version of the program, or one on another system, left when it was killed. */
    public static void removeLeftovers(Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(directory, COPY + "*" + COPY_ENDING)) {
            for (Path left : copies) {
                Files.deleteIfExists(left);
            }
        } catch (IOException e) {
            log.debug("A copy of standard input could not be removed", e);
        }
    }

    /** The copies of standard input in this directory, which are written there and removed. */
    public static Written written(Path directory) {
        return new Written(
                "a copy of standard input",
                directory.resolve(COPY + COPY_ENDING),
                Pattern.compile(Pattern.quote(COPY) + ".*" + Pattern.quote(COPY_ENDING)),
                Source.COMMAND_LINE);
    }

    /** The file as the user named it; {@code -} for standard input. */
    public String name() {
        return copy.isPresent() ? "-" : path.toString();
    }

    /** Its length in bytes. */
    public long size() throws IOException {
        return copy.isPresent() ? copy.get().size() : Files.size(path);
    }

    /** Its bytes, from the first one on. */
    InputStream open() throws IOException {
        return copy.isPresent() ? copy.get().open() : Files.newInputStream(path);
    }

    /** The file in messages. */
    String label() {
        return copy.isPresent() ? "standard input" : path.toString();
    }

    /**
     * Fails unless this is a file that can be opened and read twice.
     *
     * @throws UnusableInputException if it is not
     */
    void requireReadable() {
        if (copy.isPresent()) {
            return;
        }
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

    /** Gives up the copy of standard input; leaves a user's own file alone. */
    @Override
    public void close() {
        copy.ifPresent(NamelessFile::close);
    }
}
