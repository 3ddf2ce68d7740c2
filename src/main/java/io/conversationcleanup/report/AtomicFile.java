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
 * A UTF-8 file that appears under its name only when it is complete and on the disk: write, {@link #finish},
 * {@link #moveIntoPlace}. Closing it earlier removes it. Not thread-safe.
 *
 * <p>Throws {@link ReportException}, not {@link IOException}: OpenCSV's writer swallows the latter and would hide a
 * full disk.
 */
final class AtomicFile extends Writer {

    private final Path target;
    private final WholeFile file;
    private final MessageDigest digest = Sha256.digest();
    private final Writer out;
    private long bytes;

    AtomicFile(Path directory, String name, FileAccess access) {
        this(directory, name, access, OutputStream.nullOutputStream());
    }

    /** The directory must exist; the observer gets all bytes of the file too. */
    AtomicFile(Path directory, String name, FileAccess access, OutputStream observer) {
        target = directory.resolve(name);
        // The process id prevents two processes that write to one directory from sharing a temporary file.
        Path temporary = directory.resolve(name + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            removeLeftovers(directory, name);
            file = new WholeFile(target, temporary, access);
        } catch (IOException e) {
            throw new ReportException(target, e);
        }
        // This writer replaces half a surrogate pair (possible in a provider's message) by '?'; a strict encoder would
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

    FileStamp finish() {
        attempt(() -> {
            out.flush();
            file.channel().force(true);
            bytes = file.channel().size();
            file.channel().close();
        });
        return new FileStamp(target.getFileName().toString(), bytes, Sha256.hex(digest));
    }

    void moveIntoPlace() {
        attempt(file::moveIntoPlace);
    }

    @Override
    public void close() {
        attempt(file::close);
    }

    static Pattern temporaryName(String name) {
        return Pattern.compile(Pattern.quote(name) + "\\.(\\d{1,18})\\.tmp");
    }

    /** A killed process leaves its temporary files behind. */
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
