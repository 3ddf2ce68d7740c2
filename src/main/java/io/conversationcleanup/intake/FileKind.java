package io.conversationcleanup.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A kind of file that is sometimes given in place of a CSV file.
 *
 * @param magic the bytes with which it begins, as characters of ISO 8859-1
 * @param problem what it is and what to do
 */
record FileKind(String magic, String problem) {

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

    /**
     * What is wrong with a file that is not text; empty if its beginning does not tell.
     *
     * @param name the file's name
     * @param head its first bytes, unpacked
     */
    static Optional<String> problem(String name, byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("ustar", TAR_MAGIC)) {
            return Optional.of("is a tar archive" + UNPACK);
        }
        return KINDS.stream()
                .filter(kind -> start.startsWith(kind.magic))
                .map(kind -> kind.magic.startsWith("PK\3") ? zipProblem(name, start, kind) : kind.problem)
                .findFirst();
    }

    /** Office files are zip archives with names of their own inside. */
    private static String zipProblem(String name, String start, FileKind zip) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (start.contains("application/vnd.oasis.opendocument") || lower.endsWith(".ods")) {
            return OPEN_DOCUMENT;
        }
        boolean workbook = start.contains("[Content_Types].xml")
                || start.contains("xl/")
                || Arrays.asList(".xlsx", ".xlsm", ".xlsb").contains(lower.substring(Math.max(0, lower.length() - 5)));
        return workbook ? WORKBOOK : zip.problem;
    }
}
