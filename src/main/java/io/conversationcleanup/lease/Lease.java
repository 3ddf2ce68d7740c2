package io.conversationcleanup.lease;

import io.conversationcleanup.model.LiveState;
import io.conversationcleanup.model.RunIdentity;
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
 * @param beat a number that each renewal raises: while it changes, the owner is alive
 * @param renewedAt when the owner was last heard of, for people
 * @param silence how long ago that was when this was read, for people; negative if the database's clock was set back since
 * @param live what the run is at; empty until the owner has said so
 */
public record Lease(
        RunIdentity identity,
        Optional<String> run,
        Owner owner,
        Instant takenAt,
        long beat,
        Instant renewedAt,
        Duration silence,
        Optional<LiveState> live) {

    /** How long an owner's beat has to stay as it is, by the time of somebody who looks, until its lease may be taken. */
    public static final Duration TERM = Duration.ofSeconds(10);

    /** How often it is renewed, and hence how soon a request is heard. */
    public static final Duration BEAT = Duration.ofSeconds(1);

    /** A live owner hardly ever shows no beat for so long. */
    public static final Duration BEATS_MISSED = BEAT.multipliedBy(3);

    /**
     * How long an owner trusts its own lease after it last asked for its renewal, by its own clock. The rest of the term is
     * for what it had begun by then.
     */
    public static final Duration TRUST = Duration.ofSeconds(6);

    /**
     * Whether it shows, to people, that somebody is at work: its owner exists, or nothing is known of it and it was heard of
     * within its term, by the database's clock. To take a lease more is needed, see {@link LeaseAcquisition}.
     */
    public boolean isInForce(Processes processes) {
        return switch (processes.of(owner)) {
            case EXISTS -> true;
            case GONE -> false;
            // Negative where that clock was set back.
            case UNKNOWN -> silence.abs().compareTo(Lease.TERM) < 0;
        };
    }
}
