package io.conversationcleanup.lease;

import io.conversationcleanup.lease.Owner.Processes;
import io.conversationcleanup.model.MonotonicTime;
import io.conversationcleanup.model.RunIdentity;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the lease that a start of a run needs. Thread-safe. An owner on another machine counts as gone if its beat does
 * not change for a whole term on this process's monotonic clock; wall clocks can change and so produce two owners.
 */
public final class LeaseAcquisition {

    private static final Logger log = LoggerFactory.getLogger(LeaseAcquisition.class);

    private static final long LOOK_AGAIN = Duration.ofMillis(500).toNanos();

    private static final long USUAL_SILENCE = Lease.BEATS_MISSED.toNanos();

    private final Leases leases;
    private final Processes processes;
    private final MonotonicTime time;

    public LeaseAcquisition(Leases leases, Processes processes, MonotonicTime time) {
        this.leases = leases;
        this.processes = processes;
        this.time = time;
    }

    /** The other active process's lease, or empty if taken, and the monotonic time of the last request. Immutable. */
    public record Taken(Optional<Lease> other, long askedAt) {}

    /** Takes the lease, after observing its owner if necessary, or returns the lease of another active process. */
    public Taken take(RunIdentity identity, Owner owner) {
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
            // From the end of the first read to the start of the last, so never overestimated.
            long silence = askedAt - seenAt;
            if (life == Processes.Life.GONE || silence >= Lease.TERM.toNanos()) {
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
                Lease.TERM.minusNanos(silence).toSeconds() + 1);
    }
}
