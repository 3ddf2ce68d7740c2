package io.conversationcleanup.runs;

import io.conversationcleanup.model.Spelling;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The names of runs: makes them, and finds the run that a person means. Stateless. */
public final class RunNames {

    private static final int SHOWN = 3;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private RunNames() {}

    /**
     * The name that is meant: this one, or the only one that begins so.
     *
     * @param matching all names that begin so
     * @param all all names, for the message if there is none
     * @throws UnknownRunException if there is none, or more than one
     */
    static String find(String name, List<String> matching, Supplier<List<String>> all) {
        if (matching.contains(name)) {
            return name;
        }
        if (matching.size() == 1) {
            return matching.get(0);
        }
        if (matching.size() > 1) {
            throw new UnknownRunException("'" + name + "' begins the names of " + matching.size() + " runs: "
                    + shown(matching) + ". Give more of the name.");
        }
        List<String> names = all.get();
        throw new UnknownRunException(
                names.isEmpty()
                        ? "There is no run '" + name + "': the repository holds no run yet."
                        : "There is no run '" + name + "'. Nearest: " + shown(Spelling.nearest(name, names, SHOWN))
                                + ".");
    }

    private static String shown(List<String> names) {
        return names.stream().limit(SHOWN).collect(Collectors.joining(", ")) + (names.size() > SHOWN ? ", ..." : "");
    }

    /**
     * A name for a new run, which a person can type and which tells job and time.
     *
     * @param kind what the name ends in, besides a number if there is one like it
     * @param taken whether a name cannot be used
     */
    public static String unused(String job, Instant now, String kind, Predicate<String> taken) {
        String name = job + "-" + TIME.format(now) + kind;
        String id = name;
        for (int i = 2; taken.test(id); i++) {
            id = name + "-" + i;
        }
        return id;
    }

    /** No run is meant by a name, or more than one. The message is ready to print. */
    public static final class UnknownRunException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnknownRunException(String message) {
            super(message);
        }
    }
}
