package io.conversationcleanup.job;

import io.conversationcleanup.ledger.RowOutcome;
import io.conversationcleanup.ledger.Tally;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a run is doing, for whoever shows it: counters that its threads keep up while it goes. Thread-safe.
 *
 * <p>Spring Batch's own counters stand still during a chunk and count a chunk that failed, so they are not used.
 */
public final class RunMonitor {

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STARTING);
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong staged = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();

    /** What a run is at. */
    public enum Phase {
        /** Looking for what there is to do. */
        STARTING,
        /** Reading the input into the ledger. */
        STAGING,
        /** Waiting for somebody's consent. */
        CONFIRMING,
        /** Sending. */
        DELETING,
        /** Writing the reports. */
        REPORTING
    }

    /**
     * A moment of a run. Immutable.
     *
     * @param phase what it is at
     * @param total the rows of the input
     * @param staged the rows in the ledger
     * @param done the rows of which nothing is left to do, whatever became of them
     * @param failed those of them that failed or were rejected
     * @param waiting the rows that wait for another attempt
     */
    public record Snapshot(Phase phase, long total, long staged, long done, long failed, long waiting) {}

    /** The counters now. */
    public Snapshot snapshot() {
        return new Snapshot(phase.get(), total.get(), staged.get(), done.get(), failed.get(), waiting.get());
    }

    void enter(Phase next) {
        phase.set(next);
    }

    void stagingOf(long rows, long stagedBefore) {
        total.set(rows);
        staged.set(stagedBefore);
        phase.set(Phase.STAGING);
    }

    void staged(long rows) {
        staged.addAndGet(rows);
    }

    void deletingOf(Tally tally) {
        total.set(tally.total());
        staged.set(tally.total());
        done.set(tally.total() - tally.outstanding());
        failed.set(tally.unsuccessful() - tally.waiting());
        waiting.set(tally.waiting());
        phase.set(Phase.DELETING);
    }

    /** Counts outcomes of rows, of which some had been waiting before. */
    void recorded(List<RowOutcome> outcomes) {
        long settled = 0;
        long bad = 0;
        long waits = 0;
        for (RowOutcome outcome : outcomes) {
            // A row that has had an attempt before was waiting until now.
            waits -= outcome.attempts() > 1 ? 1 : 0;
            switch (outcome.state()) {
                case WAITING -> waits++;
                case FAILED, RETRYABLE -> {
                    settled++;
                    bad++;
                }
                default -> settled++;
            }
        }
        done.addAndGet(settled);
        failed.addAndGet(bad);
        waiting.addAndGet(waits);
    }
}
