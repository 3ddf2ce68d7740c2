package io.conversationcleanup.definition;

import java.util.OptionalInt;

/**
 * One thing that is wrong with a job file or with an option that overrides it. Immutable.
 *
 * @param key the path of the key, such as {@code limits.calls-per-second}, or the option's name
 * @param line the line of the file, from 1, where it is known
 * @param message what is wrong and what would be right; never holds a value that may be a secret
 */
public record Problem(String key, OptionalInt line, String message) {

    /** A problem that has no line in a file. */
    public Problem(String key, String message) {
        this(key, OptionalInt.empty(), message);
    }

    /** The problem as one line of text. */
    @Override
    public String toString() {
        return key + (line.isPresent() ? " (line " + line.getAsInt() + ")" : "") + ": " + message;
    }
}
