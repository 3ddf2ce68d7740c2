package io.conversationcleanup.simulator;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reaction that is forced on the calls for one user, or on all calls, a number of times or for ever. Immutable.
 *
 * @param user the user whose calls are concerned; empty for all calls
 * @param reaction what these calls get
 * @param times how many of them, counted from the first; empty for all of them
 */
public record ScriptedFault(Optional<String> user, Reaction reaction, OptionalInt times) {

    private static final Pattern BY_COLONS = Pattern.compile("([^:]+):([^:\\s]+)(?::([^:\\s]+))?");
    private static final Pattern BY_BLANKS = Pattern.compile("(\\S*[^:\\s])\\s+([^:\\s]+)(?:\\s+([^:\\s]+))?");

    public ScriptedFault {
        if (times.isPresent() && times.getAsInt() < 1) {
            throw new IllegalArgumentException("a fault cannot happen " + times.getAsInt() + " times");
        }
    }

    /**
     * Reads a fault from {@code USER:REACTION} or {@code USER:REACTION:TIMES}, or from the same with blanks in place of
     * the colons, which is for users with a colon in their name. {@code *} stands for all users; without a number of
     * times the fault is for ever.
     *
     * @throws IllegalArgumentException if it cannot be read; the text is for a person
     * @see Reaction#parse
     */
    public static ScriptedFault parse(String text) {
        String stripped = text.strip();
        Matcher parts = BY_BLANKS.matcher(stripped);
        if (!parts.matches()) {
            parts = BY_COLONS.matcher(stripped);
        }
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no answer for a user: write USER:REACTION or USER:REACTION:TIMES, such as"
                            + " alice:50004:2, or *:reset for all users");
        }
        Optional<String> user = Optional.of(parts.group(1)).filter(name -> !name.equals("*"));
        Reaction reaction = Reaction.parse(parts.group(2));
        return new ScriptedFault(
                user,
                reaction,
                parts.group(3) == null ? OptionalInt.empty() : OptionalInt.of(timesIn(parts.group(3), text)));
    }

    private static int timesIn(String number, String text) {
        if (!number.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException(
                    "'" + text + "': the number of times must be a whole number above 0, not '" + number + "'");
        }
        return Integer.parseInt(number);
    }

    /** Every call for this user gets this reaction. */
    public static ScriptedFault forUser(String user, Reaction reaction) {
        return new ScriptedFault(Optional.of(user), reaction, OptionalInt.empty());
    }

    /** Every call gets this reaction. */
    public static ScriptedFault forAnyUser(Reaction reaction) {
        return new ScriptedFault(Optional.empty(), reaction, OptionalInt.empty());
    }

    /** The same fault for the first so many of its calls only. */
    public ScriptedFault firstTimes(int count) {
        return new ScriptedFault(user, reaction, OptionalInt.of(count));
    }
}
