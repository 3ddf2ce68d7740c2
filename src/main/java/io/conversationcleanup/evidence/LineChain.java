package io.conversationcleanup.evidence;

import io.conversationcleanup.model.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Consumer;

/**
 * Hashes each line with the hash before it, so that a changed line changes all later hashes. Not thread-safe.
 *
 * <p>A line's hash is the SHA-256, in lower-case hex, of the hash before it (for the first line the seed) and the line
 * without its line feed. In a shell: {@code printf %s%s "$before" "$line" | sha256sum}.
 */
public final class LineChain extends OutputStream {

    private final Consumer<String> hashes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final MessageDigest digest = Sha256.digest();
    private String last;
    private long lines;

    /** Starts a chain that passes each line's hash to a consumer. */
    public LineChain(String seed, Consumer<String> hashes) {
        this.last = seed;
        this.hashes = hashes;
    }

    @Override
    public void write(int b) {
        if (b == '\n') {
            endLine();
        } else {
            line.write(b);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, from, i - from);
                endLine();
                from = i + 1;
            }
        }
        line.write(bytes, from, offset + length - from);
    }

    private void endLine() {
        last = next(digest, last, line.toByteArray());
        line.reset();
        lines++;
        hashes.accept(last);
    }

    /** Returns the hash of a line, one character per byte, after the hash {@code before}. */
    static String next(String before, String line) {
        return next(Sha256.digest(), before, line.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String next(MessageDigest digest, String before, byte[] line) {
        digest.update(before.getBytes(StandardCharsets.UTF_8));
        digest.update(line);
        return Sha256.hex(digest);
    }

    /** Returns the hash of the last line, or the seed. */
    public String last() {
        return last;
    }

    /** Returns the number of complete lines. */
    public long lines() {
        return lines;
    }
}
