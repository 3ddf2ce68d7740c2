package io.conversationcleanup.definition;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Says that a job file, or an option that overrides it, cannot be used, with all its problems. Its message is ready to
 * print: a heading, then one line per problem. Has no cause, as a parser's own exception quotes the file.
 */
public final class JobFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * Gathers the problems.
     *
     * @param subject what cannot be used, as the heading's subject, such as {@code The job file demo.yml}
     * @param problems what is wrong with it, at least one
     */
    public JobFileException(String subject, List<Problem> problems) {
        super(problems.stream()
                .map(problem -> "  " + problem)
                .collect(Collectors.joining("\n", subject + " cannot be used:\n", "")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order in which it was found. */
    public List<Problem> problems() {
        return problems;
    }
}
