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
 * The bytes of a file, hashed as they lie on the disk and unpacked if they are gzip, whatever the file's name says. Not
 * thread-safe.
 */
final class InputContent implements AutoCloseable {

    private final DigestInputStream raw;
    private final InputStream unpacked;

    private InputContent(DigestInputStream raw) throws IOException {
        this.raw = raw;
        BufferedInputStream peekable = new BufferedInputStream(raw);
        peekable.mark(2);
        // No UTF-8 text begins with these two bytes.
        int magic = peekable.read() | peekable.read() << Byte.SIZE;
        peekable.reset();
        this.unpacked = magic == GZIPInputStream.GZIP_MAGIC ? new WholeGzipStream(peekable) : peekable;
    }

    static InputContent open(InputFile file) throws IOException {
        DigestInputStream raw = new DigestInputStream(file.open(), sha256Digest());
        try {
            return new InputContent(raw);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    boolean isPacked() {
        return unpacked instanceof WholeGzipStream;
    }

    int read(byte[] target, int offset, int length) throws IOException {
        return unpacked.read(target, offset, length);
    }

    /** The SHA-256 of the whole file in lower-case hex; ends the reading. */
    String sha256() throws IOException {
        raw.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(raw.getMessageDigest().digest());
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
