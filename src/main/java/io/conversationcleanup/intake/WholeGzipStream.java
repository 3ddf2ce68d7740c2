package io.conversationcleanup.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks gzip and fails unless every byte of it is part of a whole member. The JDK's stream takes whatever it does not
 * understand after a member for the end, so that a second member with a damaged header would be lost without a word.
 * Not thread-safe.
 */
final class WholeGzipStream extends GZIPInputStream {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int TRAILER_BYTES = 8;

    private final CountingStream packed;
    private long filledTo;

    WholeGzipStream(InputStream packed) throws IOException {
        this(new CountingStream(packed));
    }

    private WholeGzipStream(CountingStream packed) throws IOException {
        super(packed, BUFFER_BYTES);
        this.packed = packed;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read < 0) {
            requireNothingAfterLastMember();
        }
        return read;
    }

    @Override
    protected void fill() throws IOException {
        super.fill();
        filledTo = packed.count;
    }

    private void requireNothingAfterLastMember() throws IOException {
        packed.transferTo(OutputStream.nullOutputStream());
        long afterMember = packed.count - filledTo + inf.getRemaining() - TRAILER_BYTES;
        if (afterMember != 0) {
            throw new ZipException(afterMember + " bytes follow the compressed data");
        }
    }

    private static final class CountingStream extends FilterInputStream {

        private long count;

        private CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count += Math.max(read, 0);
            return read;
        }
    }
}
