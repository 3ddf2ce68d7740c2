package io.conversationcleanup.job;

import io.conversationcleanup.quota.MonotonicTime;
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
    private long takenActive;
    private long takenSending;

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

    /** What has been spent since the last time that this was asked. */
    synchronized Spent take() {
        long now = time.nanos();
        long waited = waitedNanos + (waiting ? now - waitingSince : 0);
        long active = (now - startedAt - waited) / MILLI;
        long sent = (sendingNanos + (sending ? now - sendingSince : 0)) / MILLI;
        Spent spent = new Spent(Duration.ofMillis(active - takenActive), Duration.ofMillis(sent - takenSending));
        takenActive = active;
        takenSending = sent;
        return spent;
    }
}
