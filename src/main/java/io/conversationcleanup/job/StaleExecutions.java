package io.conversationcleanup.job;

import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Closes executions that a dead process left running. Thread-safe. Call it only within
 * {@link io.conversationcleanup.ledger.Ledger#whileOwned}. Spring Batch's {@code recover} skips executions with status
 * UNKNOWN.
 */
final class StaleExecutions {

    private static final Logger log = LoggerFactory.getLogger(StaleExecutions.class);

    private final JobRepository repository;
    private final InstantSource clock;

    StaleExecutions(JobRepository repository, InstantSource clock) {
        this.repository = repository;
        this.clock = clock;
    }

    void setRight(String jobName, JobParameters parameters) {
        JobInstance instance = repository.getJobInstance(jobName, parameters);
        if (instance == null) {
            return;
        }
        List<JobExecution> executions = repository.getJobExecutions(instance);
        if (executions.isEmpty()) {
            // Spring Batch creates the instance in its own transaction and refuses one without an execution.
            repository.deleteJobInstance(instance);
        }
        for (JobExecution execution : executions) {
            fail(execution);
        }
    }

    private void fail(JobExecution execution) {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault());
        // A failed execution leaves partitions that could not begin as STARTING.
        for (StepExecution step : execution.getStepExecutions()) {
            if (stale(step.getStatus())) {
                step.setStatus(BatchStatus.FAILED);
                step.setEndTime(now);
                repository.update(step);
            }
        }
        if (stale(execution.getStatus())) {
            log.info("An earlier start of this run ended without notice; it is taken up where it was");
            execution.setStatus(BatchStatus.FAILED);
            execution.setEndTime(now);
            repository.update(execution);
        }
    }

    private static boolean stale(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }
}
