package io.conversationcleanup.intake;

import io.conversationcleanup.model.FileAccess;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.FilesApart.Written;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that can be read more than once: the user's own, or a copy of standard input that is removed when it is closed or
 * when the process ends, even by a kill. Thread-safe.
 */
public final class InputFile implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(InputFile.class);

    private static final String STANDARD_INPUT = "standard input";
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
                    STANDARD_INPUT,
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
        return copy.isPresent() ? STANDARD_INPUT : path.toString();
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

    /** Removes the copy of standard input; leaves a user's own file alone. */
    @Override
    public void close() {
        copy.ifPresent(NamelessFile::close);
    }

    /**
     * An open file without a name: the system frees it when this process ends, also when it is killed. Where an open file
     * cannot be removed, it keeps its name until it is closed or the process ends by itself. Thread-safe.
     */
    private static final class NamelessFile {

        private static final int PART_BYTES = 64 * 1024;

        private final Path name;
        private final RandomAccessFile content;

        private NamelessFile(Path name) throws IOException {
            this.name = name;
            this.content = new RandomAccessFile(name.toFile(), "rw");
        }

        /**
         * Copies a stream; leaves nothing behind if that fails.
         *
         * @param name an empty file, which is used for it
         * @throws UnusableInputException if the stream ends in an error
         */
        private static NamelessFile copyOf(InputStream in, Path name) throws IOException {
            NamelessFile file = new NamelessFile(name);
            try {
                // Before anything is written, so that a kill at any moment leaves nothing behind.
                file.removeName();
                file.write(in);
                return file;
            } catch (IOException | UnusableInputException e) {
                file.close();
                throw e;
            }
        }

        private void removeName() {
            try {
                Files.delete(name);
            } catch (IOException e) {
                name.toFile().deleteOnExit();
            }
        }

        private void write(InputStream in) throws IOException {
            // Closing this stream would close the file.
            FileOutputStream out = new FileOutputStream(content.getFD());
            byte[] part = new byte[PART_BYTES];
            for (int read = read(in, part); read >= 0; read = read(in, part)) {
                out.write(part, 0, read);
            }
        }

        private static int read(InputStream in, byte[] part) {
            try {
                return in.read(part);
            } catch (IOException e) {
                throw new UnusableInputException(
                        STANDARD_INPUT, "cannot be read (" + e.getMessage() + "); send a CSV file to it", e);
            }
        }

        private synchronized long size() throws IOException {
            return content.length();
        }

        /** Its bytes, from the first one on; each stream has a position of its own. */
        private InputStream open() {
            return new InputStream() {

                private long position;

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    Objects.checkFromIndexSize(offset, length, target.length);
                    int read = readAt(position, target, offset, length);
                    position += Math.max(read, 0);
                    return read;
                }
            };
        }

        private synchronized int readAt(long position, byte[] target, int offset, int length) throws IOException {
            content.seek(position);
            return content.read(target, offset, length);
        }

        private void close() {
            try {
                content.close();
                Files.deleteIfExists(name);
            } catch (IOException e) {
                throw new UncheckedIOException("the copy of standard input is left over: delete " + name, e);
            }
        }
    }
}
