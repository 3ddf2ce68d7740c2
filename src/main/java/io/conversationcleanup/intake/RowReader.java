package io.conversationcleanup.intake;

import io.conversationcleanup.model.ConversationRules;
import java.util.Optional;

/** Reads the rows of a surveyed input, starting at any {@link #position} of an earlier reader. Not thread-safe. */
public final class RowReader implements AutoCloseable {

    private final InputSurvey survey;
    private final LineReader lines;
    private final RowParser parser;
    private long position;
    private boolean ended;

    private RowReader(InputSurvey survey, LineReader lines, RowParser parser) {
        this.survey = survey;
        this.lines = lines;
        this.parser = parser;
    }

    /**
     * Opens the input after {@code skipRows} rows.
     *
     * @throws UnusableInputException if the file cannot be read or has changed since the survey
     * @throws IllegalArgumentException if there are fewer rows, or the provider does not have the default type
     */
    public static RowReader open(InputSurvey survey, ConversationRules rules, long skipRows) {
        if (skipRows < 0 || skipRows > survey.rows()) {
            throw new IllegalArgumentException(skipRows + " of " + survey.rows() + " rows cannot be skipped");
        }
        RowParser parser = new RowParser(survey.header(), survey.layout(), rules);
        LineReader lines = LineReader.open(survey.file());
        RowReader reader = new RowReader(survey, lines, parser);
        try {
            lines.nextNotBlank();
            while (reader.position < skipRows && reader.nextRow()) {
                reader.position++;
            }
        } catch (UnusableInputException e) {
            lines.close();
            throw e;
        }
        return reader;
    }

    private boolean nextRow() {
        return RowParser.nextRow(lines, survey.header().width());
    }

    /**
     * Returns the next row; empty after the last. Send nothing before the end, where a changed file is detected.
     *
     * @throws UnusableInputException if the file cannot be read or has changed since the survey
     */
    public Optional<ParsedRow> next() {
        if (ended) {
            return Optional.empty();
        }
        if (!nextRow()) {
            ended = true;
            requireUnchanged();
            return Optional.empty();
        }
        position++;
        if (lines.isTooLong()) {
            String reason = "the line is longer than " + LineReader.MAX_LINE_BYTES + " bytes";
            return Optional.of(parser.rejectUnsplit(lines.number(), reason, lines.text()));
        }
        return Optional.of(parser.parse(lines.number(), lines.text()));
    }

    /** Returns the number of rows returned or skipped. */
    public long position() {
        return position;
    }

    @Override
    public void close() {
        lines.close();
    }

    private void requireUnchanged() {
        if (!lines.sha256().equals(survey.sha256())) {
            throw new UnusableInputException(
                    survey.file().label(),
                    "was changed while it was being read; wait until it is complete and start again");
        }
    }
}
