package io.conversationcleanup.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Random records as a writer that keeps to RFC 4180 puts them into a file: quotes where they are needed and sometimes
 * where they are not, line breaks in the columns that are not ids.
 *
 * @param text the file
 * @param lines the line on which each record begins
 * @param records each record's cells in {@link #OWN_COLUMNS}
 */
record RandomCsv(String text, List<Long> lines, List<String[]> records) {

    static final List<String> OWN_COLUMNS = List.of("first", "user", "note", "peer", "last");

    private static final String[] LINE_ENDS = {"\n", "\r\n", "\r"};
    private static final String[] PIECES = {"\"", ",", "\n", "\r", "\r\n", "a", "é", " ", "\\", "x,y,z,u,v,w\n", "\t"};
    private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\r|\\n");

    static RandomCsv write(Random random, int count) {
        StringBuilder text = new StringBuilder("first,user,note,_ignored,peer,last\n");
        List<Long> lines = new ArrayList<>();
        List<String[]> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            text.append(random.nextInt(5) == 0 ? " \t\n" : "");
            lines.add(LINE_END.splitAsStream(text + ".").count());
            String[] own = {free(random), id(random), free(random), id(random), free(random)};
            records.add(own);
            List<String> cells = List.of(own[0], own[1], own[2], free(random), own[3], own[4]);
            for (int cell = 0; cell < cells.size(); cell++) {
                text.append(cell == 0 ? "" : ",").append(written(cells.get(cell), random));
            }
            text.append(i == count - 1 ? "" : LINE_ENDS[random.nextInt(LINE_ENDS.length)]);
        }
        return new RandomCsv(text.toString(), lines, records);
    }

    private static String written(String value, Random random) {
        boolean needed = value.chars().anyMatch(c -> "\",\r\n".indexOf(c) >= 0);
        return needed || random.nextInt(3) == 0 ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }

    private static String free(Random random) {
        StringBuilder value = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            value.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return value.toString();
    }

    private static String id(Random random) {
        return "i" + (random.nextInt(4) == 0 ? "\",\"" : "") + random.nextInt(1000);
    }
}
