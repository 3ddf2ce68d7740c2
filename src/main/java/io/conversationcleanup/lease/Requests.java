package io.conversationcleanup.lease;

import io.conversationcleanup.model.LiveState.Sending;
import java.util.Optional;

/**
 * What other processes have asked of the owner of a lease; of each kind the latest. Immutable.
 *
 * @param stop who asked to stop the run
 * @param rate the rate in calls a second that was asked for, infinite for unlimited, and by whom
 * @param sending whether calls may leave, as was asked for, and by whom
 */
public record Requests(Optional<String> stop, Optional<Wish<Double>> rate, Optional<Wish<Sending>> sending) {

    /** Nothing has been asked. */
    public static final Requests NONE = new Requests(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * A thing asked for. Immutable.
     *
     * @param what the thing
     * @param by who asked
     */
    public record Wish<T>(T what, String by) {}
}
