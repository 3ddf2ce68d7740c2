package io.conversationcleanup.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * That a process works, or worked when it last said so, on the runs of an identity. Immutable. Its times are the
 * database's.
 *
 * @param identity what it is a lease of
 * @param run the run's name; empty until the owner has said which it works on
 * @param owner who took it
 * @param takenAt when it was taken
 * @param renewedAt when the owner was last heard of
 * @param silence how long ago that was when this was read
 * @param standing whether others have to respect it
 * @param live what the run is at; empty until the owner has said so
 */
public record Lease(
        RunIdentity identity,
        Optional<String> run,
        Owner owner,
        Instant takenAt,
        Instant renewedAt,
        Duration silence,
        Standing standing,
        Optional<LiveState> live) {

    /** Whether a lease binds. */
    public enum Standing {
        /** The owner has renewed it within its term. */
        HELD,
        /** Its term is over: anybody may take it. */
        RUN_OUT
    }
}
