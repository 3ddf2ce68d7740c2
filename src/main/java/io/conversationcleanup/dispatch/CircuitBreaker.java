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
 * Keeps calls back while the provider cannot be reached or keeps failing. Thread-safe; between {@link #nanosToWait}
 * and {@link #departed} no other thread may ask, though answers to earlier calls may come in.
 *
 * <p>It opens when calls fail in a row for reasons that concern no row: three times there was no connection, or calls for
 * five different rows left and got no usable answer (one row may do that to a server by itself). While it is open, one call
 * at a time is let through at growing intervals, and the first answer closes it. When that takes too long the run stops.
 *
 * <p>Where fewer rows than five are left to try, it opens on the suspicion of an outage. That ends after 20 seconds, for
 * those rows may be the cause themselves.
 *
 * <p>The first call has a head start of a moment: wrong credentials then cost one call as a rule, and not all that may be in
 * flight, and the program's own warm-up is over when calls begin to follow each other.
 */
public final class CircuitBreaker {

    private static final Logger log = LoggerFactory.getLogger(CircuitBreaker.class);

    private static final int UNCONNECTED = 3;
    private static final int UNANSWERED_ROWS = 5;
    /** Longer would show in the rate of a run of a minute; most answers are there by then. */
    private static final long HEAD_START = Duration.ofMillis(100).toNanos();

    private static final long LONGEST_SUSPICION = Duration.ofSeconds(20).toNanos();

    private static final Duration FIRST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(30);
    /** How soon it shows that the breaker has closed. */
    private static final long LOOK_AGAIN = Duration.ofMillis(20).toNanos();

    private final Duration giveUpAfter;
    private final MonotonicTime time;
    private final StopSwitch stop;

    private enum State {
        /** Nothing is known of the provider yet. */
        UNTRIED,
        /** Calls pass. */
        CLOSED,
        /** No call passes but one that tries the provider. */
        OPEN
    }

    private State state = State.UNTRIED;
    private int unconnected;
    private final Set<Long> unanswered = new HashSet<>();
    private long openings;
    private boolean suspected;
    private boolean probing;
    /** When the call left that tries the provider. */
    private long probeLeftAt;

    private long openedAt;
    /** What kept the last call from an answer. */
    private String reason = "";

    private long probeAt;
    private long interval = FIRST_INTERVAL.toNanos();
    private boolean everAnswered;
    private long lastDepartureWithAnswer;

    /**
     * An outage. Immutable.
     *
     * @param lasting for how long the provider has been out of use
     * @param reason why the last call got no answer
     */
    public record Outage(Duration lasting, String reason) {}

    CircuitBreaker(Duration giveUpAfter, MonotonicTime time, StopSwitch stop) {
        this.giveUpAfter = giveUpAfter;
        this.time = time;
        this.stop = stop;
    }

    /** How long the next call has to wait at least, as far as outages go; not positive if it may leave now. */
    synchronized long nanosToWait() {
        return switch (state) {
            case CLOSED -> 0;
            case UNTRIED -> probing ? Math.min(LOOK_AGAIN, probeLeftAt + HEAD_START - time.nanos()) : 0;
            case OPEN -> probing ? LOOK_AGAIN : probeAt - time.nanos();
        };
    }

    /** The outage that lasts; empty if there is none. */
    synchronized Optional<Outage> outage() {
        return state == State.OPEN
                ? Optional.of(new Outage(Duration.ofNanos(time.nanos() - openedAt), reason))
                : Optional.empty();
    }

    /** Notes that a call has left, at that moment; the breaker may have opened since. */
    synchronized void departed(long at) {
        if (state == State.UNTRIED && probing) {
            state = State.CLOSED;
            probing = false;
        } else if (state != State.CLOSED) {
            probing = true;
            probeLeftAt = at;
        }
    }

    /** Notes that for so long nobody wanted calls to leave: an outage is as long as it has kept them from it. */
    synchronized void unneeded(long nanos) {
        openedAt += nanos;
        probeAt += nanos;
    }

    /** Opens on the suspicion of an outage: no call is under way, and the last ones got no usable answer. */
    synchronized void suspect(String message) {
        if (state != State.OPEN) {
            open(message);
            suspected = true;
        }
    }

    /** How many outages are over; one with a higher number has come since, or lasts. */
    synchronized long outagesOver() {
        return state == State.OPEN ? openings - 1 : openings;
    }

    /** The number of the outage that goes on, or of the last one. */
    synchronized long latestOutage() {
        return openings;
    }

    /** Whether a call that left after this moment has been answered: the provider lives. */
    synchronized boolean hasAnsweredSince(long nanos) {
        return everAnswered && lastDepartureWithAnswer - nanos > 0;
    }

    /** Notes an answer, whatever it says, to a call that departed at that moment. */
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

    /** Notes that no connection was to be had, for a call at that moment. */
    synchronized void unconnected(long at, String message) {
        if (state == State.OPEN) {
            suspected = false;
            probeFailed(at, message);
        } else if (++unconnected >= UNCONNECTED) {
            open(message);
        }
    }

    /** Notes that a call for this row left at that moment and got no usable answer. */
    synchronized void unanswered(Row row, long departedAt, String message) {
        // A row that got no answer before, while others did, says nothing of the provider.
        if (!row.lastUnanswered()) {
            unanswered.add(row.number());
        }
        if (state == State.OPEN) {
            suspected &= unanswered.size() < UNANSWERED_ROWS;
            probeFailed(departedAt, message);
        } else if (!row.lastUnanswered() && (state == State.UNTRIED || unanswered.size() >= UNANSWERED_ROWS)) {
            // The very first call has nothing before it that spoke for the provider.
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
            // One of the calls that were on their way when the breaker opened.
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
