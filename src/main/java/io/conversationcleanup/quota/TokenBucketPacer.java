package io.conversationcleanup.quota;

import io.github.bucket4j.BandwidthBuilder.BandwidthBuilderBuildStage;
import io.github.bucket4j.BandwidthBuilder.BandwidthBuilderCapacityStage;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pacer on a Bucket4j token bucket and a guard over departures. Thread-safe.
 *
 * <ol>
 *   <li>Callers queue at a fair lock, so that one at a time waits and no token is reserved for a call that cannot leave.
 *   <li>The bucket paces: its capacity is one token, so calls are spread evenly and never burst.
 *   <li>A pause that the provider asked for is waited out.
 *   <li>The guard holds the call until no more than the rate would leave in any one second.
 * </ol>
 */
public final class TokenBucketPacer implements Pacer {

    private static final Logger log = LoggerFactory.getLogger(TokenBucketPacer.class);

    /** Above this many calls a second a wait is shorter than a thread's late waking, so tokens of a millisecond may add up. */
    private static final double WAKING_RATE = 1_000;

    private final MonotonicTime time;
    private final AdaptiveRate rate;
    private final SecondWindow window;
    private final @Nullable DepartureGuard guard;
    private final ReentrantLock turn = new ReentrantLock(true);
    private @Nullable Bucket bucket;
    private double bucketRate;

    /**
     * A pacer with all of the quota ahead of it.
     *
     * @param callsPerSecond the ceiling, a positive number, or infinity for none; a fraction counts as the next whole
     *     number for the most calls in any one second, so 19.8 keeps below a quota of 20
     * @param strict whether the bound has to hold at the server too, see {@link DepartureGuard}
     */
    public TokenBucketPacer(double callsPerSecond, boolean strict, MonotonicTime time) {
        if (!(callsPerSecond > 0)) {
            throw new IllegalArgumentException("the rate must be positive: " + callsPerSecond);
        }
        long now = time.nanos();
        this.time = time;
        this.rate = new AdaptiveRate(callsPerSecond, now);
        this.window = new SecondWindow();
        this.guard = Double.isInfinite(callsPerSecond)
                ? null
                : new DepartureGuard((int) Math.ceil(callsPerSecond), strict, now);
    }

    @Override
    public Optional<Permit> acquire() {
        turn.lock();
        try {
            if (sleep(nanosUntilToken()) == MonotonicTime.Wait.CALLED_OFF) {
                return Optional.empty();
            }
            long now = time.nanos();
            for (long wait = nanosHeld(now); wait > 0; wait = nanosHeld(now)) {
                if (sleep(wait) == MonotonicTime.Wait.CALLED_OFF) {
                    return Optional.empty();
                }
                now = time.nanos();
            }
            window.departed(now);
            return Optional.of(guard == null ? new Permit(0, now) : guard.depart(now));
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void answered(Permit permit) {
        if (guard != null) {
            guard.answered(permit, time.nanos());
        }
    }

    @Override
    public void throttled(Permit permit, Optional<Duration> retryAfter) {
        long now = time.nanos();
        double before = rate.at(now);
        if (rate.throttled(permit, retryAfter, window.countAt(now), now)) {
            log.info(
                    "The provider asked to slow down: {} calls/s become {}, after a pause of {} ms",
                    "%.1f".formatted(before),
                    "%.1f".formatted(rate.at(now)),
                    rate.nanosOfPause(now) / 1_000_000);
        }
    }

    @Override
    public double ratePerSecond() {
        return rate.at(time.nanos());
    }

    @Override
    public int maxInAnySecond() {
        return window.largest();
    }

    private MonotonicTime.Wait sleep(long nanos) {
        return nanos > 0 ? time.sleep(nanos) : MonotonicTime.Wait.ENDED;
    }

    private long nanosHeld(long now) {
        return Math.max(rate.nanosOfPause(now), guard == null ? 0 : guard.nanosToWait(now));
    }

    /** Takes a token and says when it is there: taking first keeps the pace when a thread wakes late. */
    private long nanosUntilToken() {
        double current = rate.at(time.nanos());
        if (Double.isInfinite(current)) {
            return 0;
        }
        if (bucket == null) {
            bucket = newBucket(current);
        } else if (current != bucketRate) {
            bucket.replaceConfiguration(
                    BucketConfiguration.builder()
                            .addLimit(limit -> paced(limit, current))
                            .build(),
                    TokensInheritanceStrategy.AS_IS);
        }
        bucketRate = current;
        return bucket.consumeIgnoringRateLimits(1);
    }

    private Bucket newBucket(double callsPerSecond) {
        return Bucket.builder()
                .addLimit(limit -> paced(limit, callsPerSecond))
                .withCustomTimePrecision(new BucketTime(time))
                // Only the holder of the turn comes here.
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }

    private static BandwidthBuilderBuildStage paced(BandwidthBuilderCapacityStage limit, double callsPerSecond) {
        long capacity = Math.max(1, (long) (callsPerSecond / WAKING_RATE));
        long period = Math.round(capacity * SecondWindow.SECOND / callsPerSecond);
        return limit.capacity(capacity)
                .refillGreedy(capacity, Duration.ofNanos(period))
                .initialTokens(1);
    }

    /** The pacer's time as Bucket4j reads it. */
    private record BucketTime(MonotonicTime time) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return time.nanos();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
