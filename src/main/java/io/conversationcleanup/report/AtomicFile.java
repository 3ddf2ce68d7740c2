package io.conversationcleanup.report;

import io.conversationcleanup.evidence.Manifest.FileStamp;
import io.conversationcleanup.model.FileAccess;
import io.conversationcleanup.model.Sha256;
import io.conversationcleanup.model.WholeFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * A UTF-8 file that appears under its name only when it is whole and on the disk: write, {@link #finish}, {@link
 * #moveIntoPlace}; closed before that, it leaves nothing behind. Not thread-safe.
 *
 * <p>Throws a {@link ReportException} that names the file, never an {@link IOException}: OpenCSV's writer swallows those, and
 * a full disk would go unnoticed.
 */
final class AtomicFile extends Writer {

    private final Path target;
    private final WholeFile file;
    private final MessageDigest digest = Sha256.digest();
    private final Writer out;
    private long bytes;

    /** The directory must exist. */
    AtomicFile(Path directory, String name, FileAccess access) {
        this(directory, name, access, OutputStream.nullOutputStream());
    }

    /** The directory must exist; the observer receives all bytes of the file too. */
    AtomicFile(Path directory, String name, FileAccess access, OutputStream observer) {
        target = directory.resolve(name);
        // The process id keeps two processes that write to one directory from mixing their bytes in one file.
        Path temporary = directory.resolve(name + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            removeLeftovers(directory, name);
            file = new WholeFile(target, temporary, access);
        } catch (IOException e) {
            throw new ReportException(target, e);
        }
        // Half a surrogate pair, which a provider's message may hold, becomes '?' here; an encoder of its own would
        // throw.
        out = new BufferedWriter(new OutputStreamWriter(
                observed(Channels.newOutputStream(file.channel()), observer), StandardCharsets.UTF_8));
    }

    private OutputStream observed(OutputStream written, OutputStream observer) {
        return new DigestOutputStream(written, digest) {
            @Override
            public void write(int b) throws IOException {
                super.write(b);
                observer.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                super.write(bytes, offset, length);
                observer.write(bytes, offset, length);
            }
        };
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        attempt(() -> out.write(characters, offset, length));
    }

    @Override
    public void write(String text) {
        attempt(() -> out.write(text));
    }

    @Override
    public void flush() {
        attempt(out::flush);
    }

    /** Brings everything written to the disk; returns what the file is. */
    FileStamp finish() {
        attempt(() -> {
            out.flush();
            file.channel().force(true);
            bytes = file.channel().size();
            file.channel().close();
        });
        return new FileStamp(target.getFileName().toString(), bytes, Sha256.hex(digest));
    }

    /** Gives the finished file its name; replaces the file of that name. */
    void moveIntoPlace() {
        attempt(file::moveIntoPlace);
    }

    /** Deletes what was not moved into place. */
    @Override
    public void close() {
        attempt(file::close);
    }

    /** The names of files that are written for the one of this name. */
    static Pattern temporaryName(String name) {
        return Pattern.compile(Pattern.quote(name) + "\\.(\\d{1,18})\\.tmp");
    }

    /** A process that was killed could not remove its temporary files. */
    static void removeLeftovers(Path directory, String name) throws IOException {
        Pattern temporaryName = temporaryName(name);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, name + ".*.tmp")) {
            for (Path file : files) {
                var matcher = temporaryName.matcher(file.getFileName().toString());
                if (matcher.matches()
                        && ProcessHandle.of(Long.parseLong(matcher.group(1))).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private void attempt(FileAction action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new ReportException(target, e);
        }
    }

    private interface FileAction {
        void run() throws IOException;
    }
}
