package io.conversationcleanup.dispatch;

import io.conversationcleanup.model.MonotonicTime;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.StopCause;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds calls back while the provider is unreachable or keeps failing. Thread-safe, but only one thread may call
 * {@link #nanosToWait} and {@link #departed}, in this order.
 *
 * <p>It opens after three failed connections in a row, or after calls for five different rows without a usable answer
 * (a single row can cause that on a server). While it is open, single probes leave at growing intervals, and the first
 * answer closes it. The run stops if that takes too long.
 *
 * <p>With fewer than five rows left, it opens on suspicion, for at most 20 seconds, because those rows may be the
 * cause.
 *
 * <p>The first call gets a short head start, so that wrong credentials usually cost one call and the program has warmed
 * up before calls follow quickly.
 */
public final class CircuitBreaker {

    private static final Logger log = LoggerFactory.getLogger(CircuitBreaker.class);

    private static final int UNCONNECTED = 3;
    private static final int UNANSWERED_ROWS = 5;
    /** Most answers arrive within this time; a longer one would lower the rate of a one-minute run. */
    private static final long HEAD_START = Duration.ofMillis(100).toNanos();

    private static final long LONGEST_SUSPICION = Duration.ofSeconds(20).toNanos();

    private static final Duration FIRST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(30);
    /** The longest delay before a waiting caller sees that the breaker has closed. */
    private static final long LOOK_AGAIN = Duration.ofMillis(20).toNanos();

    private final Duration giveUpAfter;
    private final MonotonicTime time;
    private final StopSwitch stop;

    private enum State {
        UNTRIED,
        CLOSED,
        /** Only probes pass. */
        OPEN
    }

    private State state = State.UNTRIED;
    private int unconnected;
    private final Set<Long> unanswered = new HashSet<>();
    private long openings;
    private boolean suspected;
    private boolean probing;
    private long probeLeftAt;

    private long openedAt;
    private String reason = "";

    private long probeAt;
    private long interval = FIRST_INTERVAL.toNanos();
    private boolean everAnswered;
    private long lastDepartureWithAnswer;

    /** An outage in progress; {@code reason} is why the last call got no answer. Immutable. */
    public record Outage(Duration lasting, String reason) {}

    CircuitBreaker(Duration giveUpAfter, MonotonicTime time, StopSwitch stop) {
        this.giveUpAfter = giveUpAfter;
        this.time = time;
        this.stop = stop;
    }

    /** The wait for the next call; not positive if it may leave now. */
    synchronized long nanosToWait() {
        return switch (state) {
            case CLOSED -> 0;
            case UNTRIED -> probing ? Math.min(LOOK_AGAIN, probeLeftAt + HEAD_START - time.nanos()) : 0;
            case OPEN -> probing ? LOOK_AGAIN : probeAt - time.nanos();
        };
    }

    synchronized Optional<Outage> outage() {
        return state == State.OPEN
                ? Optional.of(new Outage(Duration.ofNanos(time.nanos() - openedAt), reason))
                : Optional.empty();
    }

    synchronized void departed(long at) {
        if (state == State.UNTRIED && probing) {
            state = State.CLOSED;
            probing = false;
        } else if (state != State.CLOSED) {
            probing = true;
            probeLeftAt = at;
        }
    }

    /** Excludes time in which no call was wanted from the outage. */
    synchronized void unneeded(long nanos) {
        openedAt += nanos;
        probeAt += nanos;
    }

    /** Opens while no call is in flight and the last ones got no usable answer. */
    synchronized void suspect(String message) {
        if (state != State.OPEN) {
            open(message);
            suspected = true;
        }
    }

    /** The number of finished outages; an outage with a higher number began later or still lasts. */
    synchronized long outagesOver() {
        return state == State.OPEN ? openings - 1 : openings;
    }

    synchronized long latestOutage() {
        return openings;
    }

    /** Whether a call that left after this moment was answered. */
    synchronized boolean hasAnsweredSince(long nanos) {
        return everAnswered && lastDepartureWithAnswer - nanos > 0;
    }

    synchronized void answered(long departedAt) {
        unconnected = 0;
        unanswered.clear();
        if (!everAnswered || departedAt - lastDepartureWithAnswer > 0) {
            lastDepartureWithAnswer = departedAt;
        }
        everAnswered = true;
        if (state == State.OPEN) {
            log.info("The provider answers again, after {} s", seconds(time.nanos() - openedAt));
        }
        state = State.CLOSED;
        probing = false;
    }

    synchronized void unconnected(long at, String message) {
        if (state == State.OPEN) {
            suspected = false;
            probeFailed(at, message);
        } else if (++unconnected >= UNCONNECTED) {
            open(message);
        }
    }

    synchronized void unanswered(Row row, long departedAt, String message) {
        // A row that repeatedly gets no answer says nothing about the provider.
        if (!row.lastUnanswered()) {
            unanswered.add(row.number());
        }
        if (state == State.OPEN) {
            suspected &= unanswered.size() < UNANSWERED_ROWS;
            probeFailed(departedAt, message);
        } else if (!row.lastUnanswered() && (state == State.UNTRIED || unanswered.size() >= UNANSWERED_ROWS)) {
            // Before the first call, no answer has shown that the provider works.
            open(message);
        }
    }

    private void open(String message) {
        state = State.OPEN;
        suspected = false;
        probing = false;
        openings++;
        openedAt = time.nanos();
        reason = message;
        interval = FIRST_INTERVAL.toNanos();
        probeAt = openedAt + interval;
        log.warn(
                "The provider cannot be used: {}. Calls pause, and one at a time tries again, for up to {} s; no row loses"
                        + " an attempt",
                message,
                giveUpAfter.toSeconds());
    }

    private void probeFailed(long at, String message) {
        boolean isProbe = probing && at == probeLeftAt;
        if (!isProbe && at - openedAt < 0) {
            // This call left before the breaker opened.
            return;
        }
        long now = time.nanos();
        long lasted = now - openedAt;
        reason = message;
        probing = false;
        probeAt = now + Math.min(interval, Math.max(0, giveUpAfter.toNanos() - lasted));
        interval = Math.min(interval * 3 / 2, LONGEST_INTERVAL.toNanos());
        if (lasted >= giveUpAfter.toNanos()) {
            stop.request(
                    StopCause.OUTAGE,
                    "the provider could not be used for " + seconds(lasted)
                            + " s, longer than outage.give-up-after allows: " + message);
        } else if (suspected && lasted >= LONGEST_SUSPICION) {
            state = State.CLOSED;
            log.warn(
                    "Nothing but the few rows left to try has failed for {} s; they may be the cause, and their attempts"
                            + " count from now on",
                    seconds(lasted));
        }
    }

    private static long seconds(long nanos) {
        return Duration.ofNanos(nanos).toSeconds();
    }
}
