package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.HaltReason;
import io.conversationcleanup.dispatch.Lane;
import io.conversationcleanup.ledger.Leases;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.LiveState;
import io.conversationcleanup.ledger.LiveState.RateCeiling;
import io.conversationcleanup.ledger.LiveState.Sending;
import io.conversationcleanup.ledger.Requests;
import io.conversationcleanup.ledger.RunEvent;
import io.conversationcleanup.quota.MonotonicTime;
import io.conversationcleanup.quota.Pacer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says every second that this process works on a run and how that goes, and does what others ask of it. Thread-safe.
 *
 * <p>If the lease is found taken over, or could not be renewed for so long that it may be, the run halts and nothing more is
 * recorded: the other process has counted what was in flight as in doubt, and two records of one row would contradict each
 * other. No suspension of this process and no jump of its clock makes it believe in a lease that has run out: it trusts its
 * lease for less than the term, from the moment at which it last asked for it. After that it asks again before it goes on:
 * a lease that nobody has taken meanwhile is still its own.
 *
 * <p>Its thread is never interrupted, which would close an H2 database.
 */
final class Heartbeat implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final Leases leases;
    private final String token;
    private final Lane lane;
    private final Pacer pacer;
    private final RateCeiling rateCeiling;
    private final RunControl control;
    private final MonotonicTime time;
    private final RecentRates recent = new RecentRates();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "heartbeat");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long askedAt;
    private volatile boolean lost;
    private Requests granted = Requests.NONE;
    private RunMonitor.Phase sampled = RunMonitor.Phase.STARTING;
    private volatile Runnable eachBeat = () -> {};

    /** The beat of an owner that has just taken its lease. */
    Heartbeat(Leases leases, String token, RunSpec spec, RunControl control) {
        this.leases = leases;
        this.token = token;
        this.askedAt = spec.time().nanos();
        this.lane = spec.lane();
        this.pacer = spec.lane().pacer();
        this.rateCeiling = spec.rateCeiling();
        this.control = control;
        this.time = spec.time();
    }

    /** Beats for this run, now and then every second. */
    void start(long run, Ledger ledger, RunTimeline timeline) {
        beat(run, ledger, timeline);
        var unused = timer.scheduleWithFixedDelay(
                () -> beat(run, ledger, timeline),
                LeaseTerms.BEAT.toMillis(),
                LeaseTerms.BEAT.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Has this done with each beat from now on, on the heartbeat's thread, while the lease is held. */
    void doesToo(Runnable action) {
        eachBeat = action;
    }

    /** Whether the lease has been found to be another's. */
    boolean isLost() {
        return lost;
    }

    /** Lets nobody go on who may no longer hold the run. */
    void requireHeld(long run) {
        if (!lost && !isTrusted(time.nanos())) {
            // As after a suspension, or a database that did not answer for a while.
            renewUnlessTrusted(run);
        }
        if (lost || !isTrusted(time.nanos())) {
            halt("its lease could not be renewed in time");
            throw new LeaseLostException();
        }
    }

    private synchronized void renewUnlessTrusted(long run) {
        // The heartbeat itself or another sender may just have renewed it.
        if (!lost && !isTrusted(time.nanos())) {
            renew(run, state());
        }
    }

    private boolean isTrusted(long now) {
        return now - askedAt <= LeaseTerms.TRUST.toNanos();
    }

    /** Renews the lease once, and does what is asked. */
    void beat(long run, Ledger ledger, RunTimeline timeline) {
        long now = time.nanos();
        LiveState live = state();
        Optional<Leases.Pulse> pulse = renew(run, live);
        if (pulse.isEmpty()) {
            return;
        }
        sample(now, pulse.get().calls(), live);
        try {
            timeline.sample();
            eachBeat.run();
            grant(pulse.get().requests(), run, ledger, timeline);
        } catch (RuntimeException e) {
            // It is asked for again by the next beat, of which there must be one.
            log.debug("What was asked for, or the times, could not be kept", e);
        }
    }

    /** Empty if it could not be renewed, now or ever; touches nothing that its caller may have locked. */
    private synchronized Optional<Leases.Pulse> renew(long run, LiveState live) {
        long now = time.nanos();
        try {
            Optional<Leases.Pulse> pulse = leases.renew(token, run, live);
            if (pulse.isPresent()) {
                askedAt = now;
            } else {
                lost = true;
                halt("another process has taken it over, as this one had not been heard of for "
                        + LeaseTerms.TERM.toSeconds() + " s");
            }
            return pulse;
        } catch (RuntimeException e) {
            log.debug("The lease could not be renewed", e);
            if (!isTrusted(now)) {
                halt("its lease could not be renewed in time: " + e.getMessage());
            }
            return Optional.empty();
        } catch (Error e) {
            // No beat follows one that ended so.
            halt("its heartbeat failed: " + e);
            throw e;
        }
    }

    /** What was done in an earlier phase, before this start or before a wait says nothing of the rate now. */
    private void sample(long now, long calls, LiveState live) {
        RunMonitor.Snapshot state = control.monitor().snapshot();
        if (state.phase() != sampled || live.held()) {
            sampled = state.phase();
            recent.forget();
        }
        recent.sample(now, calls, state.done());
        control.monitor().calls(calls);
    }

    private void halt(String why) {
        control.halt().request(new HaltReason(HaltReason.Kind.FAULT, "this process had to leave the run: " + why));
    }

    private void grant(Requests asked, long run, Ledger ledger, RunTimeline timeline) {
        if (asked.stop().isPresent() && granted.stop().isEmpty()) {
            log.info("{} asked the run to stop", asked.stop().get());
            control.stop("stopped by " + asked.stop().get());
        }
        if (asked.rate().isPresent() && !asked.rate().equals(granted.rate())) {
            double rate = asked.rate().get().what();
            pacer.ceiling(rate);
            ledger.paced(run, rate);
            String by = asked.rate().get().by();
            timeline.note(RunEvent.Kind.RATE_SET, by, Double.isInfinite(rate) ? "unlimited" : Double.toString(rate));
            log.info("{} set the rate to {}", by, Double.isInfinite(rate) ? "unlimited" : rate + " calls/s");
        }
        if (asked.sending().isPresent() && !asked.sending().equals(granted.sending())) {
            String by = asked.sending().get().by();
            if (asked.sending().get().what() == Sending.PAUSED) {
                pacer.pause();
                timeline.note(RunEvent.Kind.PAUSED, by, "");
                log.info("{} paused the run", by);
            } else {
                pacer.resume();
                timeline.note(RunEvent.Kind.RESUMED, by, "");
                log.info("{} let the run go on", by);
            }
        }
        granted = asked;
    }

    private LiveState state() {
        RunMonitor.Snapshot now = control.monitor().snapshot();
        double rate = pacer.ratePerSecond();
        Duration pause = pacer.pauseLeft();
        boolean deleting = now.phase() == RunMonitor.Phase.DELETING;
        return new LiveState(
                now.phase().words(),
                now.staged(),
                now.total(),
                control.monitor().tally().orElse(null),
                control.monitor().failuresByCode(),
                recent.callsPerSecond(),
                recent.rowsPerSecond(),
                Double.isInfinite(rate) ? null : rate,
                rateCeiling,
                pacer.paused() ? Sending.PAUSED : Sending.ON,
                deleting ? lane.outage().map(Duration::toSeconds).orElse(null) : null,
                deleting && !pause.isZero() ? wholeSeconds(pause) : null,
                deleting
                        ? control.monitor()
                                .untilRetries()
                                .map(Heartbeat::wholeSeconds)
                                .orElse(null)
                        : null);
    }

    private static Long wholeSeconds(Duration left) {
        return left.plusNanos(999_999_999).toSeconds();
    }

    /** Beats no more and gives the lease back, so that the next start need not wait. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (timer.awaitTermination(LeaseTerms.TRUST.toSeconds(), TimeUnit.SECONDS) && !lost) {
                leases.release(token);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.debug("The lease could not be given back; it runs out", e);
        }
    }
}
