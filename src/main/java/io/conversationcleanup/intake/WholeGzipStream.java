package io.conversationcleanup.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks gzip and fails unless every byte of it is part of a whole member, or one of the zeros with which tapes and block
 * devices fill up its end and which gzip(1) ignores too. The JDK's stream takes whatever it does not
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
        long memberEnd = filledTo - inf.getRemaining() + TRAILER_BYTES;
        if (packed.zerosFrom > memberEnd) {
            throw new ZipException((packed.count - memberEnd) + " bytes follow the compressed data");
        }
    }

    private static final class CountingStream extends FilterInputStream {

        private long count;
        /** From here on nothing but zeros has been read. */
        private long zerosFrom;

        private CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            zerosFrom = read > 0 ? count : zerosFrom;
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            for (int i = read - 1; i >= 0; i--) {
                if (target[offset + i] != 0) {
                    zerosFrom = count + i + 1;
                    break;
                }
            }
            count += Math.max(read, 0);
            return read;
        }
    }
}
