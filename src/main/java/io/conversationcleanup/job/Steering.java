package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.CircuitBreaker.Outage;
import io.conversationcleanup.dispatch.Lane;
import io.conversationcleanup.dispatch.StopSwitch;
import io.conversationcleanup.lease.Heartbeat;
import io.conversationcleanup.lease.Leases;
import io.conversationcleanup.lease.Leases.Requests;
import io.conversationcleanup.ledger.HistoryStore.RunEvent;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.model.LeaseLostException;
import io.conversationcleanup.model.LiveState;
import io.conversationcleanup.model.LiveState.RateCeiling;
import io.conversationcleanup.model.LiveState.Sending;
import io.conversationcleanup.model.RecentRate;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.quota.Pacer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes a run's state and carries out requests on every heartbeat. Thread-safe. */
final class Steering implements Heartbeat.Work {

    private static final Logger log = LoggerFactory.getLogger(Steering.class);

    private final Lane lane;
    private final Pacer pacer;
    private final RateCeiling rateCeiling;
    private final RunControl control;
    private final RecentRate calls = new RecentRate();
    private final RecentRate rows = new RecentRate();
    private final Duty steering = new Duty("do what somebody asked of the run");
    private final Duty pacing = new Duty("note the rate that was asked for");
    private final Duty sampling = new Duty("note how the run goes");
    private final Duty timing = new Duty("note the time spent");
    private final Duty halting = new Duty("note what stops the run");
    private boolean haltNoted;
    private Requests granted = Requests.NONE;
    private RunMonitor.Phase sampled = RunMonitor.Phase.STARTING;
    private volatile Runnable eachBeat = () -> {};
    private volatile @Nullable Subject subject;

    private record Subject(OwnedRun run, Ledger ledger, RunTimeline timeline) {}

    Steering(RunSpec spec, RunControl control) {
        this.lane = spec.lane();
        this.pacer = spec.lane().pacer();
        this.rateCeiling = spec.rateCeiling();
        this.control = control;
    }

    void begin(OwnedRun run, Ledger ledger, RunTimeline timeline) {
        subject = new Subject(run, ledger, timeline);
    }

    void doesToo(Runnable action) {
        eachBeat = action;
    }

    @Override
    public void renewed() {
        control.beat();
    }

    @Override
    public void onBeat(long nanos, Leases.Pulse pulse, LiveState shown) {
        sample(nanos, pulse.calls(), shown);
        Subject now = subject;
        if (now == null) {
            return;
        }
        Requests asked = pulse.requests();
        // Separate, so that one failure delays no other. A run that only rewrites reports takes no requests.
        if (control.isUnderWay()) {
            steering.attempt(() -> grantStop(asked, now));
            pacing.attempt(() -> grantRate(asked, now));
            steering.attempt(() -> grantSending(asked, now));
            halting.attempt(() -> noteHalt(now));
        }
        sampling.attempt(now.timeline()::sample);
        timing.attempt(eachBeat);
    }

    @Override
    public void leave(String why) {
        control.stopSwitch().request(StopCause.FAULT, "this process had to leave the run: " + why);
    }

    /** Forgets samples of an earlier phase, start or wait: they do not show the present rate. */
    private void sample(long now, long known, LiveState live) {
        RunMonitor.Snapshot state = control.monitor().snapshot();
        if (state.phase() != sampled || live.held()) {
            sampled = state.phase();
            calls.forget();
            rows.forget();
        }
        calls.sample(now, known);
        rows.sample(now, state.done());
    }

    private void grantStop(Requests asked, Subject now) {
        if (asked.stop().isEmpty() || granted.stop().isPresent()) {
            return;
        }
        granted = new Requests(asked.stop(), granted.rate(), granted.sending());
        try {
            now.ledger().runs().halted(now.run(), StopCause.PERSON);
            haltNoted = true;
        } catch (RuntimeException e) {
            log.debug("The request to stop could not be noted; the run is stopped all the same", e);
        }
        log.info("{} asked the run to stop", asked.stop().get());
        control.stop(StopCause.PERSON, "stopped by " + asked.stop().get());
    }

    /** Otherwise a run whose process dies while it stops would look crashed. */
    private void noteHalt(Subject now) {
        Optional<StopCause> cause = control.stopSwitch().reason().map(StopSwitch.Reason::cause);
        if (cause.isPresent() && !haltNoted) {
            now.ledger().runs().halted(now.run(), cause.get());
            haltNoted = true;
        }
    }

    /** Granted only after the ledger records it, so that each heartbeat retries until then. */
    private void grantRate(Requests asked, Subject now) {
        if (asked.rate().isEmpty() || asked.rate().equals(granted.rate())) {
            return;
        }
        double rate = asked.rate().get().what();
        pacer.ceiling(rate);
        now.ledger().runs().paced(now.run(), rate);
        granted = new Requests(granted.stop(), asked.rate(), granted.sending());
        String by = asked.rate().get().by();
        now.timeline().note(RunEvent.Kind.RATE_SET, by, Double.isInfinite(rate) ? "unlimited" : Double.toString(rate));
        log.info("{} set the rate to {}", by, Double.isInfinite(rate) ? "unlimited" : rate + " calls/s");
    }

    private void grantSending(Requests asked, Subject now) {
        if (asked.sending().isEmpty() || asked.sending().equals(granted.sending())) {
            return;
        }
        granted = new Requests(granted.stop(), granted.rate(), asked.sending());
        String by = asked.sending().get().by();
        if (asked.sending().get().what() == Sending.PAUSED) {
            pacer.pause();
            now.timeline().note(RunEvent.Kind.PAUSED, by, "");
            log.info("{} paused the run", by);
        } else {
            pacer.resume();
            now.timeline().note(RunEvent.Kind.RESUMED, by, "");
            log.info("{} let the run go on", by);
        }
    }

    @Override
    public LiveState state() {
        RunMonitor.Snapshot now = control.monitor().snapshot();
        double rate = pacer.ratePerSecond();
        Duration pause = pacer.pauseLeft();
        boolean deleting = now.phase() == RunMonitor.Phase.DELETING;
        Optional<Outage> outage = deleting ? lane.outage() : Optional.empty();
        return new LiveState(
                now.phase().words(),
                now.staged(),
                now.total(),
                control.monitor().counts().isPresent(),
                toOneDecimal(calls.perSecond()),
                toOneDecimal(rows.perSecond()),
                Double.isInfinite(rate) ? null : rate,
                rateCeiling,
                pacer.paused() ? Sending.PAUSED : Sending.ON,
                outage.map(it -> it.lasting().toSeconds()).orElse(null),
                outage.map(Outage::reason).orElse(null),
                deleting && !pause.isZero() ? wholeSeconds(pause) : null,
                deleting
                        ? control.monitor()
                                .untilRetries()
                                .map(Steering::wholeSeconds)
                                .orElse(null)
                        : null);
    }

    private static double toOneDecimal(double rate) {
        return Math.round(rate * 10) / 10.0;
    }

    private static Long wholeSeconds(Duration left) {
        return left.plusNanos(999_999_999).toSeconds();
    }

    /** A part of each heartbeat that may fail alone; the next heartbeat retries it. */
    private static final class Duty {

        /** A run that ends because its database is gone reports that itself. */
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
                throw e;
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
