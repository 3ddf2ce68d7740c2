package io.conversationcleanup.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Collects the problems of one file while it is read. For one thread. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    void add(String key, String message) {
        found.add(new Problem(key, message));
    }

    void add(String key, int line, String message) {
        found.add(new Problem(key, OptionalInt.of(line), message));
    }

    void throwIfAny(String subject) {
        if (!found.isEmpty()) {
            throw new JobFileException(subject, found);
        }
    }
}
