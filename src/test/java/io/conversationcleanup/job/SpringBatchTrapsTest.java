package io.conversationcleanup.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.ItemWriteListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Shows how Spring Batch 6.0.6 treats chunks and steps where that is surprising and this product depends on it, so that an
 * upgrade that changes it is noticed. Restarts are in {@link SpringBatchRestartTrapsTest}, partitions in {@link
 * SpringBatchPartitionTrapsTest}.
 *
 * <p>Not shown here, and not relevant because no step of this product uses it:
 *
 * <ul>
 *   <li>Fault tolerance: the processor is called again during a scan (5490, mended), a listener that throws no longer drops
 *       items (5493, mended), and a chunk of one item is still scanned (5128, holds).
 *   <li>A step with a task executor runs only its processor in parallel, and calls no chunk listener (holds).
 *   <li>Local chunking saves the reader's position before the items are written (5232, holds).
 *   <li>SynchronizedItemStreamReader does not synchronize update (5201, holds).
 * </ul>
 *
 * <p>Not shown here, and harmless in this product:
 *
 * <ul>
 *   <li>A reader that skips to its stored position fails at a malformed line (holds); StagingStep goes by the ledger.
 *   <li>Metrics need an ObservationRegistry bean (holds); the product publishes its own metrics.
 *   <li>JobOperator logs the parameters of a job at INFO (holds); they are stored as well, see SpringBatchRestartTrapsTest.
 * </ul>
 */
class SpringBatchTrapsTest {

    @RegisterExtension
    final BatchBench bench = new BatchBench();

    /** Mended after 6.0.4 (5509): StagingStep's check of the row count is no longer needed for this case. */
    @Test
    void aChunkThatTurnedRollbackOnlyFailsTheStep() throws Exception {
        JobExecution execution = bench.run(bench.copying(2, bench::failInside));

        assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
        assertThat(bench.written()).isEmpty();
    }

