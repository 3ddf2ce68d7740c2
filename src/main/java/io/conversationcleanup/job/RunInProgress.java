package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.Halt;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.RunRecord;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the steps of one start of a run share. Thread-safe.
 *
 * @param run the run as it was when it was started
 * @param spec what was asked for
 * @param ledger the truth
 * @param monitor told what happens
 * @param startedAt the moment of the start, in nanoseconds of the spec's time
 * @param sendingNanos the time spent in the delete step since the start
 */
record RunInProgress(
        RunRecord run, RunSpec spec, Ledger ledger, RunMonitor monitor, long startedAt, AtomicLong sendingNanos) {

    static RunInProgress started(RunRecord run, RunSpec spec, Ledger ledger, RunMonitor monitor) {
        return new RunInProgress(run, spec, ledger, monitor, spec.time().nanos(), new AtomicLong());
    }

    long number() {
        return run.number();
    }

    Halt halt() {
        return spec.lane().halt();
    }

    /** The time since the start, in whole milliseconds, as the ledger keeps it. */
    Duration active() {
        return Duration.ofNanos(spec.time().nanos() - startedAt).truncatedTo(ChronoUnit.MILLIS);
    }

    /** The part of it spent in the delete step, likewise. */
    Duration sending() {
        return Duration.ofNanos(sendingNanos.get()).truncatedTo(ChronoUnit.MILLIS);
    }
}
