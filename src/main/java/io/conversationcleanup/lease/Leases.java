package io.conversationcleanup.lease;

import io.conversationcleanup.model.LiveState;
import io.conversationcleanup.model.LiveState.Sending;
import io.conversationcleanup.model.RunIdentity;
import java.util.List;
import java.util.Optional;

/**
 * The leases of all processes, and requests to their owners. Thread-safe; each method is one short transaction. A lease
 * covers an identity, not one run, so a process takes it before it looks for the run, and two simultaneous starts
 * cannot both create or resume one.
 */
public interface Leases {

    /**
     * Takes the lease of an identity if it is free or still the abandoned one, and ends the previous owner's database
     * sessions. Returns the conflicting lease, or empty if the owner has it now.
     *
     * @throws IllegalStateException if the owner has the lease of another identity
     */
    Optional<Lease> take(RunIdentity identity, Owner owner, Optional<Lease> abandoned);

    /** Renews a lease and publishes the live state; returns pending requests, or empty if the lease is lost. */
    Optional<Pulse> renew(String token, long run, LiveState live);

    /** Releases the lease if this owner still has it. */
    void release(String token);

    /** Returns all leases, abandoned ones included, in no particular order. */
    List<Lease> all();

    /** Asks an owner to stop its run; false if it no longer has a lease. */
    boolean askToStop(String token, String by);

    /** Asks an owner for another rate in calls a second, infinite for unlimited; false if it no longer has a lease. */
    boolean askForRate(String token, double callsPerSecond, String by);

    /** Asks an owner to pause or resume; false if it no longer has a lease. */
    boolean askFor(String token, Sending sending, String by);

    /** Requests since the lease was taken, and the calls recorded for the run over all its starts. Immutable. */
    record Pulse(Requests requests, long calls) {}

    /** The latest request of each kind; a rate is in calls a second, infinite for unlimited. Immutable. */
    record Requests(Optional<String> stop, Optional<Wish<Double>> rate, Optional<Wish<Sending>> sending) {

        public static final Requests NONE = new Requests(Optional.empty(), Optional.empty(), Optional.empty());

        /** A requested value and who asked for it. Immutable. */
        public record Wish<T>(T what, String by) {}
    }
}
