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
 * The quota, provider, circuit breaker and stop switch that all senders of a run share. Thread-safe.
 *
 * <p>{@link #observe} runs on the HTTP client's thread as soon as an answer arrives, so that no call leaves after an
 * answer that stops or slows the lane.
 */
public final class Lane {

    private static final int HOPELESS_IN_A_ROW = 10;

    final ConversationProvider provider;
    final Pacer pacer;
    final CircuitBreaker breaker;
    final StopRules rules;
    final RetryPolicy retry;
    final StopSwitch stop;
    final SteadyClock clock;
    final RandomGenerator random;
    final MonotonicTime time;
    private final CallMeter meter = new CallMeter();
    private final AtomicInteger hopeless = new AtomicInteger();
    /** Held while a batch leaves: one thread waits for the next permit and takes the ready connection. */
    private final ReentrantLock turn = new ReentrantLock(true);
    /** A connection attempt whose waiter timed out. Guarded by {@link #turn}. */
    private @Nullable CompletableFuture<Optional<Outcome>> connecting;

    /**
     * Creates a lane.
     *
     * @param giveUpAfter the longest outage before the run stops
     * @param clock the clock for due times; must be the one that the ledger's readers use
     * @param random a thread-safe source
     */
    public Lane(
            ConversationProvider provider,
            Pacer pacer,
            RetryPolicy retry,
            StopRules rules,
            Duration giveUpAfter,
            StopSwitch stop,
            MonotonicTime time,
            SteadyClock clock,
            RandomGenerator random) {
        this.provider = provider;
        this.pacer = pacer;
        this.retry = retry;
        this.rules = rules;
        this.breaker = new CircuitBreaker(giveUpAfter, time, stop);
        this.time = time;
        this.stop = stop;
        this.clock = clock;
        this.random = random;
    }

    public Pacer pacer() {
        return pacer;
    }

    public CallMeter meter() {
        return meter;
    }

    public Optional<CircuitBreaker.Outage> outage() {
        return breaker.outage();
    }

    public Duration longestRetryDelay() {
        return retry.maxDelay();
    }

    public StopSwitch stopSwitch() {
        return stop;
    }

    /** Waits for the turn to send; after {@code true} the caller must call {@link #endTurn}. */
    boolean awaitTurn(long nanos) {
        try {
            return turn.tryLock(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // See StopSwitch.SystemTime.
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void endTurn() {
        turn.unlock();
    }

    /**
     * Waits for the breaker, a connection and a permit. The caller must hold the turn and make the call at once.
     *
     * @return empty if no call can leave within this time, or the run has stopped
     */
    Optional<Permit> awaitLeave(long nanos) {
        long until = time.nanos() + nanos;
        while (!stop.requested()) {
            long now = time.nanos();
            long rest = until - now;
            // A pause, such as for the provider's maintenance, is no outage.
            boolean paused = pacer.paused();
            long wait = paused ? rest : breaker.nanosToWait();
            if (wait <= 0) {
                return connected(rest) ? permit(until - time.nanos()) : Optional.empty();
            }
            if (rest <= 0 || time.sleep(Math.min(wait, rest)) == MonotonicTime.Wait.CALLED_OFF) {
                return Optional.empty();
            }
            if (paused) {
                breaker.unneeded(time.nanos() - now);
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

    /** Keeps an earlier attempt's failure, but not its connection, which may be closed by now. */
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
            stop.request(StopCause.REFUSED, "no call can leave (" + problem.code() + "): " + problem.message());
        } else {
            breaker.unconnected(time.nanos(), problem.message());
        }
    }

    private Optional<Permit> permit(long nanos) {
        Optional<Permit> permit = pacer.acquire(nanos);
        // The run may have stopped during the wait.
        if (permit.isEmpty() || stop.requested()) {
            return Optional.empty();
        }
        breaker.departed(permit.get().departedAt());
        meter.departed();
        return permit;
    }

    /** A provider always completes normally, so an exception is a bug and stops the run. */
    static Outcome broken(@Nullable Throwable bug) {
        return Outcome.denied("internal", "the program failed while it made a call: " + bug);
    }

    void observe(Row row, Permit permit, Outcome outcome) {
        pacer.answered(permit);
        meter.answered(outcome, time.nanos() - permit.departedAt());
        long at = permit.departedAt();
        switch (outcome.kind()) {
            case DELETED, ALREADY_GONE, REFUSED -> {
                breaker.answered(at);
                hopeless.set(0);
            }
            case BUSY, SIGNED_ANEW -> breaker.answered(at);
            case UNEXPECTED -> {
                breaker.answered(at);
                countHopeless(outcome);
            }
            case THROTTLED -> {
                breaker.answered(at);
                pacer.throttled(permit, outcome.retryAfter());
            }
            case DENIED -> {
                breaker.answered(at);
                deny(outcome);
            }
            case UNAVAILABLE -> breaker.unconnected(at, outcome.message());
            case UNKNOWN -> breaker.unanswered(row, at, outcome.message());
        }
    }

    /** One such answer may be an accident and is retried; many in a row are not. */
    private void countHopeless(Outcome outcome) {
        if (outcome.atLast() == Outcome.AtLast.ABORT_RUN && hopeless.incrementAndGet() >= HOPELESS_IN_A_ROW) {
            deny(outcome);
        }
    }

    void deny(Outcome outcome) {
        stop.request(StopCause.REFUSED, "the provider answered " + outcome.code() + ": " + outcome.message());
    }
}
