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
 */
record RunInProgress(RunRecord run, RunSpec spec, Ledger ledger, RunMonitor monitor, RunTimes times) {

    static RunInProgress started(RunRecord run, RunSpec spec, Ledger ledger, RunMonitor monitor) {
        return new RunInProgress(run, spec, ledger, monitor, new RunTimes(spec.time()));
    }

    long number() {
        return run.number();
    }

    Halt halt() {
        return spec.lane().halt();
    }

    /** Adds the time spent so far to the run's, so that a crash loses no more than a moment of it. */
    void keepTimes() {
        RunTimes.Spent spent = times.take();
        ledger.spent(number(), spent.active(), spent.sending());
    }
}
