package io.conversationcleanup.lease;

import io.conversationcleanup.model.DaemonThreads;
import io.conversationcleanup.model.LeaseLostException;
import io.conversationcleanup.model.LiveState;
import io.conversationcleanup.model.MonotonicTime;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews a lease every second, with how the run goes, and hands over what others ask of it. Thread-safe.
 *
 * <p>The run halts if another process has taken the lease, or if it could not be renewed for so long that one may have. The
 * owner trusts its lease for less than the term, counted from the moment of its last successful request, so that neither a
 * suspension nor a step of the clock misleads it. After that it asks again before it continues: a lease that nobody has taken
 * is still its own. The ledger refuses whatever it writes without owning the run.
 *
 * <p>Its thread is never interrupted, which would close an H2 database.
 */
public final class Heartbeat implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final Leases leases;
    private final String token;
    private final MonotonicTime time;
    private final Work work;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("heartbeat"));
    private volatile long askedAt;
    private volatile boolean lost;

    /** The work that the lease is for. Thread-safe. */
    public interface Work {

        /** What the run is at. */
        LiveState state();

        /** Notes that the lease was renewed. */
        void renewed();

        /**
         * Does what others ask, and what is due on every beat.
         *
         * @param nanos when the lease was asked for
         * @param shown what the lease says of the run now
         * @throws LeaseLostException if the run is another owner's
         */
        void onBeat(long nanos, Leases.Pulse pulse, LiveState shown);

        /** Halts the run, because this process may not work on it any more. */
        void leave(String why);
    }

    /**
     * The heartbeat of an owner that has just taken its lease.
     *
     * @param askedAt when it asked for it, in nanoseconds of this time
     */
    public Heartbeat(Leases leases, String token, long askedAt, MonotonicTime time, Work work) {
        this.leases = leases;
        this.token = token;
        this.askedAt = askedAt;
        this.time = time;
        this.work = work;
    }

    /** Beats for this run, now and then every second. */
    public void start(long run) {
        beat(run);
        var unused = timer.scheduleWithFixedDelay(
                () -> beat(run), Lease.BEAT.toMillis(), Lease.BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the lease is another's, as the repository says; false if it cannot be asked. */
    public boolean findsLeaseLost() {
        try {
            return lost
                    || leases.all().stream()
                            .noneMatch(lease -> lease.owner().token().equals(token));
        } catch (RuntimeException e) {
            log.debug("The repository cannot be asked for the lease", e);
            return false;
        }
    }

    /** Throws if the lease may be another's. */
    public void requireHeld(long run) {
        if (!lost && !isTrusted(time.nanos())) {
            // As after a suspension, or a database that did not answer for a while.
            renewUnlessTrusted(run);
        }
        if (lost || !isTrusted(time.nanos())) {
            work.leave("its lease could not be renewed in time");
            throw new LeaseLostException(
                    "This process was suspended, or its repository did not answer, for longer than "
                            + Lease.TRUST.toSeconds() + " s, so that another process may have taken the run over. "
                            + LeaseLostException.IN_DOUBT);
        }
    }

    /** Throws if the lease is another's at this moment, or if that cannot be found out. */
    public void requireHeldNow(long run) {
        if (lost || renew(run, work.state()).isEmpty()) {
            work.leave("its lease could not be renewed");
            throw new LeaseLostException("Another process may have taken the run over. No report was replaced.");
        }
    }

    private synchronized void renewUnlessTrusted(long run) {
        // The heartbeat itself or another sender may just have renewed it.
        if (!lost && !isTrusted(time.nanos())) {
            renew(run, work.state());
        }
    }

    private boolean isTrusted(long now) {
        return now - askedAt <= Lease.TRUST.toNanos();
    }

    /** Renews the lease once, and does what is asked. */
    public void beat(long run) {
        long now = time.nanos();
        LiveState live = work.state();
        Optional<Leases.Pulse> pulse = renew(run, live);
        try {
            pulse.ifPresent(known -> work.onBeat(now, known, live));
        } catch (LeaseLostException e) {
            loses();
        }
    }

    /** Renews the lease; empty if that failed, or if it is lost. Touches nothing that its caller may have locked. */
    private synchronized Optional<Leases.Pulse> renew(long run, LiveState live) {
        long now = time.nanos();
        try {
            Optional<Leases.Pulse> pulse = leases.renew(token, run, live);
            if (pulse.isPresent()) {
                askedAt = now;
                work.renewed();
            } else {
                loses();
            }
            return pulse;
        } catch (RuntimeException e) {
            log.debug("The lease could not be renewed", e);
            if (!isTrusted(now)) {
                work.leave("its lease could not be renewed in time: " + e.getMessage());
            }
            return Optional.empty();
        } catch (Error e) {
            // No beat follows one that ended so.
            work.leave("its heartbeat failed: " + e);
            throw e;
        }
    }

    private void loses() {
        lost = true;
        work.leave("another process has taken it over, as this one had not been heard of for " + Lease.TERM.toSeconds()
                + " s");
    }

    /** Beats no more and gives the lease back, so that the next start need not wait. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (timer.awaitTermination(Lease.TRUST.toSeconds(), TimeUnit.SECONDS) && !lost) {
                leases.release(token);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.debug("The lease could not be given back; it runs out", e);
        }
    }
}
