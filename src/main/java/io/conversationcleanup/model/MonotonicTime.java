package io.conversationcleanup.model;

/** Time that only moves forward, as a value that tests can set. Implementations are thread-safe. */
public interface MonotonicTime {

    /** Nanoseconds since some fixed moment. */
    long nanos();

    /**
     * Waits.
     *
     * @param nanos how long, in nanoseconds; nothing happens if it is not positive
     * @return whether the time has passed; {@link Wait#CALLED_OFF} if there is no use in waiting any longer
     */
    Wait sleep(long nanos);

    /** How a wait ended. */
    enum Wait {
        /** The time has passed. */
        ENDED,
        /** Somebody ended it early: nothing more is to be sent. */
        CALLED_OFF
    }
}
