package io.conversationcleanup.intake;

/**
 * The rows of a file as lines: for all who read or count them, the one place that says where a row begins and ends. Not
 * thread-safe.
 *
 * <p>A row is one line, or several where a quoted value goes on over line ends. A quote that is left open by mistake must
 * not swallow the rows after it, so lines are joined only if what they make together is a record of the header's width.
 */
final class RowLines {

    private final LineReader lines;
    private final int width;
    private final CsvLine csv = new CsvLine();

    /** The rows after the reader's current line, which is the header and has so many columns. */
    RowLines(LineReader lines, int width) {
        this.lines = lines;
        this.width = width;
    }

    /**
     * Makes the next row the reader's current line; false at the end of the file.
     *
     * @throws UnusableInputException as {@link LineReader#next}
     */
    boolean next() {
        if (!lines.nextNotBlank()) {
            return false;
        }
        lines.joinToEvenQuotes(text -> csv.isRecord(text, width));
        return true;
    }
}