    /** What remains of 5509: StagingStep compares the number of rows before it marks the input as staged. */
    @Test
    void aChunkThatTurnsRollbackOnlyAfterItsWriteIsLost() throws Exception {
        Step step = bench.transactionalChunks()
                .reader(BatchBench.items(2))
                .writer(bench::write)
                .listener(new ItemWriteListener<Integer>() {
                    @Override
                    public void afterWrite(Chunk<? extends Integer> items) {
                        bench.failInside();
                    }
                })
                .build();

        assertThat(bench.run(step).getStatus()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(bench.storedStep().getWriteCount()).isEqualTo(2);
        assertThat(bench.written()).isEmpty();
    }

    /** Mended after 6.0.4 (5594): StaleExecutions is no longer needed after a commit that failed and was rolled back. */
    @Test
    void aFailedCommitFailsTheStepAndCanRestart() throws Exception {
        bench.run(bench.copying(3, () -> bench.transactions.nextCommit = new CannotAcquireLockException("commit")));
        assertThat(bench.stored().getStatus()).isEqualTo(BatchStatus.FAILED);
        assertThat(bench.storedStep().getStatus()).isEqualTo(BatchStatus.FAILED);
        assertThat(bench.written()).isEmpty();

        assertThat(bench.run(bench.copying(3)).getStatus()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(bench.written()).containsExactly(1, 2, 3);
    }

    /** StaleExecutions repairs executions that ended UNKNOWN, as they do if the connection breaks during a commit. */
    @Test
    void aCommitThatCannotBeRolledBackEndsUnknown() throws Exception {
        bench.run(bench.copying(3, () -> {
            bench.transactions.nextCommit = new DataAccessResourceFailureException("commit");
            bench.transactions.nextRollback = new TransactionSystemException("rollback");
        }));

        assertThat(bench.stored().getStatus()).isEqualTo(BatchStatus.UNKNOWN);
    }

    /** StaleExecutions repairs the steps of an execution that ended UNKNOWN, not only the execution. */
    @Test
    void aStepThatAnotherProcessChangedIsLeftStarted() throws Exception {
        bench.run(bench.copying(2, bench::touchStep));

        assertThat(bench.stored().getStatus()).isEqualTo(BatchStatus.UNKNOWN);
        assertThat(bench.storedStep().getStatus()).isEqualTo(BatchStatus.STARTED);
    }

    /** RunMonitor keeps its own counters because of this. */
    @Test
    void theReadCountIncludesAChunkThatFailed() throws Exception {
        bench.run(bench.copying(4, () -> failIf(bench.written().contains(3))));

        assertThat(bench.storedStep().getReadCount()).isEqualTo(4);
        assertThat(bench.storedStep().getWriteCount()).isEqualTo(2);
        assertThat(bench.written()).containsExactly(1, 2);
    }

    /** CleanupJob sets the transaction manager of its staging step because of this. */
    @Test
    void aChunkIsNoTransactionUnlessAManagerIsNamed() throws Exception {
        Step step = bench.chunks()
                .reader(BatchBench.items(2))
                .writer(items -> {
                    bench.write(items);
                    failIf(true);
                })
                .build();

        assertThat(bench.run(step).getStatus()).isEqualTo(BatchStatus.FAILED);
        assertThat(bench.written()).containsExactly(1, 2);
    }

    /** RangeStep uses no database transaction because it would hold a connection while calls are in flight. */
    @Test
    void aChunkHoldsAConnectionFromItsFirstReadOn() throws Exception {
        assertThat(holdsConnectionWhileReading(bench.transactionalChunks())).isTrue();
    }

    /** RangeStep relies on it: the ledger's short transactions must not join a longer one. */
    @Test
    void aResourcelessChunkHoldsNoConnection() throws Exception {
        assertThat(holdsConnectionWhileReading(bench.chunks().transactionManager(new ResourcelessTransactionManager())))
                .isFalse();
    }

    /** No step of CleanupJob is fault-tolerant because calls that succeeded would be repeated. */
    @Test
    void aFaultTolerantStepRepeatsWritesThatSucceeded() throws Exception {
        List<Integer> calls = new ArrayList<>();
        Step step = bench.transactionalChunks()
                .reader(BatchBench.items(2))
                .writer(items -> items.forEach(item -> {
                    calls.add(item);
                    failIf(item == 2);
                }))
                .faultTolerant()
                .skip(IllegalStateException.class)
                .skipLimit(1)
                .build();

        assertThat(bench.run(step).getStatus()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(calls).containsExactly(1, 2, 1, 2);
    }

    /** ConfirmationDecider asks the ledger whether the input is staged: StagingStep's exception does not fail the step. */
    @Test
    void anExceptionAfterAStepDoesNotFailIt() throws Exception {
        Step step = bench.transactionalChunks()
                .reader(BatchBench.items(2))
                .writer(bench::write)
                .listener(new StepExecutionListener() {
                    @Override
                    public @Nullable ExitStatus afterStep(StepExecution execution) {
                        throw new IllegalStateException("rows are missing");
                    }
                })
                .build();

        JobExecution execution = bench.run(step);

        assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(execution.getAllFailureExceptions()).isEmpty();
    }

    /** RangeStep checks for a stop at each row because a chunk takes longer than a stop may. */
    @Test
    void aStopIsSeenOnlyBetweenChunks() throws Exception {
        AtomicReference<StepExecution> running = new AtomicReference<>();
        Step step = bench.transactionalChunks()
                .reader(BatchBench.items(4))
                .processor(item -> {
                    running.get().setTerminateOnly();
                    return item;
                })
                .writer(bench::write)
                .listener(new StepExecutionListener() {
                    @Override
                    public void beforeStep(StepExecution execution) {
                        running.set(execution);
                    }
                })
                .build();

        assertThat(bench.run(step).getStatus()).isEqualTo(BatchStatus.STOPPED);
        assertThat(bench.written()).containsExactly(1, 2);
    }

    private boolean holdsConnectionWhileReading(ChunkOrientedStepBuilder<Integer, Integer> chunks) throws Exception {
        List<Boolean> held = new ArrayList<>();
        bench.run(chunks.reader(() -> {
                    held.add(TransactionSynchronizationManager.hasResource(bench.database));
                    return null;
                })
                .writer(bench::write)
                .build());
        assertThat(held).hasSize(1);
        return held.get(0);
    }

    private static void failIf(boolean failing) {
        if (failing) {
            throw new IllegalStateException("the write fails");
        }
    }
}
