package io.conversationcleanup.quota;

import java.time.Duration;
import java.util.Optional;

/** Issues the permit that each call and each retry needs. Thread-safe, except {@link #acquire}. */
public interface Pacer {

    /**
     * Waits for a permit. Only one thread at a time may call this.
     *
     * @param nanos the longest wait
     * @return empty after a timeout or if the wait was called off
     */
    Optional<Permit> acquire(long nanos);

    /** Records that the call was answered or will not be. */
    void answered(Permit permit);

    /**
     * Reduces the rate and pauses the lane after a "slow down" answer.
     *
     * @param permit the call's permit; calls that left before the last slow-down do not reduce the rate again
     * @param retryAfter the requested wait, if any; the longest applies, up to five minutes
     */
    void throttled(Permit permit, Optional<Duration> retryAfter);

    /**
     * Sets the ceiling; applies to waiting calls too.
     *
     * @param callsPerSecond a positive number, or infinity for none
     */
    void ceiling(double callsPerSecond);

    /** Returns the ceiling in calls a second; infinite for none. */
    double ceiling();

    /** Stops all calls until {@link #resume}; the rate does not climb in this time. */
    void pause();

    void resume();

    boolean paused();

    /** Returns the rest of the pause that the provider requested, or zero. */
    Duration pauseLeft();

    /** Returns the current rate in calls a second, at most the ceiling; infinite if unlimited. */
    double ratePerSecond();

    /** Returns the largest number of calls that left in any one second. */
    int maxInAnySecond();
}
