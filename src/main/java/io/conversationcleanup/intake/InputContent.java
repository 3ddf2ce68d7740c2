package io.conversationcleanup.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * The content of a file, unpacked if it is gzip, whatever the file's name says, and hashed: a file that is compressed again
 * has the same hash. Not thread-safe.
 */
final class InputContent implements AutoCloseable {

    private final boolean packed;
    private final DigestInputStream content;

    private InputContent(InputStream raw) throws IOException {
        BufferedInputStream peekable = new BufferedInputStream(raw);
        peekable.mark(2);
        // No UTF-8 text begins with these two bytes.
        int magic = peekable.read() | peekable.read() << Byte.SIZE;
        peekable.reset();
        this.packed = magic == GZIPInputStream.GZIP_MAGIC;
        this.content = new DigestInputStream(packed ? new WholeGzipStream(peekable) : peekable, sha256Digest());
    }

    static InputContent open(InputFile file) throws IOException {
        InputStream raw = file.open();
        try {
            return new InputContent(raw);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    boolean isPacked() {
        return packed;
    }

    int read(byte[] target, int offset, int length) throws IOException {
        return content.read(target, offset, length);
    }

    /** The SHA-256 of the whole content in lower-case hex; ends the reading. */
    String sha256() throws IOException {
        content.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(content.getMessageDigest().digest());
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
