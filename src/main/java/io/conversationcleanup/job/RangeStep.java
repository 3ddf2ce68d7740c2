package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.HaltReason;
import io.conversationcleanup.dispatch.InFlight;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.StopCause;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

/**
 * The worker of the delete step: a chunk-oriented step over the rows of one partition, made anew for each. Thread-safe.
 *
 * <p>Its chunks are no transactions of the database: none may be open while a call is in flight. The ledger records in
 * short ones of its own, and what is left to do follows from the ledger alone, so that nothing depends on where Spring
 * Batch believes a chunk to be.
 */
final class RangeStep implements Step {

    static final String NAME = "range";

    /** A page of the ledger, and some statements of Spring Batch. */
    private static final int CHUNK_SIZE = 2_000;

    private final RunInProgress work;
    private final JobRepository repository;
    private final BlockingQueue<ThrottledWriter> idle;
    /** How many ends of a range will be followed by another range. */
    private final AtomicInteger followed = new AtomicInteger();

    /**
     * A worker for several threads.
     *
     * @param senders the threads
     */
    RangeStep(RunInProgress work, JobRepository repository, int senders) {
        InFlight room = new InFlight(work.spec().maxInFlight());
        this.work = work;
        this.repository = repository;
        VisitedRanges visited = new VisitedRanges(work);
        this.idle = new LinkedBlockingQueue<>(IntStream.range(0, senders)
                .mapToObj(place -> new ThrottledWriter(work, place, room, senders, visited))
                .toList());
    }

    @Override
    public String getName() {
        return NAME;
    }

    /** Before the ranges of a pass, so many. */
    void beginPass(int ranges) {
        followed.set(ranges - idle.size());
    }

    /** After them, when no thread works on any. */
    void endPass() {
        try {
            idle.forEach(ThrottledWriter::drain);
        } catch (RuntimeException e) {
            failed(e);
            throw e;
        }
    }

    @Override
    public void execute(StepExecution execution) throws JobInterruptedException {
        // There are as many writers as threads, so one is idle.
        ThrottledWriter writer = idle.remove();
        try {
            send(execution, writer);
        } catch (RuntimeException | Error e) {
            // A failure that could not even be noted down: the other senders must not go on without this one.
            failed(e);
            throw e;
        } finally {
            idle.add(writer);
        }
    }

    private void send(StepExecution execution, ThrottledWriter writer) throws JobInterruptedException {
        RowSelection selection = RowSelection.of(execution.getExecutionContext());
        RangeReader reader = new RangeReader(work, selection, CHUNK_SIZE);
        chunks(reader, writer).execute(execution);
        if (execution.getStatus().isUnsuccessful()) {
            execution.getFailureExceptions().forEach(this::failed);
            return;
        }
        if (selection.kind() == RowSelection.Kind.PENDING
                && reader.exhausted()
                && !work.halt().requested()) {
            writer.ends(selection.range());
        }
        // Where no other range follows, nothing else takes in the last answers, and they would take up room until then.
        if (followed.getAndDecrement() <= 0) {
            writer.drain();
        }
    }

    private void failed(Throwable failure) {
        work.failure().note(failure);
        work.halt().request(new HaltReason(StopCause.FAULT, "the program failed while it was sending"));
    }

    private Step chunks(RangeReader reader, ThrottledWriter writer) {
        return new StepBuilder(NAME, repository)
                .<Row, Row>chunk(CHUNK_SIZE)
                .reader(reader)
                .writer(writer)
                .transactionManager(new ResourcelessTransactionManager())
                .build();
    }
}
