package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.Halt;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.RunRecord;

/**
 * What the steps of one start of a run share. Thread-safe.
 *
 * @param run the run as it was when it was started
 * @param spec what was asked for
 * @param ledger the truth
 * @param monitor told what happens
 * @param times what is spent on it
 * @param requireHeld throws if the run may be another process's by now
 * @param timeline how it goes, for its report
 * @param failure what went wrong first, if anything does
 */
record RunInProgress(
        RunRecord run,
        RunSpec spec,
        Ledger ledger,
        RunMonitor monitor,
        RunTimes times,
        Runnable requireHeld,
        RunTimeline timeline,
        FirstFailure failure) {

    static RunInProgress started(
            RunRecord run,
            RunSpec spec,
            Ledger ledger,
            RunMonitor monitor,
            Runnable requireHeld,
            RunTimeline timeline) {
        return new RunInProgress(
                run, spec, ledger, monitor, new RunTimes(spec.time()), requireHeld, timeline, new FirstFailure());
    }

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
            RunTimes.Spent spent = times.take();
            ledger.spent(number(), spent.active(), spent.sending());
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
