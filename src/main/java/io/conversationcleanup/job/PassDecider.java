package io.conversationcleanup.job;

import io.conversationcleanup.ledger.OutstandingStore;
import io.conversationcleanup.model.MonotonicTime;
import io.conversationcleanup.model.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.flow.FlowExecutionStatus;
import org.springframework.batch.core.job.flow.JobExecutionDecider;
import org.springframework.batch.core.step.StepExecution;

/**
 * Decides after a pass whether and when another one follows. Not thread-safe. To avoid many small passes, the next one
 * begins when all waiting rows are due, or one second after the first.
 */
final class PassDecider implements JobExecutionDecider {

    static final FlowExecutionStatus AGAIN = new FlowExecutionStatus("AGAIN");
    static final FlowExecutionStatus DONE = new FlowExecutionStatus("DONE");

    private static final Duration GATHERED = Duration.ofSeconds(1);

    private final RunContext work;
    private final SteadyClock clock;
    private long outstandingBefore = Long.MAX_VALUE;

    PassDecider(RunContext work, SteadyClock clock) {
        this.work = work;
        this.clock = clock;
    }

    @Override
    public FlowExecutionStatus decide(JobExecution jobExecution, @Nullable StepExecution stepExecution) {
        if (work.stopSwitch().requested()) {
            return DONE;
        }
        work.requireHeld();
        Optional<OutstandingStore.DueTimes> due = work.ledger().outstanding().dueTimes(work.number());
        if (due.isPresent()) {
            Instant gathered = due.get().first().plus(GATHERED);
            Instant next =
                    gathered.isBefore(due.get().last()) ? gathered : due.get().last();
            return waited(Duration.between(clock.instant(), next).toNanos()) == MonotonicTime.Wait.ENDED ? AGAIN : DONE;
        }
        long outstanding = work.ledger().results().tally(work.number()).outstanding();
        if (outstanding == 0) {
            return DONE;
        }
        // A chunk may be lost without an exception; a second pass finds its rows, or the ledger is wrong.
        if (outstanding >= outstandingBefore) {
            throw new IllegalStateException(
                    outstanding + " rows have no outcome, and a pass over them changed nothing");
        }
        outstandingBefore = outstanding;
        return AGAIN;
    }

    private MonotonicTime.Wait waited(long nanos) {
        MonotonicTime time = work.spec().time();
        long end = time.nanos() + nanos;
        work.monitor().awaitsRetries(() -> end - time.nanos());
        try {
            return time.sleep(nanos);
        } finally {
            work.monitor().sendsAgain();
        }
    }
}
