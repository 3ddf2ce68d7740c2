package io.conversationcleanup.dispatch;

import io.conversationcleanup.quota.MonotonicTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps calls back while the provider cannot be reached or keeps failing. Thread-safe.
 *
 * <p>It closes when calls fail in a row for reasons that concern no row: three that found no connection, or calls for five
 * different rows that left and got no usable answer (one row may do that to a server by itself). While it is closed one call
 * at a time is let through at growing intervals, and the first answer opens it. When that takes too long the run halts.
 *
 * <p>It begins closed: the first call goes alone. Wrong credentials then cost one call and not all that may be in flight, and
 * the calls after it leave at their pace instead of waiting together for the connection and the program's own warm-up.
 */
final class OutageGate {

    private static final Logger log = LoggerFactory.getLogger(OutageGate.class);

    private static final int UNCONNECTED_CALLS = 3;
    private static final int UNANSWERED_ROWS = 5;
    private static final Duration FIRST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(30);
    /** How soon waiting senders notice that the gate has opened. */
    private static final long LOOK_AGAIN = Duration.ofMillis(50).toNanos();

    private final Duration giveUpAfter;
    private final MonotonicTime time;
    private final Halt halt;

    private int unconnected;
    private final Set<Long> unanswered = new HashSet<>();
    private long closings = 1;
    private boolean closed = true;
    private boolean probing;
    private boolean told;
    private long closedAt;
    private long probeAt;
    private long interval = FIRST_INTERVAL.toNanos();

    OutageGate(Duration giveUpAfter, MonotonicTime time, Halt halt) {
        this.giveUpAfter = giveUpAfter;
        this.time = time;
        this.halt = halt;
        this.closedAt = time.nanos();
        this.probeAt = closedAt;
    }

    /** How a call failed that concerns no row. */
    enum Failure {
        /** There was no connection: the call did not leave. */
        UNCONNECTED,
        /** The call left and no usable answer came. */
        UNANSWERED
    }

    /** Waits until a call may leave, as far as outages go. */
    MonotonicTime.Wait enter() {
        while (true) {
            long wait = nanosToWait();
            if (wait <= 0) {
                return MonotonicTime.Wait.ENDED;
            }
            if (time.sleep(Math.min(wait, LOOK_AGAIN)) == MonotonicTime.Wait.CALLED_OFF) {
                return MonotonicTime.Wait.CALLED_OFF;
            }
        }
    }

    private synchronized long nanosToWait() {
        if (!closed) {
            return 0;
        }
        if (probing) {
            return LOOK_AGAIN;
        }
        long wait = probeAt - time.nanos();
        probing = wait <= 0;
        return wait;
    }

    /** A mark for {@link #outageSince}: the outages that were over by now. */
    synchronized long outagesOver() {
        return closed ? closings - 1 : closings;
    }

    /** Whether there has been an outage beyond those that were over at the mark. */
    synchronized boolean outageSince(long outagesOver) {
        return closings > outagesOver;
    }

    synchronized void answered() {
        unconnected = 0;
        unanswered.clear();
        if (closed) {
            closed = false;
            probing = false;
            if (told) {
                told = false;
                log.info("The provider answers again, after {} s", seconds(time.nanos() - closedAt));
            }
        }
    }

    synchronized void failed(long row, long departedAt, Failure failure, String message) {
        if (closed) {
            if (departedAt - closedAt >= 0) {
                probeFailed(message);
            }
            return;
        }
        if (failure == Failure.UNCONNECTED) {
            unconnected++;
        }
        unanswered.add(row);
        if (unconnected >= UNCONNECTED_CALLS || unanswered.size() >= UNANSWERED_ROWS) {
            close(message);
        }
    }

    private void close(String message) {
        closed = true;
        probing = false;
        closings++;
        closedAt = time.nanos();
        interval = FIRST_INTERVAL.toNanos();
        probeAt = closedAt + interval;
        tell(message);
    }

    private void tell(String message) {
        told = true;
        log.warn(
                "The provider cannot be used: {}. Calls pause, and one at a time tries again, for up to {} s; no row loses"
                        + " an attempt",
                message,
                giveUpAfter.toSeconds());
    }

    private void probeFailed(String message) {
        long now = time.nanos();
        if (!told) {
            // The very first call: the outage begins with it and not with the start of the program.
            closedAt = now;
            tell(message);
        }
        probing = false;
        probeAt = now + Math.min(interval, Math.max(0, closedAt + giveUpAfter.toNanos() - now));
        interval = Math.min(2 * interval, LONGEST_INTERVAL.toNanos());
        if (now - closedAt >= giveUpAfter.toNanos()) {
            halt.request(new HaltReason(
                    HaltReason.Kind.OUTAGE,
                    "the provider could not be used for " + seconds(now - closedAt)
                            + " s, longer than outage.give-up-after allows: " + message));
        }
    }

    private static long seconds(long nanos) {
        return Duration.ofNanos(nanos).toSeconds();
    }
}
