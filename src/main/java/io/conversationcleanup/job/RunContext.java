package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.StopSwitch;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.model.LeaseLostException;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the steps of one start of a run share. Thread-safe.
 *
 * @param run the run as it was when it was started
 * @param owned the run and its owner, for what is written
 * @param spec what was asked for
 * @param ledger the stores
 * @param monitor told what happens
 * @param times what is spent on it
 * @param held checks the lease
 * @param heldNow renews the lease
 * @param unfinished reads the names of the job's older runs that are unfinished
 * @param timeline how it goes, for its report
 * @param failure what went wrong first, if anything does
 */
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
     * Checks the lease, and renews it if it was not renewed for a while. To be called before anything is written.
     *
     * @throws LeaseLostException if another process may have taken the run over
     */
    void requireHeld() {
        held.run();
    }

    /**
     * Renews the lease at this moment.
     *
     * @throws LeaseLostException if another process has taken the run over, or if that cannot be found out
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

    /** Adds the time spent so far to the run's, so that a crash loses no more than a moment of it. */
    void keepTimes() {
        synchronized (times) {
            RunTimes.Spent spent = times.unkept();
            ledger.runs().spent(owned, spent.active(), spent.sending());
            times.kept(spent);
        }
    }

    /** The same as long as the reports are not begun, which show the times up to then. */
    void keepTimesUntilReports() {
        synchronized (times) {
            if (monitor.snapshot().phase() != RunMonitor.Phase.REPORTING) {
                keepTimes();
            }
        }
    }
}
