package io.conversationcleanup.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Thrown with all problems of an unusable job file or overriding option. The message is ready to print. There is no
 * cause because a parser's exception quotes the file, which may hold a secret.
 */
public final class JobFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    JobFileException(String subject, List<Problem> problems) {
        super(problems.stream()
                .map(problem -> "  " + problem)
                .collect(Collectors.joining("\n", subject + " cannot be used:\n", "")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /**
     * One problem; the message never holds a value that may be a secret. Immutable.
     *
     * @param line from 1, if known
     */
    public record Problem(String key, OptionalInt line, String message) {

        @Override
        public String toString() {
            return key + (line.isPresent() ? " (line " + line.getAsInt() + ")" : "") + ": " + message;
        }
    }

    /** Collects the problems of one file. Not thread-safe. */
    static final class Problems {

        private final String subject;
        private final List<Problem> found = new ArrayList<>();

        Problems(String subject) {
            this.subject = subject;
        }

        void add(String key, String message) {
            found.add(new Problem(key, OptionalInt.empty(), message));
        }

        void add(String key, int line, String message) {
            found.add(new Problem(key, OptionalInt.of(line), message));
        }

        void throwIfAny() {
            if (!found.isEmpty()) {
                found.sort(Comparator.comparingInt(problem -> problem.line().orElse(Integer.MAX_VALUE)));
                throw new JobFileException(subject, found);
            }
        }
    }
}
