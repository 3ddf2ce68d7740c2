package io.conversationcleanup.evidence;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The lines of a file one after the other, each byte as one character. Not thread-safe. */
final class LineFile implements AutoCloseable {

    private final InputStream in;

    LineFile(Path file) throws IOException {
        in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    /** The next line without its line feed; empty at the end. What follows the last line feed is a line if it is not empty. */
    Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        int b = in.read();
        if (b < 0) {
            return Optional.empty();
        }
        while (b >= 0 && b != '\n') {
            line.write(b);
            b = in.read();
        }
        return Optional.of(line.toString(StandardCharsets.ISO_8859_1));
    }

    /** The same file from after this line on. */
    static LineFile after(Path file, long lines) throws IOException {
        LineFile opened = new LineFile(file);
        for (long i = 0; i < lines; i++) {
            opened.next();
        }
        return opened;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
