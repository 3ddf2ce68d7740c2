package io.conversationcleanup.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One row of CSV (RFC 4180), split. Immutable.
 *
 * @param cells the values, without the quotes around them; those before the problem if there is one
 * @param quoteProblem what is wrong with the quotes; empty if nothing is
 */
record CsvLine(List<String> cells, Optional<String> quoteProblem) {

    private static final char QUOTE = '"';
    private static final char COMMA = ',';

    /**
     * Splits a row.
     *
     * @param advice what the problem recommends if a quote is not closed
     */
    static CsvLine split(String line, String advice) {
        List<String> cells = new ArrayList<>();
        int end = -1;
        do {
            int begin = end + 1;
            if (line.startsWith("\"", begin)) {
                int closing = closingQuote(line, begin + 1);
                if (closing < 0) {
                    return problem(cells, "begins with a quote that is not closed on the line; " + advice);
                }
                end = closing + 1;
                if (end < line.length() && line.charAt(end) != COMMA) {
                    return problem(cells, "has text after its closing quote");
                }
                cells.add(line.substring(begin + 1, closing).replace("\"\"", "\""));
            } else {
                int comma = line.indexOf(COMMA, begin);
                end = comma < 0 ? line.length() : comma;
                String cell = line.substring(begin, end);
                if (cell.indexOf(QUOTE) >= 0) {
                    return problem(cells, "has a quote inside a value that does not begin with one");
                }
                cells.add(cell);
            }
        } while (end < line.length());
        return new CsvLine(cells, Optional.empty());
    }

    private static CsvLine problem(List<String> before, String text) {
        return new CsvLine(before, Optional.of("column " + (before.size() + 1) + " " + text));
    }

    private static int closingQuote(String line, int from) {
        int at = line.indexOf(QUOTE, from);
        while (at >= 0 && at + 1 < line.length() && line.charAt(at + 1) == QUOTE) {
            at = line.indexOf(QUOTE, at + 2);
        }
        return at;
    }

    /** These values as one row, quoted where needed. */
    static String join(String[] values) {
        return Arrays.stream(values).map(CsvLine::quoted).collect(Collectors.joining(","));
    }

    /** Also for a lone carriage return, which would end the line. */
    private static String quoted(String value) {
        boolean plain = value.indexOf(QUOTE) < 0
                && value.indexOf(COMMA) < 0
                && value.indexOf('\n') < 0
                && value.indexOf('\r') < 0;
        return plain ? value : QUOTE + value.replace("\"", "\"\"") + QUOTE;
    }
}
