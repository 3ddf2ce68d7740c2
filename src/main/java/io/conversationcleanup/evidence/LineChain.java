package io.conversationcleanup.evidence;

import io.conversationcleanup.model.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Consumer;

/**
 * Hashes each line of a file together with the hash of the line before it, so that no line can be changed without changing
 * all hashes after it. Not thread-safe.
 *
 * <p>The hash of a line is the SHA-256, in lower-case hex, of the hash before it (for the first line: the chain's seed)
 * followed by the line without its line feed. In a shell: {@code printf %s%s "$before" "$line" | sha256sum}.
 */
public final class LineChain extends OutputStream {

    private final Consumer<String> hashes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final MessageDigest digest = Sha256.digest();
    private String last;
    private long lines;

    /** Begins a chain that gives the hash of each line to a consumer. */
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

    /** The hash of a line, each of whose bytes is one character, after this hash. */
    static String next(String before, String line) {
        return next(Sha256.digest(), before, line.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String next(MessageDigest digest, String before, byte[] line) {
        digest.update(before.getBytes(StandardCharsets.UTF_8));
        digest.update(line);
        return Sha256.hex(digest);
    }

    /** The hash of the last line so far, or the seed. */
    public String last() {
        return last;
    }

    /** How many lines have ended so far. */
    public long lines() {
        return lines;
    }
}
