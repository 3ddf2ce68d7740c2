package io.conversationcleanup.intake;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * An open file that has lost its name: the system frees it when this process ends, also when it is killed. Where an open file
 * cannot be removed, it keeps its name until it is closed or the process ends by itself. Thread-safe.
 */
final class NamelessFile implements AutoCloseable {

    private static final int PART_BYTES = 64 * 1024;

    private final Path name;
    private final RandomAccessFile content;

    private NamelessFile(Path name, RandomAccessFile content) {
        this.name = name;
        this.content = content;
    }

    /**
     * Copies a stream.
     *
     * @param name an empty file, which is used for it
     * @throws UnusableInputException if the stream ends in an error; nothing is left then
     * @throws IOException if the copy cannot be written; nothing is left then
     */
    static NamelessFile copyOf(InputStream in, Path name) throws IOException {
        NamelessFile file = new NamelessFile(name, new RandomAccessFile(name.toFile(), "rw"));
        try {
            // Before anything is in it, so that no moment is left at which a kill would leave something behind.
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
                    "standard input", "cannot be read (" + e.getMessage() + "); send a CSV file to it", e);
        }
    }

    /** Its length in bytes. */
    synchronized long size() throws IOException {
        return content.length();
    }

    /** Its bytes, from the first one on; each stream has a position of its own. */
    InputStream open() {
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

    @Override
    public void close() {
        try {
            content.close();
            Files.deleteIfExists(name);
        } catch (IOException e) {
            throw new UncheckedIOException("the copy of standard input is left over: delete " + name, e);
        }
    }
}
