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
 * A file that appears under its name only when complete: it is written under a temporary name and renamed. Closing it
 * earlier removes it. Not thread-safe.
 */
public final class WholeFile implements AutoCloseable {

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;

    /** Creates the temporary file. No other process may use its name; it is in the target's directory. */
    public WholeFile(Path target, Path temporary, FileAccess access) throws IOException {
        this.target = target;
        this.temporary = temporary;
        // A leftover may be a link of another process, and the write would follow it.
        Files.deleteIfExists(temporary);
        channel = FileChannel.open(
                temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), access.forFile(temporary));
    }

    public FileChannel channel() {
        return channel;
    }

    public void write(String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Renames the file to its target and replaces an existing file. */
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
