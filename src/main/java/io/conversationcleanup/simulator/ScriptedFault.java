package io.conversationcleanup.simulator;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A reaction that is forced on the calls for one user, or on all calls, a number of times or for ever. Immutable.
 *
 * @param user the user whose calls are concerned; empty for all calls
 * @param reaction what these calls get
 * @param times how many of them, counted from the first; empty for all of them
 */
public record ScriptedFault(Optional<String> user, Reaction reaction, OptionalInt times) {

    public ScriptedFault {
        if (times.isPresent() && times.getAsInt() < 1) {
            throw new IllegalArgumentException("a fault cannot happen " + times.getAsInt() + " times");
        }
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
