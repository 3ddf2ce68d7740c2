package io.conversationcleanup.dispatch;

import io.conversationcleanup.provider.ConversationProvider;
import io.conversationcleanup.provider.Disposition;
import io.conversationcleanup.provider.Outcome;
import io.conversationcleanup.quota.MonotonicTime;
import io.conversationcleanup.quota.Pacer;
import io.conversationcleanup.quota.Permit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * What all senders of a run share: one quota, one provider, one view of outages, one switch. Thread-safe.
 *
 * <p>{@link #observe} runs on the HTTP client's thread, the moment an answer is there, so that nothing more leaves after an
 * answer that stops or slows the lane.
 */
public final class Lane {

    final ConversationProvider provider;
    final Pacer pacer;
    final OutageGate gate;
    final StopRules rules;
    final RetryPolicy retry;
    final Halt halt;
    final InstantSource clock;
    final RandomGenerator random;
    /**
     * Held while a batch leaves. Senders whose calls left by turns would also wait for their answers together, and the lane
     * would be idle for that long; this way the next batch leaves while the answers of the one before come in.
     */
    final ReentrantLock turn = new ReentrantLock(true);

    /**
     * A lane.
     *
     * @param giveUpAfter how long an outage may last before the run halts
     * @param random a thread-safe source
     */
    public Lane(
            ConversationProvider provider,
            Pacer pacer,
            RetryPolicy retry,
            StopRules rules,
            Duration giveUpAfter,
            Halt halt,
            MonotonicTime time,
            InstantSource clock,
            RandomGenerator random) {
        this.provider = provider;
        this.pacer = pacer;
        this.retry = retry;
        this.rules = rules;
        this.gate = new OutageGate(giveUpAfter, time, halt);
        this.halt = halt;
        this.clock = clock;
        this.random = random;
    }

    /** The pacer of the lane, for its rates. */
    public Pacer pacer() {
        return pacer;
    }

    /** The switch of the lane. */
    public Halt halt() {
        return halt;
    }

    void observe(long row, Permit permit, Outcome outcome) {
        pacer.answered(permit);
        if (outcome instanceof Outcome.Unavailable unavailable) {
            gate.failed(row, permit.departedAt(), OutageGate.Failure.UNCONNECTED, unavailable.message());
        } else if (outcome instanceof Outcome.Unknown unknown) {
            gate.failed(row, permit.departedAt(), OutageGate.Failure.UNANSWERED, unknown.message());
        } else {
            gate.answered();
        }
        if (outcome instanceof Outcome.Throttled throttled) {
            pacer.throttled(permit, throttled.retryAfter());
        } else if (outcome.disposition() == Disposition.ABORT) {
            deny(outcome);
        }
    }

    /** Halts the run: no row could succeed. */
    void deny(Outcome outcome) {
        halt.request(new HaltReason(
                HaltReason.Kind.ABORT, "the provider answered " + outcome.code() + ": " + outcome.message()));
    }
}
