package io.conversationcleanup.dispatch;

import io.conversationcleanup.model.MonotonicTime;
import io.conversationcleanup.model.RetryPolicy;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.provider.ConversationProvider;
import io.conversationcleanup.provider.Outcome;
import io.conversationcleanup.quota.Pacer;
import io.conversationcleanup.quota.Permit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What all senders of a run share: one quota, one provider, one view of outages, one switch. Thread-safe.
 *
 * <p>{@link #observe} runs on the HTTP client's thread, the moment an answer is there, so that nothing more leaves after an
 * answer that stops or slows the lane.
 */
public final class Lane {

    private static final int HOPELESS_IN_A_ROW = 10;

    final ConversationProvider provider;
    final Pacer pacer;
    final OutageGate gate;
    final StopRules rules;
    final RetryPolicy retry;
    final Halt halt;
    final SteadyClock clock;
    final RandomGenerator random;
    final MonotonicTime time;
    private final CallMeter meter = new CallMeter();
    private final AtomicInteger hopeless = new AtomicInteger();
    /**
     * Held while a batch leaves, so that it is one thread that waits for the next permit and takes the connection that stands
     * ready. Fair: each sender has its turn.
     */
    private final ReentrantLock turn = new ReentrantLock(true);
    /** The attempt to connect that nobody has waited out. Used by whose turn it is. */
    private @Nullable CompletableFuture<Optional<Outcome>> connecting;

    /**
     * A lane.
     *
     * @param giveUpAfter how long an outage may last before the run halts
     * @param clock tells when rows are due again, the same for all that looks for them
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
            SteadyClock clock,
            RandomGenerator random) {
        this.provider = provider;
        this.pacer = pacer;
        this.retry = retry;
        this.rules = rules;
        this.gate = new OutageGate(giveUpAfter, time, halt);
        this.time = time;
        this.halt = halt;
        this.clock = clock;
        this.random = random;
    }

    /** The pacer of the lane, for its rates. */
    public Pacer pacer() {
        return pacer;
    }

    /** Counts the calls of the lane. */
    public CallMeter meter() {
        return meter;
    }

    /** How long the provider has been out of use; empty while calls can leave as far as it goes. */
    public Optional<Duration> outage() {
        return gate.lasting();
    }

    /** The longest that a row waits for its next attempt. */
    public Duration longestRetryDelay() {
        return retry.maxDelay();
    }

    /** Why the provider could not be used at the last attempt; empty as {@link #outage} is. */
    public Optional<String> outageReason() {
        return gate.reason();
    }

    /** The switch of the lane. */
    public Halt halt() {
        return halt;
    }

    /**
     * Waits for the turn to send.
     *
     * @param nanos for how long at most, in nanoseconds
     * @return whether it is the caller's; then {@link #endTurn} must follow
     */
    boolean awaitTurn(long nanos) {
        try {
            return turn.tryLock(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Nobody interrupts a sender, see Halt; should it happen, the mark stays for the thread that set it.
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void endTurn() {
        turn.unlock();
    }

    /**
     * Waits until a call can leave: the gate is open, a connection stands ready, and there is a permit. Whose turn it is
     * calls this, and makes the call at once.
     *
     * @param nanos for how long at most, in nanoseconds
     * @return empty if no call can leave by then, or the lane has halted
     */
    Optional<Permit> awaitLeave(long nanos) {
        long until = time.nanos() + nanos;
        while (!halt.requested()) {
            long now = time.nanos();
            long rest = until - now;
            // A run that is paused for the provider's maintenance must not give up over that.
            boolean paused = pacer.paused();
            long wait = paused ? rest : gate.nanosToWait();
            if (wait <= 0) {
                return connected(rest) ? permit(until - time.nanos()) : Optional.empty();
            }
            if (rest <= 0 || time.sleep(Math.min(wait, rest)) == MonotonicTime.Wait.CALLED_OFF) {
                return Optional.empty();
            }
            if (paused) {
                gate.unneeded(time.nanos() - now);
            }
        }
        return Optional.empty();
    }

    private boolean connected(long nanos) {
        CompletableFuture<Optional<Outcome>> ready = ready();
        connecting = null;
        try {
            Optional<Outcome> problem = ready.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            problem.ifPresent(this::noConnection);
            return problem.isEmpty();
        } catch (TimeoutException e) {
            connecting = ready;
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException bug) {
            deny(broken(bug.getCause()));
            return false;
        }
    }

    /** A failure counts though nobody waited when it came; a connection that came then may be gone again. */
    private CompletableFuture<Optional<Outcome>> ready() {
        CompletableFuture<Optional<Outcome>> earlier = connecting;
        if (earlier == null
                || (earlier.isDone()
                        && !earlier.isCompletedExceptionally()
                        && earlier.join().isEmpty())) {
            return provider.ready().toCompletableFuture();
        }
        return earlier;
    }

    private void noConnection(Outcome problem) {
        if (problem.kind() == Outcome.Kind.DENIED) {
            halt.request(new HaltReason(
                    StopCause.REFUSED, "no call can leave (" + problem.code() + "): " + problem.message()));
        } else {
            gate.unconnected(time.nanos(), problem.message());
        }
    }

    private Optional<Permit> permit(long nanos) {
        Optional<Permit> permit = pacer.acquire(nanos);
        // The run may have halted during the wait: an answer that denies everything lets nothing more leave.
        if (permit.isEmpty() || halt.requested()) {
            return Optional.empty();
        }
        gate.departed(permit.get().departedAt());
        meter.departed();
        return permit;
    }

    /** A provider completes normally whatever the network does, so this is a fault of the program: stop and say so. */
    static Outcome broken(@Nullable Throwable bug) {
        return Outcome.denied("internal", "the program failed while it made a call: " + bug);
    }

    void observe(Row row, Permit permit, Outcome outcome) {
        pacer.answered(permit);
        meter.answered(outcome, time.nanos() - permit.departedAt());
        long at = permit.departedAt();
        switch (outcome.kind()) {
            case DELETED, ALREADY_GONE, REFUSED -> {
                gate.answered(at);
                hopeless.set(0);
            }
            case BUSY, SIGNED_ANEW -> gate.answered(at);
            case UNEXPECTED -> {
                gate.answered(at);
                countHopeless(outcome);
            }
            case THROTTLED -> {
                gate.answered(at);
                pacer.throttled(permit, outcome.retryAfter());
            }
            case DENIED -> {
                gate.answered(at);
                deny(outcome);
            }
            case UNAVAILABLE -> gate.unconnected(at, outcome.message());
            case UNKNOWN -> {
                if (row.lastUnanswered()) {
                    gate.unansweredAgain(at, outcome.message());
                } else {
                    gate.unanswered(row.number(), at, outcome.message());
                }
            }
        }
    }

    /** One row with such an answer may be an accident and gets its attempts; many with nothing else between are not. */
    private void countHopeless(Outcome outcome) {
        if (outcome.atLast() == Outcome.AtLast.ABORT_RUN && hopeless.incrementAndGet() >= HOPELESS_IN_A_ROW) {
            deny(outcome);
        }
    }

    /** Halts the run: no row could succeed. */
    void deny(Outcome outcome) {
        halt.request(new HaltReason(
                StopCause.REFUSED, "the provider answered " + outcome.code() + ": " + outcome.message()));
    }
}
