package io.conversationcleanup.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InvalidClassException;
import java.io.Serializable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.launch.JobRestartException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.transaction.TransactionDefinition;

/**
 * Shows how Spring Batch 6.0.6 treats restarts and its repository where that is surprising and this product depends
 * on it, so that an upgrade that changes it is noticed. Chunks and steps are in {@link SpringBatchTrapsTest}, partitions in {@link
 * SpringBatchPartitionTrapsTest}.
 *
 * <p>Not shown here, and not relevant to this product:
 *
 * <ul>
 *   <li>JobOperator's stop may race with the running step (5484, 5308, 5217, 1613; hold): a run is stopped by its halt.
 *   <li>JobExecutionShutdownHook does not wait for the job (5307, 5028; hold): nothing registers it, and signals are handled
 *       by the command line.
 *   <li>With a parameters incrementer, start ignores the parameters it is given (5340, holds): the job has none.
 *   <li>An asynchronous start may end in an optimistic locking failure (5106, closed): jobs are started synchronously.
 *   <li>CommandLineJobOperator ends the JVM and knows no Boot context (holds): commands are the product's own.
 * </ul>
 *
 * <p>Not shown here, and harmless in this product:
 *
 * <ul>
 *   <li>The tables have no indexes on their foreign keys, and nothing purges them (hold): the forget command deletes by run.
 *   <li>Each start loaded all earlier executions (5495, mended): a run has few.
 *   <li>Two steps of one name are logged as a warning (new): the delete step is one object in all of the flow's states.
 * </ul>
 */
class SpringBatchRestartTrapsTest {

    @RegisterExtension
    final BatchBench bench = new BatchBench();

    /** StaleExecutions, which does the same, is used only by the process that holds the run's lease. */
    @Test
    void recoverRuinsAnExecutionThatIsAlive() throws Exception {
        bench.run(bench.copying(2, () -> bench.apart(() -> bench.operator.recover(bench.stored()))));

        assertThat(bench.stored().getStatus()).isEqualTo(BatchStatus.UNKNOWN);
        assertThat(bench.written()).isEmpty();
    }

    /** StaleExecutions replaces recover because of this. */
    @Test
    void recoverIgnoresAnExecutionThatEndedUnknown() throws Exception {
        bench.run(bench.copying(2, bench::touchStep));

        bench.operator.recover(bench.stored());
        assertThatThrownBy(this::start).isInstanceOf(JobRestartException.class);

        new StaleExecutions(bench.repository, InstantSource.system()).setRight("job", BatchBench.PARAMETERS);
        assertThat(start().getStatus()).isEqualTo(BatchStatus.COMPLETED);
    }

    /** CleanupRuns calls StaleExecutions before each start because of this. */
    @Test
    void anExecutionLeftRunningPreventsAStart() {
        leave(instance(), BatchStatus.STARTED);

        assertThatThrownBy(this::start).isInstanceOf(JobExecutionAlreadyRunningException.class);
    }

    /** New after 6.0.4 (5495): StaleExecutions would need to repair only the last execution. */
    @Test
    void onlyTheLastExecutionPreventsAStart() throws Exception {
        JobInstance instance = instance();
        leave(instance, BatchStatus.STARTED);
        leave(instance, BatchStatus.FAILED);

        assertThat(start().getStatus()).isEqualTo(BatchStatus.COMPLETED);
    }

    /** StaleExecutions deletes an instance that has no execution because of this. */
    @Test
    void anInstanceWithoutExecutionsPreventsAStart() {
        instance();

        assertThatThrownBy(this::start).isInstanceOf(IllegalStateException.class);
    }

    /** RunControl stops a run by its halt and not by JobOperator, after which a run looks ended while it sends. */
    @Test
    void aStoppedJobHasEndedWhileItsStepRuns() throws Exception {
        List<JobExecution> meanwhile = new ArrayList<>();
        bench.run(bench.copying(2, () -> {
            bench.apart(this::stop);
            meanwhile.add(bench.stored());
        }));

        JobExecution stopped = meanwhile.get(0);
        assertThat(stopped.getStatus()).isEqualTo(BatchStatus.STOPPED);
        assertThat(stopped.getEndTime()).isNotNull();
        assertThat(stopped.getStepExecutions())
                .extracting(StepExecution::getStatus)
                .containsExactly(BatchStatus.STARTED);
    }

