package io.conversationcleanup.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

class StaleExecutionsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final JobParameters parameters = new JobParameters();
    private final JobInstance instance = new JobInstance(1, "cleanup");
    private final JobExecution execution = new JobExecution(1, instance, parameters);
    private final StepExecution staged = new StepExecution(1, "stage", execution);
    private final StepExecution deleting = new StepExecution(2, "delete", execution);
    private final JobRepository repository = mock();

    @Test
    void anInstanceThatIsAllThatAStartLeftIsEnteredAnew() {
        given(repository.getJobInstance("cleanup", parameters)).willReturn(instance);
        given(repository.getJobExecutions(instance)).willReturn(List.of());

        new StaleExecutions(repository, InstantSource.fixed(NOW)).setRight("cleanup", parameters);

        verify(repository).deleteJobInstance(instance);
    }

    @Test
    void whatWasLeftRunningHasFailedAtTheTimeOfTheClock() {
        staged.setStatus(BatchStatus.COMPLETED);
        deleting.setStatus(BatchStatus.STARTED);
        execution.addStepExecutions(List.of(staged, deleting));
        execution.setStatus(BatchStatus.STARTED);
        given(repository.getJobInstance("cleanup", parameters)).willReturn(instance);
        given(repository.getJobExecutions(instance)).willReturn(List.of(execution));

        new StaleExecutions(repository, InstantSource.fixed(NOW)).setRight("cleanup", parameters);

        LocalDateTime now = LocalDateTime.ofInstant(NOW, ZoneId.systemDefault());
        assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
        assertThat(execution.getEndTime()).isEqualTo(now);
        assertThat(deleting.getStatus()).isEqualTo(BatchStatus.FAILED);
        assertThat(deleting.getEndTime()).isEqualTo(now);
        assertThat(staged.getStatus()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(staged.getEndTime()).isNull();
        verify(repository).update(deleting);
        verify(repository).update(execution);
    }
}
