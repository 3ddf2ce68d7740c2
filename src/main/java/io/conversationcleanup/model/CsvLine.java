package io.conversationcleanup.model;

import com.opencsv.RFC4180Parser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The values of one CSV row (RFC 4180), without their quotes; none if a quote is wrong. Immutable. */
public record CsvLine(List<String> cells, Optional<String> quoteProblem) {

    private static final char QUOTE = '"';
    private static final char COMMA = ',';

    private static final ThreadLocal<RFC4180Parser> PARSER = ThreadLocal.withInitial(RFC4180Parser::new);

    /** Splits a row; {@code advice} completes the message about an open quote. */
    public static CsvLine split(String line, String advice) {
        Optional<String> problem = quoteProblem(line, advice);
        if (problem.isPresent()) {
            return new CsvLine(List.of(), problem);
        }
        try {
            return new CsvLine(List.of(PARSER.get().parseLine(line)), problem);
        } catch (IOException e) {
            throw new UncheckedIOException("a line in memory could not be split", e);
        }
    }

    /** OpenCSV accepts any line and would change a value with a stray quote. */
    private static Optional<String> quoteProblem(String line, String advice) {
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

    private static int closingQuote(String line, int from) {
        int at = line.indexOf(QUOTE, from);
        while (at >= 0 && at + 1 < line.length() && line.charAt(at + 1) == QUOTE) {
            at = line.indexOf(QUOTE, at + 2);
        }
        return at;
    }

    /** Joins the values to one row, with quotes where needed. */
    public static String join(String[] values) {
        return Arrays.stream(values).map(CsvLine::quoted).collect(Collectors.joining(","));
    }

    /** OpenCSV does not quote a lone carriage return, which would end the line. */
    private static String quoted(String value) {
        boolean plain = value.indexOf(QUOTE) < 0
                && value.indexOf(COMMA) < 0
                && value.indexOf('\n') < 0
                && value.indexOf('\r') < 0;
        return plain ? value : QUOTE + value.replace("\"", "\"\"") + QUOTE;
    }
}
