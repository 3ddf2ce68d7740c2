package io.conversationcleanup.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/** Collects the problems of one file while it is read. For one thread. */
final class Problems {

    /** As a reader of the file comes upon them; what the file lacks comes last. */
    private static final Comparator<Problem> BY_LINE =
            Comparator.comparingInt(problem -> problem.line().orElse(Integer.MAX_VALUE));

    private final List<Problem> found = new ArrayList<>();

    void add(String key, String message) {
        found.add(new Problem(key, message));
    }

    void add(String key, int line, String message) {
        found.add(new Problem(key, OptionalInt.of(line), message));
    }

    void throwIfAny(String subject) {
        if (!found.isEmpty()) {
            throw new JobFileException(subject, found.stream().sorted(BY_LINE).toList());
        }
    }
}
