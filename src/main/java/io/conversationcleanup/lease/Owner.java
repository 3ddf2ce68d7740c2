package io.conversationcleanup.lease;

/**
 * A process that works on a run. Immutable.
 *
 * @param token a random word of this start alone, by which its lease is known
 * @param process a random word of the process, by which a database server knows its sessions
 * @param user who started it
 * @param host the machine's name, for people
 * @param machine what tells two machines apart, and two worlds of process ids on one machine, even if they share a name
 * @param pid the process's number on the machine
 * @param startTicks when the process began, in clock ticks since the machine did: process ids are used again
 */
public record Owner(String token, String process, String user, String host, String machine, long pid, long startTicks) {

    /** Such as {@code alice on build-7 (process 4711)}. */
    public String who() {
        return user + " on " + host + " (process " + pid + ")";
    }

    /** Tells whether the process that took a lease still exists. Thread-safe. */
    @FunctionalInterface
    public interface Processes {

        /** What is known of that process from here. */
        Life of(Owner owner);

        /** What is known of a process. */
        enum Life {
            /** It exists. */
            EXISTS,
            /** It does not exist any more, which is certain. */
            GONE,
            /** It was started on a machine of which nothing can be told from here. */
            UNKNOWN
        }
    }
}