    /** All steps of CleanupJob may start again if complete because the ledger says what is left to do. */
    @Test
    void aCompleteStepIsSkippedUnlessItMayStartAgain() throws Exception {
        List<String> executed = new ArrayList<>();
        Job job = new JobBuilder("job", bench.repository)
                .start(bench.tasklet("once", step -> executed.add("once")).build())
                .next(bench.tasklet("again", step -> executed.add("again"))
                        .allowStartIfComplete(true)
                        .build())
                .next(bench.tasklet("failing", step -> {
                            throw new IllegalStateException("the step fails");
                        })
                        .build())
                .build();

        bench.operator.start(job, BatchBench.PARAMETERS);
        bench.operator.start(job, BatchBench.PARAMETERS);

        assertThat(executed).containsExactly("once", "again", "again");
    }

    /**
     * Nothing in the product depends on which execution of a step was the last: all steps may start again, they keep nothing in
     * their contexts, and no partition has the name of an earlier one.
     */
    @Test
    void theLastExecutionOfAStepIsTheOneWithTheLatestTime() throws Exception {
        bench.run(bench.copying(1, () -> {
            throw new IllegalStateException("the step fails");
        }));
        bench.client
                .sql("UPDATE batch_step_execution SET create_time = DATEADD(DAY, 1, create_time)")
                .update();
        bench.run(bench.copying(1));

        assertThat(bench.repository
                        .getLastStepExecution(bench.stored().getJobInstance(), "chunks")
                        .getStatus())
                .isEqualTo(BatchStatus.FAILED);
        assertThat(bench.stored().getStatus()).isEqualTo(BatchStatus.COMPLETED);
    }

    /** CleanupRuns puts no secret among the parameters because of this. */
    @Test
    void parametersAreStoredAsTheyAre() throws Exception {
        JobParameters parameters =
                new JobParametersBuilder().addString("token", "secret", false).toJobParameters();
        bench.operator.start(bench.job(bench.copying(1)), parameters);

        assertThat(bench.client
                        .sql("SELECT parameter_value FROM batch_job_execution_params")
                        .query(String.class)
                        .list())
                .containsExactly("secret");
    }

    /** The isolation in application.properties is another because serializable starts fail each other on PostgreSQL. */
    @Test
    void executionsAreCreatedSerializableByDefault() throws Exception {
        start();

        assertThat(bench.transactions.isolations).contains(TransactionDefinition.ISOLATION_SERIALIZABLE);
    }

    /** New after 6.0.4 (5497): OutstandingPartitioner puts only strings and numbers into a context. */
    @Test
    void aContextWithAClassOfOursCannotBeReadBack() throws Exception {
        bench.run(bench.tasklet("step", step -> step.getExecutionContext().put("range", new Range(1)))
                .build());
        JobInstance instance = bench.stored().getJobInstance();

        assertThatThrownBy(() -> bench.repository.getLastStepExecution(instance, "step"))
                .hasRootCauseInstanceOf(InvalidClassException.class);
    }

    private JobExecution start() throws JobExecutionException {
        return bench.run(bench.copying(1));
    }

    private void stop() {
        try {
            bench.operator.stop(bench.stored());
        } catch (JobExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private JobInstance instance() {
        return bench.repository.createJobInstance("job", BatchBench.PARAMETERS);
    }

    private void leave(JobInstance instance, BatchStatus status) {
        JobExecution execution =
                bench.repository.createJobExecution(instance, BatchBench.PARAMETERS, new ExecutionContext());
        execution.setStatus(status);
        bench.repository.update(execution);
    }

    /** Stands for a class that Spring Batch does not know. */
    private record Range(long first) implements Serializable {}
}
