package io.conversationcleanup.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.core.task.SyncTaskExecutor;

/**
 * Shows how Spring Batch 6.0.6 treats partitions where that is surprising and this product depends on it, so that an upgrade
 * that changes it is noticed. Chunks and steps are in {@link SpringBatchTrapsTest}, restarts in {@link
 * SpringBatchRestartTrapsTest}.
 *
 * <p>Not shown here: a worker that throws ends the manager step while other workers still run (holds), which RangeStep halts;
 * remote partitions may lose replies (5158, 4945, 4006, 4011; not checked), but partitions are local here.
 */
class SpringBatchPartitionTrapsTest {

    @RegisterExtension
    final BatchBench bench = new BatchBench();

    /** OutstandingPartitioner uses no name twice because of this. */
    @Test
    void aPartitionNamedAgainKeepsItsOldContext() throws Exception {
        AtomicInteger divisions = new AtomicInteger();
        List<Long> seen = new ArrayList<>();
        Partitioner partitioner = size -> Map.of("same", context(divisions.incrementAndGet()));
        Step worker = bench.tasklet("worker", step -> {
                    seen.add(step.getExecutionContext().getLong("first"));
                    fail(step);
                })
                .build();

        bench.run(partitioned(partitioner, worker, 1));
        bench.run(partitioned(partitioner, worker, 1));

        assertThat(divisions).hasValue(2);
        assertThat(seen).containsExactly(1L, 1L);
    }

    /** RangeStep is given the number of senders, for OutstandingPartitioner may be given that of an earlier start. */
    @Test
    void aRestartKeepsTheGridSizeOfTheFirstStart() throws Exception {
        List<Integer> sizes = new ArrayList<>();
        Partitioner partitioner = size -> {
            sizes.add(size);
            return contexts(1);
        };
        Step worker =
                bench.tasklet("worker", SpringBatchPartitionTrapsTest::fail).build();

        bench.run(partitioned(partitioner, worker, 2));
        bench.run(partitioned(partitioner, worker, 4));

        assertThat(sizes).containsExactly(2, 2);
    }

    /** OrderedPartitionHandler sorts the partitions because of this. */
    @Test
    void partitionsStartInNoParticularOrder() throws Exception {
        List<Long> started = new ArrayList<>();
        Step worker = bench.tasklet(
                        "worker", step -> started.add(step.getExecutionContext().getLong("first")))
                .build();

        bench.run(partitioned(size -> contexts(100), worker, 1));

        assertThat(started).hasSize(100).isNotEqualTo(started.stream().sorted().toList());
    }

    /** RangeStep records the failures of partitions because the listener of the delete step does not see them. */
    @Test
    void theManagerOfAPartitionThatFailedHidesTheCause() throws Exception {
        Step worker =
                bench.tasklet("worker", SpringBatchPartitionTrapsTest::fail).build();

        JobExecution execution = bench.run(partitioned(size -> contexts(1), worker, 1));

        assertThat(failures(execution, "manager")).singleElement().isInstanceOf(JobExecutionException.class);
        assertThat(failures(execution, "manager").get(0)).hasNoCause();
        assertThat(failures(execution, "worker:000")).singleElement().isInstanceOf(IllegalStateException.class);
    }

    /** OutstandingPartitioner relies on it: nothing outstanding is no partition. */
    @Test
    void aStepWithoutPartitionsCompletes() throws Exception {
        Step worker =
                bench.tasklet("worker", SpringBatchPartitionTrapsTest::fail).build();

        assertThat(bench.run(partitioned(size -> Map.of(), worker, 1)).getStatus())
                .isEqualTo(BatchStatus.COMPLETED);
    }

    private static void fail(StepExecution step) {
        throw new IllegalStateException(step.getStepName());
    }

    private static List<Throwable> failures(JobExecution execution, String step) {
        return execution.getStepExecutions().stream()
                .filter(candidate -> candidate.getStepName().equals(step))
                .flatMap(found -> found.getFailureExceptions().stream())
                .toList();
    }

    /** StaleExecutions repairs the steps of every execution because of this. */
    @Test
    void aPartitionThatCannotBeginPreventsTheNextStart() throws Exception {
        Step broken = execution -> fail(execution);
        Step whole = bench.tasklet("worker", step -> {}).build();
        bench.run(partitioned(size -> contexts(1), broken, 1));
        assertThat(bench.stored().getStatus()).isEqualTo(BatchStatus.FAILED);
        assertThatThrownBy(() -> bench.run(partitioned(size -> contexts(1), whole, 1)))
                .isInstanceOf(JobExecutionAlreadyRunningException.class);

        new StaleExecutions(bench.repository, InstantSource.system()).setRight("job", BatchBench.PARAMETERS);
        assertThat(bench.run(partitioned(size -> contexts(1), whole, 1)).getStatus())
                .isEqualTo(BatchStatus.COMPLETED);
    }

    private Step partitioned(Partitioner partitioner, Step worker, int size) {
        return new StepBuilder("manager", bench.repository)
                .partitioner("worker", partitioner)
                .step(worker)
                .gridSize(size)
                .taskExecutor(new SyncTaskExecutor())
                .build();
    }

    private static Map<String, ExecutionContext> contexts(int count) {
        Map<String, ExecutionContext> contexts = new LinkedHashMap<>();
        IntStream.range(0, count).forEach(i -> contexts.put("%03d".formatted(i), context(i)));
        return contexts;
    }

    private static ExecutionContext context(long first) {
        ExecutionContext context = new ExecutionContext();
        context.putLong("first", first);
        return context;
    }
}
