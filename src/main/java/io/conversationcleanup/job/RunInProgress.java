package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.Halt;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.OwnedRun;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.model.LeaseLostException;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the steps of one start of a run share. Thread-safe.
 *
 * @param run the run as it was when it was started
 * @param owned the run and its owner, for what is written
 * @param spec what was asked for
 * @param ledger the truth
 * @param monitor told what happens
 * @param times what is spent on it
 * @param requireHeld throws if the run may be another process's by now
 * @param requireHeldNow the same, as of this moment
 * @param unfinished reads the names of the job's older runs that are unfinished
 * @param timeline how it goes, for its report
 * @param failure what went wrong first, if anything does
 */
record RunInProgress(
        Run run,
        OwnedRun owned,
        RunSpec spec,
        Ledger ledger,
        RunMonitor monitor,
        RunTimes times,
        Runnable requireHeld,
        Runnable requireHeldNow,
        Supplier<List<String>> unfinished,
        RunTimeline timeline,
        FirstFailure failure) {

    /**
     * The truth, for who may still write it.
     *
     * @throws LeaseLostException if another process may have taken the run over: nothing more may be recorded
     */
    @Override
    public Ledger ledger() {
        requireHeld.run();
        return ledger;
    }

    long number() {
        return run.number();
    }

    Halt halt() {
        return spec.lane().halt();
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
