package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.InFlightLimit;
import io.conversationcleanup.job.OutstandingPartitioner.Selection;
import io.conversationcleanup.job.ThrottledWriter.Watermark;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.StopCause;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * The worker of the delete step; runs a new chunk-oriented step for each partition. Thread-safe. No database
 * transaction is open during a call, so chunks use none; the ledger alone decides what is left.
 */
final class RangeStep implements Step {

    static final String NAME = "range";

    /** One page of the ledger. */
    private static final int CHUNK_SIZE = 2_000;

    private final RunContext work;
    private final JobRepository repository;
    private final BlockingQueue<ThrottledWriter> idle;
    /** The number of range ends that another range will follow. */
    private final AtomicInteger followed = new AtomicInteger();

    RangeStep(RunContext work, JobRepository repository, int senders) {
        this.work = work;
        this.repository = repository;
        InFlightLimit limit = new InFlightLimit(work.spec().maxInFlight());
        Watermark watermark = new Watermark(work);
        this.idle = new LinkedBlockingQueue<>(IntStream.range(0, senders)
                .mapToObj(place -> new ThrottledWriter(work, place, limit, senders, watermark))
                .toList());
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public void execute(StepExecution execution) throws JobInterruptedException {
        // There are as many writers as threads.
        ThrottledWriter writer = idle.remove();
        try {
            send(execution, writer);
        } catch (RuntimeException | Error e) {
            // If even recording fails, the other senders must stop too.
            failed(e);
            throw e;
        } finally {
            idle.add(writer);
        }
    }

    private void send(StepExecution execution, ThrottledWriter writer) throws JobInterruptedException {
        Selection selection = Selection.of(execution.getExecutionContext());
        RangeReader reader = new RangeReader(selection);
        new StepBuilder(NAME, repository)
                .<Row, Row>chunk(CHUNK_SIZE)
                .reader(reader)
                .writer(writer)
                .transactionManager(new ResourcelessTransactionManager())
                .build()
                .execute(execution);
        if (execution.getStatus().isUnsuccessful()) {
            execution.getFailureExceptions().forEach(this::failed);
            return;
        }
        if (selection.kind() == Selection.Kind.PENDING
                && reader.exhausted
                && !work.stopSwitch().requested()) {
            writer.ends(selection.range());
        }
        // Without a following range, nothing takes in the last answers, and they keep their room in the limit.
        if (followed.getAndDecrement() <= 0) {
            writer.drain();
        }
    }

    private void failed(Throwable failure) {
        work.failure().note(failure);
        work.stopSwitch().request(StopCause.FAULT, "the program failed while it was sending");
    }

    /** Starts partitions in row order, so that the watermark rises; Spring Batch passes a hash set. */
    static final class InOrder extends TaskExecutorPartitionHandler {

        private final RangeStep ranges;
        private final int senders;

        InOrder(RunContext work, JobRepository repository, int senders) {
            this.ranges = new RangeStep(work, repository, senders);
            this.senders = senders;
            SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("sender-");
            threads.setConcurrencyLimit(senders);
            setTaskExecutor(threads);
            setGridSize(senders);
            setStep(ranges);
        }

        @Override
        protected Set<StepExecution> doHandle(StepExecution manager, Set<StepExecution> partitions) throws Exception {
            ranges.followed.set(partitions.size() - senders);
            Set<StepExecution> done = super.doHandle(
                    manager,
                    partitions.stream()
                            .sorted(Comparator.comparing(StepExecution::getStepName))
                            .collect(Collectors.toCollection(LinkedHashSet::new)));
            try {
                // No thread works on a range now.
                ranges.idle.forEach(ThrottledWriter::drain);
            } catch (RuntimeException e) {
                ranges.failed(e);
                throw e;
            }
            return done;
        }
    }

    /** Reads the outstanding rows of one partition until the run stops. Not thread-safe. */
    private final class RangeReader implements ItemReader<Row> {

        private final Selection selection;
        private Iterator<Row> page = Collections.emptyIterator();
        private long next;
        private boolean exhausted;

        RangeReader(Selection selection) {
            this.selection = selection;
            this.next = selection.range().first();
        }

        @Override
        public @Nullable Row read() {
            if (exhausted || work.stopSwitch().requested()) {
                return null;
            }
            if (!page.hasNext()) {
                work.requireHeld();
                page = selection
                        .page(work.ledger().outstanding(), work.number(), next, CHUNK_SIZE)
                        .iterator();
            }
            if (!page.hasNext()) {
                exhausted = true;
                return null;
            }
            Row row = page.next();
            next = row.number() + 1;
            return row;
        }
    }
}
