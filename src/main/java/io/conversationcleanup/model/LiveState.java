package io.conversationcleanup.model;

import org.jspecify.annotations.Nullable;

/**
 * What a run is at, as its process tells it once a second, beside what the ledger counts. Immutable.
 *
 * @param phase what it does, in a few words for a person
 * @param staged the rows in the ledger
 * @param total the rows of the input, as far as that is known
 * @param begun whether rows are being sent, or have been by this start
 * @param callsPerSecond the calls that were recorded in the last seconds, for each of them; 0 while nothing leaves
 * @param rowsPerSecond the rows that were settled in the last seconds, for each of them; 0 while nothing leaves
 * @param ratePerSecond the rate that applies now, in calls a second, the ceiling or less; null if unlimited
 * @param rateCeiling whether it may be set to unlimited
 * @param sending whether calls may leave, as far as people decide
 * @param outageSeconds how long the provider has been out of use; null if it can be used
 * @param outageReason why the provider could not be used at the last attempt; null if it can be used
 * @param pauseSeconds how long calls have yet to wait because the provider asked for a pause; null if it asks for none
 * @param retrySeconds how long it is until the next of the rows that wait for another attempt are due; null while there are
 *     others to be sent
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

    /** Whether a run needs a ceiling. */
    public enum RateCeiling {
        /** It calls a real provider. */
        REQUIRED,
        /** It calls a loopback address or the simulator. */
        OPTIONAL
    }

    /** Whether calls may leave, as far as people decide. */
    public enum Sending {
        /** They may. */
        ON,
        /** Somebody has paused the run. */
        PAUSED
    }

    public LiveState {
        if (held(sending, outageSeconds, pauseSeconds, retrySeconds)) {
            callsPerSecond = 0;
            rowsPerSecond = 0;
        }
    }

    /** Whether nothing to speak of leaves, for a reason that is told. */
    public boolean held() {
        return held(sending, outageSeconds, pauseSeconds, retrySeconds);
    }

    private static boolean held(
            Sending sending, @Nullable Long outageSeconds, @Nullable Long pauseSeconds, @Nullable Long retrySeconds) {
        return sending == Sending.PAUSED || outageSeconds != null || pauseSeconds != null || retrySeconds != null;
    }
}
