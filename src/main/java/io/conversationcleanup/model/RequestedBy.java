package io.conversationcleanup.model;

import java.util.Optional;

/**
 * On whose word a run is made. Immutable.
 *
 * @param user the account of the machine in whose name it was started; empty if that is not known
 * @param reason why, in that person's words; empty if none was given
 */
public record RequestedBy(Optional<String> user, Optional<String> reason) {

    /** Nothing is known, as of runs that an earlier version of the program made. */
    public static final RequestedBy UNKNOWN = new RequestedBy(Optional.empty(), Optional.empty());
}
