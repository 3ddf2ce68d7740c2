package io.conversationcleanup.intake;

import io.conversationcleanup.model.CsvLine;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The result of reading a whole usable input once, before parsing. Immutable. Its length and its SHA-256, in lower-case
 * hex, are of the unpacked content.
 */
public record InputSurvey(
        InputFile file,
        InputLayout layout,
        Header header,
        long rows,
        long bytes,
        String sha256,
        Optional<UnendedRow> unendedRow) {

    private static final int LONGEST_EXCERPT = 200;
    private static final Pattern SEPARATOR_NOTE = Pattern.compile("\"?sep=.?\"?[,;\t ]*", Pattern.CASE_INSENSITIVE);

    /** A last row without a line end, which may be truncated; {@code text} is its beginning. Immutable. */
    public record UnendedRow(long line, String text) {}

    /**
     * Reads the whole file once without splitting single-line rows.
     *
     * @throws UnusableInputException if the file is missing, unreadable, damaged gzip or not UTF-8, or its header lacks
     *     a required column or is ambiguous
     */
    public static InputSurvey of(InputFile file, InputLayout layout) {
        file.requireReadable();
        try (LineReader lines = LineReader.open(file)) {
            Header header = header(file, lines, layout);
            long rows = 0;
            Optional<UnendedRow> unended = Optional.empty();
            while (RowParser.nextRow(lines, header.width())) {
                rows++;
                if (!lines.hasLineEnd()) {
                    unended = Optional.of(new UnendedRow(lines.number(), Excerpt.head(lines.text(), LONGEST_EXCERPT)));
                }
            }
            return new InputSurvey(file, layout, header, rows, lines.bytes(), lines.sha256(), unended);
        }
    }

    private static Header header(InputFile file, LineReader lines, InputLayout layout) {
        if (!lines.nextNotBlank()) {
            throw new UnusableInputException(file.label(), "is empty; its first line must name the columns");
        }
        String text = lines.text();
        if (SEPARATOR_NOTE.matcher(text).matches()) {
            throw new UnusableInputException(
                    file.label(),
                    "line " + lines.number() + " is "
                            + Excerpt.quoted(text.replace("\"", "").strip())
                            + ", a note to Excel about the separator, and not the header; remove this line"
                            + " (columns must be separated by commas)");
        }
        CsvLine names = CsvLine.split(text, "the header must stand on one line");
        Optional<String> problem = lines.isTooLong()
                ? Optional.of("is longer than " + LineReader.MAX_LINE_BYTES + " bytes")
                : names.quoteProblem();
        if (problem.isPresent()) {
            throw new UnusableInputException(
                    file.label(), "line " + lines.number() + ", the header, " + problem.get() + "; correct it");
        }
        HeaderMatch match = new HeaderMatch(names.cells().toArray(String[]::new), layout);
        List<String> problems = match.problems();
        if (!problems.isEmpty()) {
            throw new UnusableInputException(
                    file.label(),
                    problems.size() == 1
                            ? "line " + lines.number() + ": " + problems.get(0)
                            : "line " + lines.number() + ", the header:\n  " + String.join("\n  ", problems));
        }
        return match.header();
    }
}
