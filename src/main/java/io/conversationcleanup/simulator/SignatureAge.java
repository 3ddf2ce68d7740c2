package io.conversationcleanup.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How old a signature may be, whatever it says itself. Thread-safe. */
final class SignatureAge {

    private final long maxSeconds;
    private volatile long refusedBefore = Long.MIN_VALUE;

    /** @param life how long a signature is good at most; empty for as long as it says */
    SignatureAge(Optional<Duration> life) {
        maxSeconds = life.map(Duration::toSeconds).orElse(Long.MAX_VALUE);
    }

    /** From now on refuses what was made in a second before the one of this moment. */
    void refuseMadeBefore(Instant moment) {
        refusedBefore = moment.getEpochSecond();
    }

    /** @param madeAt when the signature was made, in seconds since 1970 */
    boolean isOver(long madeAt, Instant now) {
        return madeAt < refusedBefore || now.getEpochSecond() - madeAt > maxSeconds;
    }
}
