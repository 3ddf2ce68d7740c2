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
 * <p>A lease whose owner is gone for certain is taken over at once. Of an owner on another machine nothing is certain: if it
 * renews the lease while somebody looks it lives, and otherwise the lease runs out.
 */
final class LeaseDesk {

    private static final Logger log = LoggerFactory.getLogger(LeaseDesk.class);

    private static final long LOOK_AGAIN = Duration.ofMillis(500).toNanos();

    /** A living owner is never silent for so long, so until then nobody needs to be told of the wait. */
    private static final Duration USUAL_SILENCE = LeaseTerms.BEAT.multipliedBy(3);

    private final Leases leases;
    private final Processes processes;
    private final MonotonicTime time;

    /** Takes leases here, with waits in this time. */
    LeaseDesk(Leases leases, Processes processes, MonotonicTime time) {
        this.leases = leases;
        this.processes = processes;
        this.time = time;
    }

    /** Takes the lease, however long its owner has to be waited for; or gives back that of another who is at work. */
    Optional<Lease> take(RunIdentity identity, Owner owner) {
        Optional<String> dead = Optional.empty();
        Optional<Lease> seen = Optional.empty();
        boolean told = false;
        while (true) {
            Optional<Lease> other = leases.take(identity, owner, dead);
            if (other.isEmpty()) {
                return other;
            }
            Lease lease = other.get();
            Processes.Life life = processes.of(lease.owner());
            boolean signOfLife =
                    seen.isPresent() && !lease.renewedAt().equals(seen.get().renewedAt());
            if (life == Processes.Life.EXISTS || signOfLife) {
                return other;
            }
            if (life == Processes.Life.GONE) {
                dead = Optional.of(lease.owner().token());
                continue;
            }
            seen = other;
            if (!told && lease.silence().compareTo(USUAL_SILENCE) > 0) {
                told = true;
                tell(lease);
            }
            if (time.sleep(LOOK_AGAIN) == MonotonicTime.Wait.CALLED_OFF) {
                return other;
            }
        }
    }

    private static void tell(Lease lease) {
        log.warn(
                "{} has the run and has not been heard of for {} s; if that stays so, it is taken over in {} s",
                lease.owner().who(),
                lease.silence().toSeconds(),
                Math.max(0, LeaseTerms.TERM.minus(lease.silence()).toSeconds()) + 1);
    }
}
