package io.conversationcleanup.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file that appears under its name only when it is complete: it is written under a temporary name and renamed. Closed
 * before that, it leaves nothing behind. Not thread-safe.
 */
public final class WholeFile implements AutoCloseable {

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;

    /**
     * Creates the temporary file.
     *
     * @param temporary in the same directory, and of this process alone
     */
    public WholeFile(Path target, Path temporary, FileAccess access) throws IOException {
        this.target = target;
        this.temporary = temporary;
        // What another process left there may be a link, and would be written through.
        Files.deleteIfExists(temporary);
        channel = FileChannel.open(
                temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), access.forFile(temporary));
    }

    /** What to write to. */
    public FileChannel channel() {
        return channel;
    }

    /** Writes this text in UTF-8. */
    public void write(String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Gives the file its name, in place of whatever had it. */
    public void moveIntoPlace() throws IOException {
        channel.close();
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
    }
}
