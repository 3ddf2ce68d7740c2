package io.conversationcleanup.lease;

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
