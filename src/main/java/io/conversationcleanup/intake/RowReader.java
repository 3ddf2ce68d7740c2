package io.conversationcleanup.intake;

import io.conversationcleanup.model.ConversationRules;
import java.util.Optional;

/**
 * Reads the rows of a surveyed input one after the other. Restartable at any row: a reader opened at the {@link #position} of
 * another continues where that one was. Not thread-safe.
 */
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
     * Opens the input before the row after these.
     *
     * @param skipRows how many rows to leave out, from 0 to the survey's count
     * @throws UnusableInputException if the file cannot be read, or was changed since the survey
     * @throws IllegalArgumentException if the default type is one that the provider does not have, or there are not as
     *     many rows to skip
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
     * The next row, or empty after the last. Whether the file is still what was surveyed is known at its end only, so
     * nothing may be sent before that.
     *
     * @throws UnusableInputException if the file cannot be read further, or was changed since the survey
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

    /** How many rows have been returned or skipped so far. */
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
