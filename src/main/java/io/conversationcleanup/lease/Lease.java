package io.conversationcleanup.lease;

import io.conversationcleanup.lease.Owner.Processes;
import io.conversationcleanup.model.LiveState;
import io.conversationcleanup.model.RunIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process's lease on the runs of an identity; run and live state are empty before the first heartbeat. Immutable.
 *
 * @param beat raised by each renewal: while it changes, the owner is alive
 * @param silence time since {@code renewedAt} by the database's clock; negative if that clock was set back
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

    /** How long an observer must see an unchanged beat, on its own clock, before it may take the lease. */
    public static final Duration TERM = Duration.ofSeconds(10);

    /** How often the owner renews the lease, and so the delay of a request. */
    public static final Duration BEAT = Duration.ofSeconds(1);

    /** A live owner rarely misses beats for this long. */
    public static final Duration BEATS_MISSED = BEAT.multipliedBy(3);

    /** How long an owner trusts its lease after its last renewal; the rest of the term covers work in progress. */
    public static final Duration TRUST = Duration.ofSeconds(6);

    /** Returns whether the owner seems to be at work; for display only, see {@link LeaseAcquisition}. */
    public boolean isInForce(Processes processes) {
        return switch (processes.of(owner)) {
            case EXISTS -> true;
            case GONE -> false;
            // Negative if the database's clock was set back.
            case UNKNOWN -> silence.abs().compareTo(Lease.TERM) < 0;
        };
    }
}
