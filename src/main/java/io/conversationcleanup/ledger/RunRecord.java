package io.conversationcleanup.ledger;

import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.StopCause;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as the ledger knows it. Immutable.
 *
 * @param number the run's key in the ledger
 * @param sequence 1 for the first run of its identity, one more for each {@code --fresh} after it
 * @param run what it was entered with; the rate is that of its last start
 * @param status where it stands
 * @param cause who or what stopped it; null while it runs, or if it has finished
 * @param confirmed whether its last start may send, or might
 * @param statusReason why it stopped, in a sentence; null if nothing stopped it
 * @param endedAt when it last ended; null while running
 * @param active the time spent on it, over all its starts
 * @param sending the part of {@code active} spent in the delete step
 * @param calls calls made so far
 */
public record RunRecord(
        long number,
        int sequence,
        NewRun run,
        RunStatus status,
        @Nullable StopCause cause,
        boolean confirmed,
        @Nullable String statusReason,
        @Nullable Instant endedAt,
        Duration active,
        Duration sending,
        CallCounts calls) {

    /** The name that people type. */
    public String id() {
        return run.id();
    }

    /** The same run, stopped. */
    public RunRecord stopped(StopCause by, @Nullable String why, @Nullable Instant at) {
        return new RunRecord(number, sequence, run, by.status(), by, confirmed, why, at, active, sending, calls);
    }

    /** The same run, finished. */
    public RunRecord finished(RunStatus as, Instant at) {
        return new RunRecord(number, sequence, run, as, null, confirmed, null, at, active, sending, calls);
    }

    /** Whether the rows of an older run of the same content are sent, or were, as rows of this one. */
    public boolean replaces(RunRecord older) {
        return run.identity().equals(older.run().identity())
                && sequence > older.sequence()
                && confirmed
                && cause != StopCause.ABANDONED;
    }

    /** Whether nothing is left to do, or somebody has closed it for good. */
    public boolean isClosed() {
        return status.finished() || cause == StopCause.ABANDONED;
    }
}
