package io.conversationcleanup.runs;

import io.conversationcleanup.model.Spelling;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Creates run names and finds runs by name or prefix. Stateless. */
public final class RunNames {

    private static final int SHOWN = 3;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private RunNames() {}

    /** Returns the run with this name or unique prefix; {@code all} is only for the message if none matches. */
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

    /** Creates a name from job, time and kind, with a number if that name is taken. */
    public static String unused(String job, Instant now, String kind, Predicate<String> taken) {
        String name = job + "-" + TIME.format(now) + kind;
        String id = name;
        for (int i = 2; taken.test(id); i++) {
            id = name + "-" + i;
        }
        return id;
    }

    /** No run or more than one run matches. The message is ready to print. */
    public static final class UnknownRunException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnknownRunException(String message) {
            super(message);
        }
    }
}
