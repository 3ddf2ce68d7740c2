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
 * A file that can be read repeatedly: the user's own, or a copy of standard input that is removed on close or when the
 * process ends, even by a kill. Thread-safe.
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

    /** Wraps the user's own file without opening it. */
    public static InputFile of(Path path) {
        return new InputFile(path, Optional.empty());
    }

    /**
     * Copies a stream to a temporary file that only this process can read and that a kill removes.
     *
     * @throws UnusableInputException if the stream fails or the copy cannot be written
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

    /** Removes copies that an earlier version, or one on another system, left when it was killed. */
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

    /** Returns the copies of standard input in this directory as outputs. */
    public static Written written(Path directory) {
        return new Written(
                "a copy of standard input",
                directory.resolve(COPY + COPY_ENDING),
                Pattern.compile(Pattern.quote(COPY) + ".*" + Pattern.quote(COPY_ENDING)),
                Source.COMMAND_LINE);
    }

    /** Returns the name as given; {@code -} for standard input. */
    public String name() {
        return copy.isPresent() ? "-" : path.toString();
    }

    /** Returns the length in bytes. */
    public long size() throws IOException {
        return copy.isPresent() ? copy.get().size() : Files.size(path);
    }

    InputStream open() throws IOException {
        return copy.isPresent() ? copy.get().open() : Files.newInputStream(path);
    }

    String label() {
        return copy.isPresent() ? STANDARD_INPUT : path.toString();
    }

    /** Fails unless the file can be opened and read twice. */
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

    /** Removes the copy of standard input; keeps a user's file. */
    @Override
    public void close() {
        copy.ifPresent(NamelessFile::close);
    }

    /**
     * An open file without a name, freed when the process ends, even by a kill. Thread-safe. Where an open file cannot
     * be removed, it keeps its name until it is closed or the process exits normally.
     */
    private static final class NamelessFile {

        private static final int PART_BYTES = 64 * 1024;

        private final Path name;
        private final RandomAccessFile content;

        private NamelessFile(Path name) throws IOException {
            this.name = name;
            this.content = new RandomAccessFile(name.toFile(), "rw");
        }

        /** Copies a stream into an empty file; leaves nothing behind on failure. */
        private static NamelessFile copyOf(InputStream in, Path name) throws IOException {
            NamelessFile file = new NamelessFile(name);
            try {
                // Before the first write, so that a kill at any moment leaves nothing behind.
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

        /** Returns a stream with its own position. */
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
