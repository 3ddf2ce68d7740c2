package io.conversationcleanup.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where rows begin and end, told in the plainest way: each line is tried with all that follow. */
final class RowsByRule {

    private static final Pattern LINE = Pattern.compile("([^\\r\\n]*)(\\r\\n|\\r|\\n|$)");
    private static final String EMPTY = "(?:[ \\t]*|\"\")";
    private static final Pattern BLANK = Pattern.compile(EMPTY + "(?:," + EMPTY + ")*");
    private static final String CELL = "(?:\"(?:[^\"]|\"\")*+\"|[^\",\\r\\n]*+)";

    private RowsByRule() {}

    /**
     * A row of a file.
     *
     * @param line the line on which it begins
     * @param text the line, or the lines that are one record
     */
    record Row(long line, String text) {}

    /** The rows after the header, which is the first line. */
    static List<Row> of(String content, int width) {
        Pattern record = Pattern.compile(CELL + ("," + CELL).repeat(width - 1));
        List<String> lines = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        for (Matcher line = LINE.matcher(content); line.find(); ) {
            lines.add(line.group(1));
            ends.add(line.group(2));
        }
        List<Row> rows = new ArrayList<>();
        for (int first = 1; first < lines.size(); first++) {
            String text = lines.get(first);
            if (BLANK.matcher(text).matches()) {
                continue;
            }
            int last = first;
            StringBuilder joined = new StringBuilder(text);
            for (int next = first + 1;
                    next < lines.size()
                            && next <= first + 100
                            && !record.matcher(text).matches();
                    next++) {
                joined.append(ends.get(next - 1)).append(lines.get(next));
                if (record.matcher(joined).matches()) {
                    text = joined.toString();
                    last = next;
                }
            }
            rows.add(new Row(first + 1, text));
            first = last;
        }
        return rows;
    }
}
