package io.conversationcleanup.ledger.jdbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.LongStream;

/** Formats row numbers as a short text: {@code 1-64,70,72-80}. */
final class RowNumbers {

    private RowNumbers() {}

    static String format(Collection<Long> numbers) {
        long[] sorted =
                numbers.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
        StringJoiner text = new StringJoiner(",");
        int first = 0;
        for (int i = 0; i < sorted.length; i++) {
            boolean endsRange = i + 1 == sorted.length || sorted[i + 1] != sorted[i] + 1;
            if (endsRange) {
                text.add(first == i ? Long.toString(sorted[i]) : sorted[first] + "-" + sorted[i]);
                first = i + 1;
            }
        }
        return text.toString();
    }

    static List<Long> parse(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<Long> numbers = new ArrayList<>();
        Arrays.stream(text.split(",", -1)).forEach(part -> {
            int dash = part.indexOf('-');
            long first = Long.parseLong(dash < 0 ? part : part.substring(0, dash));
            long last = dash < 0 ? first : Long.parseLong(part.substring(dash + 1));
            LongStream.rangeClosed(first, last).forEach(numbers::add);
        });
        return numbers;
    }
}
