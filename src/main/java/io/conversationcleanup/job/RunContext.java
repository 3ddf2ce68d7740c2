package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.StopSwitch;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.model.LeaseLostException;
import java.util.List;
import java.util.function.Supplier;

/** The state that the steps of one start share; {@code run} is as of the start. Thread-safe. */
record RunContext(
        Run run,
        OwnedRun owned,
        RunSpec spec,
        Ledger ledger,
        RunMonitor monitor,
        RunTimes times,
        Runnable held,
        Runnable heldNow,
        Supplier<List<String>> unfinished,
        RunTimeline timeline,
        FirstFailure failure) {

    /**
     * Verifies the lease and renews it if it is due. Call it before each write.
     *
     * @throws LeaseLostException if another process may hold the lease
     */
    void requireHeld() {
        held.run();
    }

    /**
     * Renews the lease now.
     *
     * @throws LeaseLostException if another process holds the lease, or if renewal fails
     */
    void requireHeldNow() {
        heldNow.run();
    }

    long number() {
        return run.number();
    }

    StopSwitch stopSwitch() {
        return spec.lane().stopSwitch();
    }

    /** Adds the unrecorded time spent to the ledger, so that a crash loses little of it. */
    void keepTimes() {
        synchronized (times) {
            RunTimes.Spent spent = times.unkept();
            ledger.runs().spent(owned, spent.active(), spent.sending());
            times.kept(spent);
        }
    }

    /** Does nothing once the reports begin, because they show the times up to then. */
    void keepTimesUntilReports() {
        synchronized (times) {
            if (monitor.snapshot().phase() != RunMonitor.Phase.REPORTING) {
                keepTimes();
            }
        }
    }
}
