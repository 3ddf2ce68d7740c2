package io.conversationcleanup.job;

import io.conversationcleanup.intake.ParsedRow;
import io.conversationcleanup.ledger.RowStore.StagedRow;
import io.conversationcleanup.model.SteadyClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.builder.FlowJobBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job for one start of a run: stage, delete in passes until nothing is outstanding, report. Not thread-safe. The
 * ledger decides what is left, so steps may restart. No step uses Spring Batch's fault tolerance: its retries would
 * repeat calls that had succeeded.
 */
final class CleanupJob {

    private static final Logger log = LoggerFactory.getLogger(CleanupJob.class);

    static final String NAME = "conversation-cleanup";

    /**
     * Measured against commits of 500: PostgreSQL stages more than twice as many rows a second, H2 as many. In H2, one
     * large transaction would be slow, and twice the size.
     */
    private static final int STAGING_CHUNK = 2_000;
    /** One sender records while the other sends; measured, more are no faster. */
    private static final int MOST_SENDERS = 2;

    private final RunContext work;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final SteadyClock clock;

    CleanupJob(RunContext work, JobRepository repository, PlatformTransactionManager transactions, SteadyClock clock) {
        this.work = work;
        this.repository = repository;
        this.transactions = transactions;
        this.clock = clock;
    }

    Job build(ReportTasklet reporting) {
        Step stage = stage();
        Step delete = delete();
        Step report = report(reporting);
        ConfirmationDecider confirm = new ConfirmationDecider(work);
        FlowBuilder<FlowJobBuilder> flow = new JobBuilder(NAME, repository)
                .start(stage)
                .on(ExitStatus.COMPLETED.getExitCode())
                .to(confirm)
                .from(stage)
                .on("*")
                .fail()
                .from(confirm)
                .on(ConfirmationDecider.SEND.getName())
                .to(delete)
                .from(confirm)
                .on(ConfirmationDecider.NOTHING.getName())
                .to(report)
                .from(confirm)
                .on(ConfirmationDecider.DECLINED.getName())
                .stop();
        return withPasses(flow, delete, report).end().build();
    }

    private FlowBuilder<FlowJobBuilder> withPasses(FlowBuilder<FlowJobBuilder> flow, Step delete, Step report) {
        PassDecider nextPass = new PassDecider(work, clock);
        return flow.from(delete)
                .on(ExitStatus.COMPLETED.getExitCode())
                .to(nextPass)
                .from(delete)
                .on("*")
                .fail()
                .from(nextPass)
                .on(PassDecider.AGAIN.getName())
                .to(delete)
                .from(nextPass)
                .on(PassDecider.DONE.getName())
                .to(report)
                .from(report)
                .on(ReportTasklet.HALTED)
                .stop()
                .from(report)
                .on(ExitStatus.COMPLETED.getExitCode())
                .end()
                .from(report)
                .on("*")
                .fail();
    }

    private Step stage() {
        StagingStep staging = new StagingStep(work, STAGING_CHUNK);
        return new StepBuilder("stage", repository)
                .<ParsedRow, StagedRow>chunk(STAGING_CHUNK)
                .reader(staging)
                .processor(staging)
                .writer(staging)
                .transactionManager(transactions)
                .listener((StepExecutionListener) staging)
                .listener(new NotedFailures())
                .allowStartIfComplete(true)
                .build();
    }

    private Step delete() {
        int senders = Math.min(MOST_SENDERS, work.spec().maxInFlight());
        return new StepBuilder("delete", repository)
                .partitioner(RangeStep.NAME, new OutstandingPartitioner(work, clock))
                .partitionHandler(new RangeStep.InOrder(work, repository, senders))
                .listener(new SendingTime())
                .listener(new NotedFailures())
                .allowStartIfComplete(true)
                .build();
    }

    private Step report(ReportTasklet reporting) {
        return new StepBuilder("report", repository)
                // A transaction would stay open, with the run's row locked, while files are written.
                .tasklet(reporting, new ResourcelessTransactionManager())
                .listener(new NotedFailures())
                .allowStartIfComplete(true)
                .build();
    }

    private final class NotedFailures implements StepExecutionListener {

        @Override
        public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
            stepExecution.getFailureExceptions().forEach(work.failure()::note);
            return null;
        }
    }

    private final class SendingTime implements StepExecutionListener {

        @Override
        public void beforeStep(StepExecution stepExecution) {
            work.times().sendingBegins();
            work.timeline().begin();
        }

        @Override
        public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
            work.times().sendingEnds();
            try {
                work.timeline().sample();
            } catch (RuntimeException e) {
                // The next heartbeat tries again. An exception would keep other listeners from being called.
                log.debug("The timeline could not be written", e);
            }
            return null;
        }
    }
}
