package io.conversationcleanup.quota;

import java.time.Duration;
import java.util.Optional;

/**
 * Gives each call of a lane leave to depart, never faster than the lane's quota. Every call needs a permit of its own, a
 * retry too. Thread-safe, but for {@link #acquire}: whose turn it is to send is for the lane to say.
 */
public interface Pacer {

    /**
     * Waits until a call may leave. One thread at a time may ask.
     *
     * @param nanos for how long at most, in nanoseconds
     * @return empty if no call may leave by then, or the wait was called off
     */
    Optional<Permit> acquire(long nanos);

    /** Notes that the call has been answered, or that no answer is awaited any more. */
    void answered(Permit permit);

    /**
     * Notes that the provider asked to slow down: the rate falls at once, and nothing leaves for a while.
     *
     * @param permit the permit of the call that was answered so; calls that had left before the last slow-down lower the
     *     rate no further
     * @param retryAfter how long the provider asked to wait, if it said so; the longest wait asked for counts, up to five
     *     minutes
     */
    void throttled(Permit permit, Optional<Duration> retryAfter);

    /**
     * Sets the rate that is never exceeded; calls that wait already go by it too.
     *
     * @param callsPerSecond a positive number, or infinity for none
     */
    void ceiling(double callsPerSecond);

    /** The rate that is never exceeded, in calls a second; infinite if unlimited. */
    double ceiling();

    /** Lets nothing leave until {@link #resume}; the rate does not climb meanwhile. */
    void pause();

    /** Ends what {@link #pause} began. */
    void resume();

    /** Whether somebody has called {@link #pause}. */
    boolean paused();

    /** How long nothing leaves because the provider asked for a pause; zero if it may. */
    Duration pauseLeft();

    /** The rate that applies now, in calls a second, the ceiling or less; infinite if unlimited. */
    double ratePerSecond();

    /** The most calls that have left in any one second so far. */
    int maxInAnySecond();
}
