package io.conversationcleanup.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Thrown for a job file, or an option that overrides it, that cannot be used, with all its problems. Its message is ready to
 * print: a heading, then one line per problem. Has no cause, as a parser's own exception quotes the file.
 */
public final class JobFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** @param subject what cannot be used, as the heading's subject, such as {@code The job file demo.yml} */
    JobFileException(String subject, List<Problem> problems) {
        super(problems.stream()
                .map(problem -> "  " + problem)
                .collect(Collectors.joining("\n", subject + " cannot be used:\n", "")));
        this.problems = List.copyOf(problems);
    }

    /** The problems in the order of the file's lines, those without a line last. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing that is wrong. Immutable.
     *
     * @param key the path of the key, such as {@code limits.calls-per-second}, or the option's name
     * @param line the line of the file, from 1, where it is known
     * @param message what is wrong and what would be right; never holds a value that may be a secret
     */
    public record Problem(String key, OptionalInt line, String message) {

        /** The problem as one line of text. */
        @Override
        public String toString() {
            return key + (line.isPresent() ? " (line " + line.getAsInt() + ")" : "") + ": " + message;
        }
    }

    /** Collects the problems of one file while it is read. For one thread. */
    static final class Problems {

        private final String subject;
        private final List<Problem> found = new ArrayList<>();

        /** @param subject as in {@link JobFileException} */
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
