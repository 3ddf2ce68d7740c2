package io.conversationcleanup.report;

import io.conversationcleanup.evidence.Manifest.FileStamp;
import io.conversationcleanup.model.FileAccess;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.FilesApart.Written;
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
 * <p>Whatever goes wrong is a {@link ReportException} that names the file, never an {@link IOException}: OpenCSV's writer
 * swallows those, and a full disk would go unnoticed.
 */
final class AtomicFile extends Writer {

    private final Path target;
    private final WholeFile file;
    private final MessageDigest digest = Sha256.digest();
    private final Writer out;
    private long bytes;
    private String sha256 = "";

    /** The directory must exist. */
    AtomicFile(Path directory, String name, FileAccess access) {
        this(directory, name, access, OutputStream.nullOutputStream());
    }

    /**
     * The directory must exist.
     *
     * @param observer given all bytes of the file too
     */
    AtomicFile(Path directory, String name, FileAccess access, OutputStream observer) {
        target = directory.resolve(name);
        // The process id keeps two processes that write to one directory from mixing their bytes in one file.
        Path temporary = directory.resolve(name + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            removeLeftovers(directory, name);
            file = new WholeFile(target, temporary, access);
        } catch (IOException e) {
            throw ReportException.cannotWrite(target, e);
        }
        // Half a surrogate pair, which a provider's message may hold, becomes '?' here; an encoder of its own would
        // throw.
        out = new BufferedWriter(new OutputStreamWriter(
                new DigestOutputStream(new Both(Channels.newOutputStream(file.channel()), observer), digest),
                StandardCharsets.UTF_8));
    }

    /** The name under which the file appears. */
    Path target() {
        return target;
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

    /** Brings everything written to the disk. */
    void finish() {
        attempt(() -> {
            out.flush();
            file.channel().force(true);
            bytes = file.channel().size();
            sha256 = Sha256.hex(digest);
        });
    }

    /** What the finished file is. */
    FileStamp stamp() {
        return new FileStamp(target.getFileName().toString(), bytes, sha256);
    }

    /** Gives the finished file its name, in place of whatever had it. */
    void moveIntoPlace() {
        attempt(file::moveIntoPlace);
    }

    /** Throws away what has not been moved into place. */
    @Override
    public void close() {
        attempt(file::close);
    }

    /** The files that are written for the one of this name. */
    static Written written(Path directory, String name, String by, Source source) {
        return new Written(by, directory.resolve(name), temporaryName(name), source);
    }

    private static Pattern temporaryName(String name) {
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
            throw ReportException.cannotWrite(target, e);
        }
    }

    /** Writes to one stream and then to the other; closes neither. */
    private static final class Both extends OutputStream {

        private final OutputStream first;
        private final OutputStream second;

        Both(OutputStream first, OutputStream second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public void write(int b) throws IOException {
            first.write(b);
            second.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            first.write(bytes, offset, length);
            second.write(bytes, offset, length);
        }
    }

    private interface FileAction {
        void run() throws IOException;
    }
}
