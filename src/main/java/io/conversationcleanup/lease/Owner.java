package io.conversationcleanup.lease;

/**
 * A process that works on a run. Immutable.
 *
 * @param token a random word that identifies the lease of this start
 * @param process a random word that identifies the process's sessions at a database server
 * @param machine identifies the machine and its PID namespace, even if two machines share a name
 * @param startTicks process start in clock ticks since boot, because process ids are reused
 */
public record Owner(String token, String process, String user, String host, String machine, long pid, long startTicks) {

    /** Returns a text such as {@code alice on build-7 (process 4711)}. */
    public String who() {
        return user + " on " + host + " (process " + pid + ")";
    }

    /** Finds out whether the process that took a lease still exists. Thread-safe. */
    @FunctionalInterface
    public interface Processes {

        Life of(Owner owner);

        /** What is known about a process. */
        enum Life {
            EXISTS,
            /** It has certainly ended. */
            GONE,
            /** It is on a machine that this process cannot inspect. */
            UNKNOWN
        }
    }
}
