package io.conversationcleanup.job;

import io.conversationcleanup.model.MonotonicTime;
import java.time.Duration;

/** Measures the time spent on a run since it was started, waits for a person apart, and the part of it spent sending. Thread-safe. */
final class RunTimes {

    private static final long MILLI = 1_000_000L;

    private final MonotonicTime time;
    private final long startedAt;
    private long sendingSince;
    private boolean sending;
    private long sendingNanos;
    private boolean waiting;
    private long waitingSince;
    private long waitedNanos;
    private Spent kept = new Spent(Duration.ZERO, Duration.ZERO);

    /** Times that begin now. */
    RunTimes(MonotonicTime time) {
        this.time = time;
        this.startedAt = time.nanos();
    }

    /**
     * Time spent, in whole milliseconds, as the ledger keeps it. Immutable.
     *
     * @param active on the run
     * @param sending the part of it spent in the delete step
     */
    record Spent(Duration active, Duration sending) {}

    synchronized void sendingBegins() {
        sending = true;
        sendingSince = time.nanos();
    }

    synchronized void sendingEnds() {
        sendingNanos += time.nanos() - sendingSince;
        sending = false;
    }

    /** From now on nothing is done until somebody has answered. */
    synchronized void waitingBegins() {
        waiting = true;
        waitingSince = time.nanos();
    }

    synchronized void waitingEnds() {
        waitedNanos += time.nanos() - waitingSince;
        waiting = false;
    }

    /** What has been spent and is not kept yet. */
    synchronized Spent unkept() {
        long now = time.nanos();
        long waited = waitedNanos + (waiting ? now - waitingSince : 0);
        long active = (now - startedAt - waited) / MILLI;
        long sent = (sendingNanos + (sending ? now - sendingSince : 0)) / MILLI;
        return new Spent(
                Duration.ofMillis(active).minus(kept.active),
                Duration.ofMillis(sent).minus(kept.sending));
    }

    /** Notes that so much of it is in the ledger. */
    synchronized void kept(Spent spent) {
        kept = new Spent(kept.active.plus(spent.active), kept.sending.plus(spent.sending));
    }
}
