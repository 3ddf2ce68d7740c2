package io.conversationcleanup.job;

import io.conversationcleanup.ledger.Lease;
import io.conversationcleanup.ledger.Leases;
import io.conversationcleanup.ledger.Owner;
import io.conversationcleanup.ledger.RunIdentity;
import io.conversationcleanup.quota.MonotonicTime;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the lease that a start of a run needs. Thread-safe.
 *
 * <p>A lease whose owner is gone for certain is taken over at once. Of an owner on another machine nothing is certain: if its
 * beat changes while somebody looks it lives, and if it has not changed for a whole term of the looker's own time it is
 * gone. No clock but that one decides, so that none that is set makes a second owner.
 */
final class LeaseDesk {

    private static final Logger log = LoggerFactory.getLogger(LeaseDesk.class);

    private static final long LOOK_AGAIN = Duration.ofMillis(500).toNanos();

    /** A living owner is never silent for so long, so until then nobody needs to be told of the wait. */
    private static final long USUAL_SILENCE = LeaseTerms.BEAT.multipliedBy(3).toNanos();

    private final Leases leases;
    private final Processes processes;
    private final MonotonicTime time;

    /** Takes leases here, with waits in this time. */
    LeaseDesk(Leases leases, Processes processes, MonotonicTime time) {
        this.leases = leases;
        this.processes = processes;
        this.time = time;
    }

    /**
     * What came of it. Immutable.
     *
     * @param other the lease of another who is at work; empty if it was taken
     * @param askedAt when it was asked for at last, in nanoseconds of the time given
     */
    record Taken(Optional<Lease> other, long askedAt) {}

    /** Takes the lease, however long its owner has to be waited for; or gives back that of another who is at work. */
    Taken take(RunIdentity identity, Owner owner) {
        Optional<Lease> abandoned = Optional.empty();
        Optional<Lease> seen = Optional.empty();
        long seenAt = 0;
        boolean told = false;
        while (true) {
            long askedAt = time.nanos();
            Optional<Lease> other = leases.take(identity, owner, abandoned);
            if (other.isEmpty()) {
                return new Taken(other, askedAt);
            }
            Lease lease = other.get();
            Processes.Life life = processes.of(lease.owner());
            boolean unchanged = seen.filter(before -> isSame(before, lease)).isPresent();
            if (life == Processes.Life.EXISTS || (seen.isPresent() && !unchanged)) {
                return new Taken(other, askedAt);
            }
            if (!unchanged) {
                seen = other;
                seenAt = time.nanos();
            }
            // From when it had been seen until before it was seen again.
            long silence = askedAt - seenAt;
            if (life == Processes.Life.GONE || silence >= LeaseTerms.TERM.toNanos()) {
                abandoned = other;
                continue;
            }
            if (!told && silence > USUAL_SILENCE) {
                told = true;
                tell(lease, silence);
            }
            if (time.sleep(LOOK_AGAIN) == MonotonicTime.Wait.CALLED_OFF) {
                return new Taken(other, askedAt);
            }
        }
    }

    private static boolean isSame(Lease before, Lease now) {
        return before.owner().token().equals(now.owner().token()) && before.beat() == now.beat();
    }

    private static void tell(Lease lease, long silence) {
        log.warn(
                "{} has the run and has not been heard of for {} s; if that stays so, it is taken over in {} s",
                lease.owner().who(),
                Duration.ofNanos(silence).toSeconds(),
                LeaseTerms.TERM.minusNanos(silence).toSeconds() + 1);
    }
}
