package io.conversationcleanup.ledger;

import io.conversationcleanup.ledger.LiveState.Sending;
import java.util.List;
import java.util.Optional;

/**
 * Who works on what, and what others ask of them. Thread-safe; each method is one short transaction of its own.
 *
 * <p>A lease is of an identity and not of one of its runs, so that it can be taken before anybody has looked which run there
 * is: of two processes that start the same job at the same moment only one gets to enter a run, or to resume it.
 *
 * <p>No clock decides over a lease, for that of a database may be set, or be another after a failover: whoever has seen it
 * unchanged for long enough may take it, and its owner is refused as soon as it has been taken.
 */
public interface Leases {

    /**
     * Takes the lease of an identity, if nobody has it or if it is still the one that was found abandoned. What had been asked
     * of an owner before is forgotten; what its process has open in the database is ended, as far as the database allows it.
     *
     * @param abandoned the lease as it was last seen, of an owner that is gone
     * @return the lease of another that stands in the way; empty if the owner has it now
     * @throws IllegalStateException if the owner has the lease of another identity
     */
    Optional<Lease> take(RunIdentity identity, Owner owner, Optional<Lease> abandoned);

    /**
     * Says that the owner is there, what it works on and how that goes.
     *
     * @param token the owner's
     * @param run the run's number in the ledger
     * @return what it is asked for; empty if it no longer has the lease
     */
    Optional<Pulse> renew(String token, long run, LiveState live);

    /** Gives the lease back, if this owner still has it. */
    void release(String token);

    /** All leases, abandoned or not, in no order. */
    List<Lease> all();

    /** Asks an owner to stop its run; false if it no longer has a lease. */
    boolean askToStop(String token, String by);

    /**
     * Asks an owner to change the ceiling of its rate; false if it no longer has a lease.
     *
     * @param callsPerSecond infinite for unlimited
     */
    boolean askForRate(String token, double callsPerSecond, String by);

    /** Asks an owner to pause or to go on; false if it no longer has a lease. */
    boolean askFor(String token, Sending sending, String by);

    /**
     * What an owner learns when it renews its lease. Immutable.
     *
     * @param requests what others have asked for since the lease was taken
     * @param calls the calls recorded for the run, all its starts together
     */
    record Pulse(Requests requests, long calls) {}
}
