package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.StopSwitch;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.runs.Summary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.JobRestartException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.PlatformTransactionManager;

/** Runs the Spring Batch job for one start of a run and records how it ended. Not thread-safe. */
final class BatchLaunch {

    private static final Logger log = LoggerFactory.getLogger(BatchLaunch.class);

    private static final int MOST_TRIES = 5;

    private final Ledger ledger;
    private final JobRepository repository;
    private final JobOperator operator;
    private final PlatformTransactionManager transactions;
    private final SteadyClock clock;

    BatchLaunch(
            Ledger ledger,
            JobRepository repository,
            JobOperator operator,
            PlatformTransactionManager transactions,
            SteadyClock clock) {
        this.ledger = ledger;
        this.repository = repository;
        this.operator = operator;
        this.transactions = transactions;
        this.clock = clock;
    }

    RunResult launch(RunContext work) {
        Run run = work.run();
        ReportTasklet reporting = new ReportTasklet(work, clock.wall());
        JobExecution execution;
        try {
            execution = start(work, reporting);
        } catch (JobExecutionException | RuntimeException e) {
            return broken(work, work.failure().or(e));
        }
        if (reporting.files().isPresent() && !execution.getStatus().isUnsuccessful()) {
            Run now = ledger.runs().find(run.id()).orElseThrow();
            return new RunResult.Ended(run.id(), now.status(), reporting.files().get());
        }
        if (execution.getAllFailureExceptions().isEmpty()) {
            work.keepTimes();
            stopped(work, StopCause.DECLINED, notConfirmed(work.spec()));
            return new RunResult.Declined(
                    run.id(), work.spec().request().confirmation().refusal());
        }
        return broken(
                work, work.failure().or(execution.getAllFailureExceptions().get(0)));
    }

    /**
     * Starts again if a suspended process that had the run before has begun an execution at the same moment, which does no
     * work, or has left its own as UNKNOWN.
     */
    private JobExecution start(RunContext work, ReportTasklet reporting) throws JobExecutionException {
        JobParameters parameters = parameters(work.run());
        StaleExecutions stale = new StaleExecutions(repository, clock.wall());
        for (int tries = 1; ; tries++) {
            setRight(work, stale, parameters);
            Job job = new CleanupJob(work, repository, transactions, clock).build(reporting);
            try {
                return operator.start(job, parameters);
            } catch (JobExecutionAlreadyRunningException | JobRestartException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    private void setRight(RunContext work, StaleExecutions stale, JobParameters parameters) {
        for (int tries = 1; ; tries++) {
            try {
                ledger.runs().whileOwned(work.owned(), () -> stale.setRight(CleanupJob.NAME, parameters));
                return;
            } catch (OptimisticLockingFailureException e) {
                // The other process changed an execution after it was read.
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    private static String notConfirmed(RunSpec spec) {
        String why = spec.request().confirmation().whyDeclined();
        return Summary.NOT_CONFIRMED + (why.isEmpty() ? "" : ": " + why);
    }

    private void stopped(RunContext work, StopCause cause, String reason) {
        work.requireHeld();
        work.ledger()
                .runs()
                .ended(work.owned(), cause.status(), cause, reason, clock.wall().instant());
    }

    /** Records that the run stopped, if the ledger can be written. */
    private RunResult broken(RunContext work, Throwable cause) {
        try {
            // If the run was stopped before it failed, that cause decides how it resumes.
            StopSwitch.Reason halted = work.stopSwitch()
                    .reason()
                    .orElse(new StopSwitch.Reason(StopCause.FAULT, "the program failed, or what it runs on"));
            stopped(work, halted.cause(), halted.text());
        } catch (RuntimeException e) {
            log.debug("The ledger cannot be written; the run looks as if its process had been killed", e);
        }
        return new RunResult.Broken(work.run().id(), cause);
    }

    /** Spring Batch stores and logs these parameters, so none may be a secret. */
    private static JobParameters parameters(Run run) {
        return new JobParametersBuilder()
                .addString("job", run.identity().job())
                .addString("lane", run.identity().lane())
                .addString("inputSha256", run.identity().content())
                .addLong("sequence", (long) run.sequence())
                .addString("run", run.id(), false)
                .toJobParameters();
    }
}
