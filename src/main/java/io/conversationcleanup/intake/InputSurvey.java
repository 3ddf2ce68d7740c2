package io.conversationcleanup.intake;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a whole input before its first row is read: that it can be used, what its columns are and which
 * content it is. Immutable.
 *
 * @param file the file
 * @param layout what was looked for in it
 * @param header its own columns
 * @param rows how many rows follow the header
 * @param sha256 the SHA-256 of the file's bytes as they lie on the disk, in lower-case hex
 */
public record InputSurvey(InputFile file, InputLayout layout, Header header, long rows, String sha256) {

    /**
     * Reads the whole file once, without splitting rows that stand on one line.
     *
     * @throws UnusableInputException if it is not there, not a file, not readable, damaged gzip, not UTF-8, has no
     *     header, or its header lacks a required column or leaves open which column is meant
     */
    public static InputSurvey of(InputFile file, InputLayout layout) {
        file.requireReadable();
        try (LineReader lines = LineReader.open(file)) {
            Header header = header(file, lines, layout);
            RowLines rowLines = new RowLines(lines, header.width());
            long rows = 0;
            while (rowLines.next()) {
                rows++;
            }
            return new InputSurvey(file, layout, header, rows, lines.sha256());
        }
    }

    private static Header header(InputFile file, LineReader lines, InputLayout layout) {
        if (!lines.nextNotBlank()) {
            throw new UnusableInputException(file.label(), "is empty; its first line must name the columns");
        }
        String text = lines.text();
        Optional<String> problem = lines.isTooLong()
                ? Optional.of("is longer than " + LineReader.MAX_LINE_BYTES + " bytes")
                : CsvLine.quoteProblem(text, "the header must stand on one line");
        if (problem.isPresent()) {
            throw new UnusableInputException(
                    file.label(), "line " + lines.number() + ", the header, " + problem.get() + "; correct it");
        }
        HeaderMatch match = new HeaderMatch(new CsvLine().split(text), layout);
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
