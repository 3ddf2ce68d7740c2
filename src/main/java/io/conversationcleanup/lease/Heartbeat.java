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
 * Renews a lease every second, publishes the run's live state and passes on requests of other processes. Thread-safe.
 * The owner trusts its lease for less than the term, on the monotonic clock from the start of the last successful
 * renewal. Never interrupt the heartbeat's thread: an interrupt would close an H2 database.
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

    /** The work that the lease protects. Thread-safe. */
    public interface Work {

        LiveState state();

        void renewed();

        /** Carries out requests and periodic work, {@code nanos} being the monotonic time just before the renewal. */
        void onBeat(long nanos, Leases.Pulse pulse, LiveState shown);

        /** Stops the run because this process may no longer work on it. */
        void leave(String why);
    }

    /** Creates the heartbeat of an owner that requested its lease at {@code askedAt}, in monotonic nanoseconds. */
    public Heartbeat(Leases leases, String token, long askedAt, MonotonicTime time, Work work) {
        this.leases = leases;
        this.token = token;
        this.askedAt = askedAt;
        this.time = time;
        this.work = work;
    }

    /** Starts the heartbeat: once now, then every second. */
    public void start(long run) {
        beat(run);
        var unused = timer.scheduleWithFixedDelay(
                () -> beat(run), Lease.BEAT.toMillis(), Lease.BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns whether the repository says that the lease is lost; false if the repository is unavailable. */
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

    /** Throws if another process may have the lease. */
    public void requireHeld(long run) {
        if (!lost && !isTrusted(time.nanos())) {
            // Happens after a suspension, or when the database did not answer for a while.
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

    /** Renews the lease; throws if another process has it or if the renewal fails. */
    public void requireHeldNow(long run) {
        if (lost || renew(run, work.state()).isEmpty()) {
            work.leave("its lease could not be renewed");
            throw new LeaseLostException("Another process may have taken the run over. No report was replaced.");
        }
    }

    private synchronized void renewUnlessTrusted(long run) {
        if (!lost && !isTrusted(time.nanos())) {
            renew(run, work.state());
        }
    }

    private boolean isTrusted(long now) {
        return now - askedAt <= Lease.TRUST.toNanos();
    }

    /** Renews the lease once and carries out requests. */
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

    /** Must not touch anything that its caller may have locked. */
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
            // The executor runs no further beat after an Error.
            work.leave("its heartbeat failed: " + e);
            throw e;
        }
    }

    private void loses() {
        lost = true;
        work.leave("another process has taken it over, as this one had not been heard of for " + Lease.TERM.toSeconds()
                + " s");
    }

    /** Stops the heartbeat and releases the lease, so that the next start need not wait. */
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
