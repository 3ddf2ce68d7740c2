package io.conversationcleanup.job;

import io.conversationcleanup.ledger.Run.RowTotals;
import io.conversationcleanup.model.Tally;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.flow.FlowExecutionStatus;
import org.springframework.batch.core.job.flow.JobExecutionDecider;
import org.springframework.batch.core.step.StepExecution;

/** Decides after staging whether to send. Not thread-safe; used by the job's thread. */
final class ConfirmationDecider implements JobExecutionDecider {

    static final FlowExecutionStatus SEND = new FlowExecutionStatus("SEND");
    static final FlowExecutionStatus DECLINED = new FlowExecutionStatus("DECLINED");
    static final FlowExecutionStatus NOTHING = new FlowExecutionStatus("NOTHING");

    private final RunContext work;

    ConfirmationDecider(RunContext work) {
        this.work = work;
    }

    @Override
    public FlowExecutionStatus decide(JobExecution jobExecution, @Nullable StepExecution stepExecution) {
        work.requireHeld();
        RowTotals figures = work.ledger().results().totals(work.number());
        Tally tally = figures.rows();
        // Nothing is sent before all is staged: a later line may show that the file is unusable.
        if (work.stopSwitch().requested()
                || !work.ledger().rows().isStaged(work.number())
                || tally.outstanding() == 0) {
            return NOTHING;
        }
        work.monitor().enter(RunMonitor.Phase.CONFIRMING);
        if (asked(tally.outstanding()) == Confirmation.Decision.DECLINE) {
            // A stop request ends the question with an answer that does not count.
            return work.stopSwitch().requested() ? NOTHING : DECLINED;
        }
        work.requireHeld();
        work.ledger().runs().confirmed(work.owned());
        work.monitor().deletingOf(new RunMonitor.Counts(tally, figures.settledFailures()));
        return SEND;
    }

    /** Excludes the wait for an answer from the time spent on the run. */
    private Confirmation.Decision asked(long rows) {
        work.times().waitingBegins();
        try {
            return work.spec().request().confirmation().decide(rows);
        } finally {
            work.times().waitingEnds();
        }
    }
}
