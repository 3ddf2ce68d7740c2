package io.conversationcleanup.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * The nonces that calls have used: those of the last 20 minutes at least, which is as long as any signature can be good,
 * but not more than the last {@value #MAX_PER_GENERATION} to twice as many, so that a rehearsal without a quota does not
 * fill the heap. Not thread-safe.
 */
final class UsedNonces {

    private static final int MAX_PER_GENERATION = 1 << 19;
    private static final Duration GENERATION = Duration.ofMinutes(20);

    private final int maxPerGeneration;
    private LongSet current = new LongSet();
    private LongSet previous = new LongSet();
    private Instant currentSince = Instant.MIN;

    UsedNonces() {
        this(MAX_PER_GENERATION);
    }

    UsedNonces(int maxPerGeneration) {
        this.maxPerGeneration = maxPerGeneration;
    }

    /** Uses a nonce, and tells whether it is the first time. */
    boolean use(long nonce, Instant now) {
        if (current.size() >= maxPerGeneration || now.minus(GENERATION).isAfter(currentSince)) {
            previous = current;
            current = new LongSet();
            currentSince = now;
        }
        return !previous.contains(nonce) && current.add(nonce);
    }
}
