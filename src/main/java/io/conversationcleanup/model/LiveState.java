package io.conversationcleanup.model;

import org.jspecify.annotations.Nullable;

/**
 * The progress of a run, reported by its process once a second in addition to the ledger's counts. Immutable.
 *
 * @param begun whether this start has begun to send rows
 * @param callsPerSecond the mean of the last seconds; 0 while nothing is sent
 * @param rowsPerSecond finished rows, in the same way
 * @param ratePerSecond the current rate in calls per second, at most the ceiling; null if unlimited
 * @param outageSeconds how long the provider has been unusable; null if it is usable
 * @param pauseSeconds the rest of a pause that the provider asked for; null if there is none
 * @param retrySeconds the time until the next retry is due; null while other rows are left to send
 */
public record LiveState(
        String phase,
        long staged,
        long total,
        boolean begun,
        double callsPerSecond,
        double rowsPerSecond,
        @Nullable Double ratePerSecond,
        RateCeiling rateCeiling,
        Sending sending,
        @Nullable Long outageSeconds,
        @Nullable String outageReason,
        @Nullable Long pauseSeconds,
        @Nullable Long retrySeconds) {

    public enum RateCeiling {
        /** The run calls a real provider. */
        REQUIRED,
        /** The run calls a loopback address or the simulator. */
        OPTIONAL
    }

    public enum Sending {
        ON,
        PAUSED
    }

    public LiveState {
        if (held(sending, outageSeconds, pauseSeconds, retrySeconds)) {
            callsPerSecond = 0;
            rowsPerSecond = 0;
        }
    }

    /** Tells whether calls are held back for a reason that this state names. */
    public boolean held() {
        return held(sending, outageSeconds, pauseSeconds, retrySeconds);
    }

    private static boolean held(
            Sending sending, @Nullable Long outageSeconds, @Nullable Long pauseSeconds, @Nullable Long retrySeconds) {
        return sending == Sending.PAUSED || outageSeconds != null || pauseSeconds != null || retrySeconds != null;
    }
}
