package io.conversationcleanup.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider's clock, which it looks at once for each call: it does something when a call arrives. Thread-safe. */
final class CallCounter implements InstantSource {

    private final int number;
    private final Runnable action;
    private final AtomicInteger calls = new AtomicInteger();

    /**
     * A clock.
     *
     * @param number the call, from 1, at which to act
     * @param action run on the provider's thread, before the call is taken
     */
    CallCounter(int number, Runnable action) {
        this.number = number;
        this.action = action;
    }

    @Override
    public Instant instant() {
        if (calls.incrementAndGet() == number) {
            action.run();
        }
        return Instant.now();
    }
}
