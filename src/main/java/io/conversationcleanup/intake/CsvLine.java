package io.conversationcleanup.intake;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The text of one row as one CSV record (RFC 4180). Not thread-safe: the parser keeps state. */
final class CsvLine {

    private static final char QUOTE = '"';
    private static final char COMMA = ',';

    private final RFC4180Parser parser = new RFC4180ParserBuilder().build();

    /**
     * What is wrong with the quotes of this line, or empty. The parser itself takes any line, and what it makes of a
     * stray quote is not what stands in the file.
     *
     * @param advice what to add if a quote is not closed
     */
    static Optional<String> quoteProblem(String line, String advice) {
        int column = 1;
        boolean valueBegins = true;
        for (int at = line.indexOf(QUOTE) < 0 ? line.length() : 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == QUOTE) {
                if (!valueBegins) {
                    return Optional.of("column " + column + " has a quote inside a value that does not begin with one");
                }
                at = closingQuote(line, at + 1);
                if (at < 0) {
                    return Optional.of(
                            "column " + column + " begins with a quote that is not closed on the line; " + advice);
                }
                if (at + 1 < line.length() && line.charAt(at + 1) != COMMA) {
                    return Optional.of("column " + column + " has text after its closing quote");
                }
            }
            valueBegins = c == COMMA;
            column += valueBegins ? 1 : 0;
        }
        return Optional.empty();
    }

    /** Whether this text is a record with so many columns and no quote problem. */
    boolean isRecord(String text, int width) {
        return quoteProblem(text, "").isEmpty() && split(text).length == width;
    }

    /** The values of a line without a quote problem. */
    String[] split(String line) {
        try {
            return parser.parseLine(line);
        } catch (IOException e) {
            throw new UncheckedIOException("a line in memory could not be split", e);
        }
    }

    /** These values as one line, quoted where needed. */
    String join(String[] values) {
        return Arrays.stream(values).map(CsvLine::quoted).collect(Collectors.joining(","));
    }

    /** OpenCSV leaves a lone carriage return without quotes, where it would end the line. */
    private static String quoted(String value) {
        boolean plain = value.indexOf(QUOTE) < 0
                && value.indexOf(COMMA) < 0
                && value.indexOf('\n') < 0
                && value.indexOf('\r') < 0;
        return plain ? value : QUOTE + value.replace("\"", "\"\"") + QUOTE;
    }

    private static int closingQuote(String line, int from) {
        int at = line.indexOf(QUOTE, from);
        while (at >= 0 && at + 1 < line.length() && line.charAt(at + 1) == QUOTE) {
            at = line.indexOf(QUOTE, at + 2);
        }
        return at;
    }
}
