package io.conversationcleanup.intake;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** One physical line as one CSV record (RFC 4180 without line ends in values). Not thread-safe: the parser keeps state. */
final class CsvLine {

    private static final char QUOTE = '"';
    private static final char COMMA = ',';

    private final RFC4180Parser parser = new RFC4180ParserBuilder().build();

    /**
     * What is wrong with the quotes of this line, or empty. The parser itself takes any line, and what it makes of a
     * stray quote is not what stands in the file.
     */
    static Optional<String> quoteProblem(String line) {
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
                    return Optional.of("column " + column + " begins with a quote that is not closed on the line");
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
        return parser.parseToLine(values, false);
    }

    private static int closingQuote(String line, int from) {
        int at = line.indexOf(QUOTE, from);
        while (at >= 0 && at + 1 < line.length() && line.charAt(at + 1) == QUOTE) {
            at = line.indexOf(QUOTE, at + 2);
        }
        return at;
    }
}
