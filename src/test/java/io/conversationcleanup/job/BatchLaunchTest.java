package io.conversationcleanup.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.conversationcleanup.model.SteadyClock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.JobRestartException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

class BatchLaunchTest {

    private final RunBench bench = new RunBench();
    private final JobOperator operator = mock();

    /** It was suspended, has lost the run, and writes how its own execution ended. */
    @ParameterizedTest
    @ValueSource(classes = {JobExecutionAlreadyRunningException.class, JobRestartException.class})
    void aProcessThatHadTheRunBeforeCostsNoMoreThanAnotherTry(Class<? extends JobExecutionException> inTheWay)
            throws Exception {
        bench.stage(1);
        JobExecution declined = new JobExecution(1, new JobInstance(1, CleanupJob.NAME), new JobParameters());
        given(operator.start(any(Job.class), any()))
                .willThrow(inTheWay.getConstructor(String.class).newInstance("in the way"))
                .willReturn(declined);
        BatchLaunch launch = new BatchLaunch(
                bench.ledger(),
                mock(JobRepository.class),
                operator,
                new ResourcelessTransactionManager(),
                new SteadyClock(bench, bench.time::nanos));

        assertThat(launch.launch(bench.work())).isInstanceOf(RunResult.Declined.class);

        verify(operator, times(2)).start(any(Job.class), any());
    }
}
