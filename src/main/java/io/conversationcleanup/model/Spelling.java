package io.conversationcleanup.model;

import java.util.Comparator;
import java.util.List;

/** Suggestions for misspelled words. Stateless. */
public final class Spelling {

    private Spelling() {}

    /** Returns at most this many candidates, the nearest first; candidates at equal distance keep their order. */
    public static List<String> nearest(String word, List<String> candidates, int most) {
        return candidates.stream()
                .sorted(Comparator.comparingInt(each -> distance(word, each)))
                .limit(most)
                .toList();
    }

    /** Returns the Levenshtein distance. */
    public static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
