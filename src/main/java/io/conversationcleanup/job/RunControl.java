package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.StopSwitch;
import io.conversationcleanup.model.StopCause;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A handle to monitor and stop a run. Thread-safe. */
public final class RunControl {

    private final RunMonitor monitor = new RunMonitor();
    private final StopSwitch halt = new StopSwitch();
    private final List<Runnable> whenStopped = new CopyOnWriteArrayList<>();
    private final AtomicLong beats = new AtomicLong();
    private volatile boolean underWay;

    public RunMonitor monitor() {
        return monitor;
    }

    /** Returns the switch that the run's lane must use. */
    public StopSwitch stopSwitch() {
        return halt;
    }

    /** Returns whether a run was created or resumed; before that, a stop needs no orderly end. */
    public boolean isUnderWay() {
        return underWay;
    }

    void begin() {
        underWay = true;
    }

    /** Returns the number of heartbeats written to the repository. */
    public long beats() {
        return beats.get();
    }

    void beat() {
        beats.incrementAndGet();
    }

    /** Requests an orderly stop: no more calls leave, calls in flight are recorded, reports are written. */
    public void stop(StopCause cause, String how) {
        halt.request(cause, how);
        whenStopped.forEach(Runnable::run);
    }

    /** Registers an action that runs on the requesting thread at each stop request. */
    public void whenStopped(Runnable action) {
        whenStopped.add(action);
    }
}
