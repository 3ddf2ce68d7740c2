package io.conversationcleanup.job;

import io.conversationcleanup.model.MonotonicTime;
import java.time.Duration;

/** Measures active time without waits for a person, and the sending time in it. Thread-safe. */
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

    RunTimes(MonotonicTime time) {
        this.time = time;
        this.startedAt = time.nanos();
    }

    /** Time spent, in whole milliseconds; {@code sending} is part of {@code active}. Immutable. */
    record Spent(Duration active, Duration sending) {}

    synchronized void sendingBegins() {
        sending = true;
        sendingSince = time.nanos();
    }

    synchronized void sendingEnds() {
        sendingNanos += time.nanos() - sendingSince;
        sending = false;
    }

    synchronized void waitingBegins() {
        waiting = true;
        waitingSince = time.nanos();
    }

    synchronized void waitingEnds() {
        waitedNanos += time.nanos() - waitingSince;
        waiting = false;
    }

    synchronized Spent unkept() {
        long now = time.nanos();
        long waited = waitedNanos + (waiting ? now - waitingSince : 0);
        long active = (now - startedAt - waited) / MILLI;
        long sent = (sendingNanos + (sending ? now - sendingSince : 0)) / MILLI;
        return new Spent(
                Duration.ofMillis(active).minus(kept.active),
                Duration.ofMillis(sent).minus(kept.sending));
    }

    synchronized void kept(Spent spent) {
        kept = new Spent(kept.active.plus(spent.active), kept.sending.plus(spent.sending));
    }
}
