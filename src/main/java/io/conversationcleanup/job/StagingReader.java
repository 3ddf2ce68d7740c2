package io.conversationcleanup.job;

import io.conversationcleanup.intake.ParsedRow;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads the rows of the input that are not in the ledger yet. Not thread-safe; used by the staging step alone.
 *
 * <p>Where to go on is what the ledger holds, written in the same transaction as the rows, and not a position of Spring
 * Batch's: one truth instead of two.
 */
final class StagingReader implements ItemStreamReader<ParsedRow>, StepExecutionListener {

    private final RunInProgress work;
    private RowSource.@Nullable Rows rows;
    private boolean atEnd;

    StagingReader(RunInProgress work) {
        this.work = work;
    }

    @Override
    public void open(ExecutionContext executionContext) {
        atEnd = work.ledger().rows().isStaged(work.number());
        if (!atEnd) {
            long staged = work.ledger().results().tally(work.number()).total();
            rows = work.spec().input().open(work.ledger(), work.spec().rules(), staged);
            work.monitor().stagingOf(work.spec().input().rows(), staged);
        }
    }

    @Override
    public @Nullable ParsedRow read() {
        if (rows == null || work.halt().requested()) {
            return null;
        }
        ParsedRow row = rows.next().orElse(null);
        atEnd = row == null;
        return row;
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
            rows = null;
        }
    }

    /** Notes that staging is over, once the ledger is known to hold every row: a chunk may be lost without an exception. */
    @Override
    public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
        try {
            ends(stepExecution);
            return null;
        } catch (RuntimeException e) {
            // Spring Batch would only log it, and the job would continue.
            stepExecution.addFailureException(e);
            return ExitStatus.FAILED;
        }
    }

    private void ends(StepExecution stepExecution) {
        if (!atEnd
                || stepExecution.getStatus().isUnsuccessful()
                || work.ledger().rows().isStaged(work.number())) {
            return;
        }
        long staged = work.ledger().results().tally(work.number()).total();
        long expected = work.spec().input().rows();
        if (staged != expected) {
            throw new IllegalStateException(
                    "the input has " + expected + " rows and the ledger holds " + staged + "; nothing was sent");
        }
        work.ledger().rows().staged(work.owned());
    }
}
