package io.conversationcleanup.intake;

import io.conversationcleanup.model.Sha256;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file's content, unpacked if it is gzip under any name, and its unpacked hash. Not thread-safe. */
final class InputContent implements AutoCloseable {

    /** How much of the beginning is checked for other file formats. */
    private static final int MAX_HEAD_BYTES = 64 * 1024;

    private final String label;
    private final boolean packed;
    private final DigestInputStream content;
    private boolean begun;

    private InputContent(String label, InputStream raw) throws IOException {
        this.label = label;
        BufferedInputStream peekable = new BufferedInputStream(raw);
        peekable.mark(2);
        // UTF-8 text never begins with these two bytes.
        int magic = peekable.read() | peekable.read() << Byte.SIZE;
        peekable.reset();
        this.packed = magic == GZIPInputStream.GZIP_MAGIC;
        this.content = new DigestInputStream(
                packed ? new WholeGzipStream(new CountingStream(peekable)) : peekable, Sha256.digest());
    }

    static InputContent open(InputFile file) throws IOException {
        InputStream raw = file.open();
        try {
            return new InputContent(file.label(), raw);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    boolean isPacked() {
        return packed;
    }

    /** Reads bytes; throws UnusableInputException if the content begins like a common binary file. */
    int read(byte[] target, int offset, int length) throws IOException {
        int read = content.read(target, offset, length);
        if (!begun && read > 0) {
            begun = true;
            String head = new String(target, offset, Math.min(read, MAX_HEAD_BYTES), StandardCharsets.ISO_8859_1);
            FileKind.problem(label, head).ifPresent(problem -> {
                throw new UnusableInputException(label, problem);
            });
        }
        return read;
    }

    /** Reads to the end and returns the SHA-256 of the content in lower-case hex. */
    String sha256() throws IOException {
        content.transferTo(OutputStream.nullOutputStream());
        return Sha256.hex(content.getMessageDigest());
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    /**
     * Unpacks gzip and fails unless each byte belongs to a whole member or to trailing zeros, which tapes and block
     * devices add and gzip(1) ignores too. The JDK's stream would silently drop a second member with a damaged header.
     */
    private static final class WholeGzipStream extends GZIPInputStream {

        private static final int BUFFER_BYTES = 64 * 1024;
        private static final int TRAILER_BYTES = 8;

        private final CountingStream packed;
        private long filledTo;

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
    }

    private static final class CountingStream extends FilterInputStream {

        private long count;
        /** After this position only zeros have been read. */
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

    /** A file format that people mistake for CSV, with its first bytes as characters of ISO 8859-1. */
    private record FileKind(String magic, String problem) {

        private static final String SAVE_AS_CSV = "not a CSV file; save the sheet as CSV in UTF-8 and name that file";
        private static final String UNPACK = "; unpack it and name the CSV file, or compress that with gzip";
        private static final String WORKBOOK = "is an Excel workbook (.xlsx), " + SAVE_AS_CSV;
        private static final String OPEN_DOCUMENT = "is an OpenDocument spreadsheet (.ods), " + SAVE_AS_CSV;

        private static final List<FileKind> KINDS = List.of(
                new FileKind("PK\3\4", "is a zip archive" + UNPACK),
                new FileKind("PK\5\6", "is an empty zip archive"),
                new FileKind(
                        "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1",
                        "is an old Excel workbook (.xls), " + SAVE_AS_CSV),
                new FileKind("\u001F\u008B", "is compressed with gzip twice; unpack it once"),
                new FileKind("BZh", "is compressed with bzip2" + UNPACK),
                new FileKind("\u00FD7zXZ\0", "is compressed with xz" + UNPACK),
                new FileKind("(\u00B5/\u00FD", "is compressed with zstd" + UNPACK),
                new FileKind("7z\u00BC\u00AF'\u001C", "is a 7z archive" + UNPACK),
                new FileKind("Rar!\u001A", "is a rar archive" + UNPACK),
                new FileKind("PAR1", "is a Parquet file; export it as CSV"),
                new FileKind("%PDF-", "is a PDF file; export the data as CSV"));

        private static final int TAR_MAGIC = 257;

        /** Returns the problem with a file by name and first bytes, if any. */
        private static Optional<String> problem(String name, String head) {
            if (head.startsWith("ustar", TAR_MAGIC)) {
                return Optional.of("is a tar archive" + UNPACK);
            }
            return KINDS.stream()
                    .filter(kind -> head.startsWith(kind.magic))
                    .map(kind -> kind.magic.startsWith("PK\3") ? zipProblem(name, head, kind) : kind.problem)
                    .findFirst();
        }

        /** Office files are zip archives with their own names inside. */
        private static String zipProblem(String name, String head, FileKind zip) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (head.contains("application/vnd.oasis.opendocument") || lower.endsWith(".ods")) {
                return OPEN_DOCUMENT;
            }
            boolean workbook = head.contains("[Content_Types].xml")
                    || head.contains("xl/")
                    || Arrays.asList(".xlsx", ".xlsm", ".xlsb")
                            .contains(lower.substring(Math.max(0, lower.length() - 5)));
            return workbook ? WORKBOOK : zip.problem;
        }
    }
}
