package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.StopSwitch;
import io.conversationcleanup.model.StopCause;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Shows the process that started a run how it goes, and stops it. Thread-safe. */
public final class RunControl {

    private final RunMonitor monitor = new RunMonitor();
    private final StopSwitch halt = new StopSwitch();
    private final List<Runnable> whenStopped = new CopyOnWriteArrayList<>();
    private final AtomicLong beats = new AtomicLong();
    private volatile boolean underWay;

    /** The counters of the run. */
    public RunMonitor monitor() {
        return monitor;
    }

    /** The switch that the run's lane must be built with. */
    public StopSwitch stopSwitch() {
        return halt;
    }

    /** Whether a run has been begun or taken up: until then there is nothing that would have to end in good order. */
    public boolean isUnderWay() {
        return underWay;
    }

    void begin() {
        underWay = true;
    }

    /** How often this process has shown, to the repository, that it works on the run. */
    public long beats() {
        return beats.get();
    }

    void beat() {
        beats.incrementAndGet();
    }

    /**
     * Asks the run to stop in good order: nothing more leaves, what is in flight is answered and recorded, reports are
     * written.
     *
     * @param cause who or what asks
     * @param how the same in a sentence
     */
    public void stop(StopCause cause, String how) {
        halt.request(cause, how);
        whenStopped.forEach(Runnable::run);
    }

    /** Has this done, on the thread that asks, whenever the run is asked to stop. */
    public void whenStopped(Runnable action) {
        whenStopped.add(action);
    }
}
