package io.conversationcleanup.lease;

import io.conversationcleanup.model.LiveState;
import io.conversationcleanup.model.LiveState.Sending;
import io.conversationcleanup.model.RunIdentity;
import java.util.List;
import java.util.Optional;

/**
 * Who works on what, and what others ask of them. Thread-safe; each method is one short transaction of its own.
 *
 * <p>A lease is of an identity and not of one of its runs, so that it can be taken before anybody has looked which run there
 * is: of two processes that start the same job at the same moment only one gets to enter a run, or to resume it.
 *
 * <p>No wall clock decides when a lease may be taken, because a database's clock can be set, or change with a failover: a
 * process may take a lease that it has seen unchanged for long enough, and the owner is refused from then on.
 */
public interface Leases {

    /**
     * Takes the lease of an identity, if nobody has it or if it is still the one that was found abandoned. Requests to the
     * owner before are removed, and that owner's sessions at a database server are ended.
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

    /**
     * What other processes have asked of the owner of a lease; of each kind the latest. Immutable.
     *
     * @param stop who asked to stop the run
     * @param rate the rate in calls a second that was asked for, infinite for unlimited, and by whom
     * @param sending whether calls may leave, as was asked for, and by whom
     */
    record Requests(Optional<String> stop, Optional<Wish<Double>> rate, Optional<Wish<Sending>> sending) {

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
}
