package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.HaltReason;
import io.conversationcleanup.dispatch.Lane;
import io.conversationcleanup.ledger.Leases;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.LiveState;
import io.conversationcleanup.ledger.LiveState.RateCeiling;
import io.conversationcleanup.ledger.LiveState.Sending;
import io.conversationcleanup.ledger.OwnedRun;
import io.conversationcleanup.ledger.Requests;
import io.conversationcleanup.ledger.RunEvent;
import io.conversationcleanup.model.LeaseLostException;
import io.conversationcleanup.model.StopCause;
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
 * <p>The run halts if another process has taken the lease, or if it could not be renewed for so long that one may have. The
 * owner trusts its lease for less than the term, counted from the moment of its last successful request, so that neither a
 * suspension nor a step of the clock misleads it. After that it asks again before it continues: a lease that nobody has taken
 * is still its own. The ledger refuses whatever it writes without owning the run.
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
    private final Duty steering = new Duty("do what somebody asked of the run");
    private final Duty pacing = new Duty("note the rate that was asked for");
    private final Duty sampling = new Duty("note how the run goes");
    private final Duty timing = new Duty("note the time spent");
    private final Duty halting = new Duty("note what stops the run");
    private boolean haltNoted;
    private volatile long askedAt;
    private volatile boolean lost;
    private Requests granted = Requests.NONE;
    private RunMonitor.Phase sampled = RunMonitor.Phase.STARTING;
    private volatile Runnable eachBeat = () -> {};

    /**
     * The beat of an owner that has just taken its lease.
     *
     * @param askedAt when it asked for it, in nanoseconds of the run's time
     */
    Heartbeat(Leases leases, String token, long askedAt, RunSpec spec, RunControl control) {
        this.leases = leases;
        this.token = token;
        this.askedAt = askedAt;
        this.lane = spec.lane();
        this.pacer = spec.lane().pacer();
        this.rateCeiling = spec.rateCeiling();
        this.control = control;
        this.time = spec.time();
    }

    /** Beats for this run, now and then every second. */
    void start(OwnedRun run, Ledger ledger, RunTimeline timeline) {
        beat(run, ledger, timeline);
        var unused = timer.scheduleWithFixedDelay(
                () -> beat(run, ledger, timeline),
                LeaseTerms.BEAT.toMillis(),
                LeaseTerms.BEAT.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Runs this on every heartbeat from now on, on the heartbeat's thread, while the lease is held. */
    void doesToo(Runnable action) {
        eachBeat = action;
    }

    /** Whether the lease is another's, as the repository says; false if it cannot be asked. */
    boolean findsLeaseLost() {
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
    void requireHeld(OwnedRun run) {
        if (!lost && !isTrusted(time.nanos())) {
            // As after a suspension, or a database that did not answer for a while.
            renewUnlessTrusted(run);
        }
        if (lost || !isTrusted(time.nanos())) {
            halt("its lease could not be renewed in time");
            throw new LeaseLostException(
                    "This process was suspended, or its repository did not answer, for longer than "
                            + LeaseTerms.TRUST.toSeconds() + " s, so that another process may have taken the run over. "
                            + LeaseLostException.IN_DOUBT);
        }
    }

    /** Throws if the lease is another's at this moment, or if that cannot be found out. */
    void requireHeldNow(OwnedRun run) {
        if (lost || renew(run, state()).isEmpty()) {
            halt("its lease could not be renewed");
            throw new LeaseLostException("Another process may have taken the run over. No report was replaced.");
        }
    }

    private synchronized void renewUnlessTrusted(OwnedRun run) {
        // The heartbeat itself or another sender may just have renewed it.
        if (!lost && !isTrusted(time.nanos())) {
            renew(run, state());
        }
    }

    private boolean isTrusted(long now) {
        return now - askedAt <= LeaseTerms.TRUST.toNanos();
    }

    /** Renews the lease once, and does what is asked. */
    void beat(OwnedRun run, Ledger ledger, RunTimeline timeline) {
        long now = time.nanos();
        LiveState live = state();
        Optional<Leases.Pulse> pulse = renew(run, live);
        if (pulse.isEmpty()) {
            return;
        }
        sample(now, pulse.get().calls(), live);
        Requests asked = pulse.get().requests();
        // Separately, so that a failure of one delays no other.
        // A finished run whose reports are written again takes no requests.
        if (control.isUnderWay()) {
            steering.attempt(() -> grantStop(asked, run, ledger));
            pacing.attempt(() -> grantRate(asked, run, ledger, timeline));
            steering.attempt(() -> grantSending(asked, timeline));
            halting.attempt(() -> noteHalt(run, ledger));
        }
        sampling.attempt(timeline::sample);
        timing.attempt(eachBeat);
    }

    /** Renews the lease; empty if that failed, or if it is lost. Touches nothing that its caller may have locked. */
    private synchronized Optional<Leases.Pulse> renew(OwnedRun run, LiveState live) {
        long now = time.nanos();
        try {
            Optional<Leases.Pulse> pulse = leases.renew(token, run.run(), live);
            if (pulse.isPresent()) {
                askedAt = now;
                control.beat();
            } else {
                loses();
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

    private void loses() {
        lost = true;
        halt("another process has taken it over, as this one had not been heard of for " + LeaseTerms.TERM.toSeconds()
                + " s");
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
        control.halt().request(new HaltReason(StopCause.FAULT, "this process had to leave the run: " + why));
    }

    private void grantStop(Requests asked, OwnedRun run, Ledger ledger) {
        if (asked.stop().isEmpty() || granted.stop().isPresent()) {
            return;
        }
        granted = new Requests(asked.stop(), granted.rate(), granted.sending());
        try {
            ledger.halted(run, StopCause.PERSON);
            haltNoted = true;
        } catch (RuntimeException e) {
            log.debug("The request to stop could not be noted; the run is stopped all the same", e);
        }
        log.info("{} asked the run to stop", asked.stop().get());
        control.stop(StopCause.PERSON, "stopped by " + asked.stop().get());
    }

    /** So that a run whose process dies before it has ended is not taken for one that crashed. */
    private void noteHalt(OwnedRun run, Ledger ledger) {
        Optional<StopCause> cause = control.halt().reason().map(HaltReason::cause);
        if (cause.isPresent() && !haltNoted) {
            ledger.halted(run, cause.get());
            haltNoted = true;
        }
    }

    /** Granted only when the ledger knows it: until then each beat tries again. */
    private void grantRate(Requests asked, OwnedRun run, Ledger ledger, RunTimeline timeline) {
        if (asked.rate().isEmpty() || asked.rate().equals(granted.rate())) {
            return;
        }
        double rate = asked.rate().get().what();
        pacer.ceiling(rate);
        ledger.paced(run, rate);
        granted = new Requests(granted.stop(), asked.rate(), granted.sending());
        String by = asked.rate().get().by();
        timeline.note(RunEvent.Kind.RATE_SET, by, Double.isInfinite(rate) ? "unlimited" : Double.toString(rate));
        log.info("{} set the rate to {}", by, Double.isInfinite(rate) ? "unlimited" : rate + " calls/s");
    }

    private void grantSending(Requests asked, RunTimeline timeline) {
        if (asked.sending().isEmpty() || asked.sending().equals(granted.sending())) {
            return;
        }
        granted = new Requests(granted.stop(), granted.rate(), asked.sending());
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

    private LiveState state() {
        RunMonitor.Snapshot now = control.monitor().snapshot();
        double rate = pacer.ratePerSecond();
        Duration pause = pacer.pauseLeft();
        boolean deleting = now.phase() == RunMonitor.Phase.DELETING;
        return new LiveState(
                now.phase().words(),
                now.staged(),
                now.total(),
                control.monitor().counts().isPresent(),
                recent.callsPerSecond(),
                recent.rowsPerSecond(),
                Double.isInfinite(rate) ? null : rate,
                rateCeiling,
                pacer.paused() ? Sending.PAUSED : Sending.ON,
                deleting ? lane.outage().map(Duration::toSeconds).orElse(null) : null,
                deleting ? lane.outageReason().orElse(null) : null,
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

    /** A part of each beat that may fail without the others; the next beat tries it again. */
    private final class Duty {

        /** A run that ends because its database is gone says so by itself. */
        private static final int WORTH_TELLING = 3;

        private final String what;
        private int failures;

        Duty(String what) {
            this.what = what;
        }

        void attempt(Runnable action) {
            try {
                action.run();
                failures = 0;
            } catch (LeaseLostException e) {
                loses();
            } catch (RuntimeException e) {
                failures++;
                if (failures == WORTH_TELLING) {
                    log.warn("Cannot {} (--verbose tells why)", what);
                }
                log.debug("Cannot {}", what, e);
            }
        }
    }
}
