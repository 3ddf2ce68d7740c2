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
 *   <li>The bucket paces: each call takes its token before it waits for it, so calls are spread evenly. Tokens are kept for
 *       a moment, for a thread that wakes late; after a pause or idle time there is none.
 *   <li>A pause that the provider asked for is waited out.
 *   <li>The guard holds the call until no more than the rate would leave in any one second.
 * </ol>
 */
public final class TokenBucketPacer implements Pacer {

    private static final Logger log = LoggerFactory.getLogger(TokenBucketPacer.class);

    /**
     * For how long the bucket keeps tokens. With a capacity of one token each late waking of a thread would cost what it was
     * late by: measured on a busy machine, 183 calls/s instead of 200. The guard remains the bound.
     */
    private static final double SECONDS_KEPT = 0.05;

    /** A wait is cut into pieces of this length, for the rate may change meanwhile, or somebody may pause the lane. */
    private static final long LONGEST_PIECE = SecondWindow.SECOND / 10;

    private final MonotonicTime time;
    private final boolean strict;
    private final AdaptiveRate rate;
    private final SecondWindow window = new SecondWindow();
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile boolean paused;
    private volatile boolean slowed;
    private volatile @Nullable DepartureGuard guard;
    private @Nullable Bucket bucket;
    private double bucketRate;
    private double guardedRate;
    private boolean tokenTaken;
    private long tokenAt;
    /** When the next call was seen to have its token. What it has waited since is due to something else. */
    private long dueAt;

    /**
     * A pacer with all of the quota ahead of it.
     *
     * @param callsPerSecond the ceiling, a positive number, or infinity for none; a fraction counts as the next whole
     *     number for the most calls in any one second, so 19.8 keeps below a quota of 20
     * @param strict whether the bound has to hold at the server too, see {@link DepartureGuard}
     */
    public TokenBucketPacer(double callsPerSecond, boolean strict, MonotonicTime time) {
        requirePositive(callsPerSecond);
        this.time = time;
        this.strict = strict;
        this.rate = new AdaptiveRate(callsPerSecond, time.nanos());
        this.guardedRate = callsPerSecond;
        this.guard = Double.isInfinite(callsPerSecond) ? null : new DepartureGuard(most(callsPerSecond), strict);
    }

    private static void requirePositive(double callsPerSecond) {
        if (!(callsPerSecond > 0)) {
            throw new IllegalArgumentException("the rate must be positive: " + callsPerSecond);
        }
    }

    private static int most(double callsPerSecond) {
        return (int) Math.ceil(callsPerSecond);
    }

    @Override
    public Optional<Permit> acquire(long nanos) {
        turn.lock();
        try {
            long now = time.nanos();
            long until = now + Math.min(nanos, Long.MAX_VALUE - now);
            for (long wait = nanosToWait(now); wait > 0; wait = nanosToWait(now)) {
                long piece = Math.min(wait, Math.min(until - now, LONGEST_PIECE));
                if (piece <= 0 || time.sleep(piece) == MonotonicTime.Wait.CALLED_OFF) {
                    return Optional.empty();
                }
                now = time.nanos();
            }
            return Optional.of(depart(now));
        } finally {
            turn.unlock();
        }
    }

    private Permit depart(long now) {
        long held = now - dueAt;
        if (bucket != null
                && held > SECONDS_KEPT * SecondWindow.SECOND
                && 2 * held * bucketRate > SecondWindow.SECOND) {
            // Tokens have come in while something else held the call; used at once they would be bursts, and for ever.
            bucket = newBucket(bucketRate, 0);
        }
        tokenTaken = false;
        window.departed(now);
        DepartureGuard passed = guard;
        return passed == null ? new Permit(now) : passed.depart(now);
    }

    @Override
    public void ceiling(double callsPerSecond) {
        requirePositive(callsPerSecond);
        long now = time.nanos();
        rate.ceiling(callsPerSecond, now);
        slowed = slowed && rate.at(now) < callsPerSecond;
    }

    @Override
    public double ceiling() {
        return rate.ceiling();
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public boolean paused() {
        return paused;
    }

    @Override
    public void answered(Permit permit) {
        DepartureGuard passed = guard;
        if (passed != null) {
            passed.answered(permit, time.nanos());
        }
    }

    @Override
    public void throttled(Permit permit, Optional<Duration> retryAfter) {
        long now = time.nanos();
        double before = rate.at(now);
        if (rate.throttled(permit, retryAfter, window.countAt(now), now)) {
            slowed = true;
            log.info(
                    "The provider asked to slow down: {} calls/s become {}, after a pause of {} ms",
                    Double.isInfinite(before) ? "unlimited" : "%.1f".formatted(before),
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

    /** How long the next call has to wait at least; not positive if it may leave now. */
    private long nanosToWait(long now) {
        if (paused) {
            return LONGEST_PIECE;
        }
        long wait = nanosUntilToken(now);
        if (wait > 0) {
            return wait;
        }
        keepToCeiling(now);
        return Math.max(rate.nanosOfPause(now), guard == null ? 0 : guard.nanosToWait(now));
    }

    private void keepToCeiling(long now) {
        double ceiling = rate.ceiling();
        if (slowed && rate.at(now) >= ceiling) {
            slowed = false;
            log.info("The rate is back at {} calls/s: the provider has not asked to slow down for a while", ceiling);
        }
        if (ceiling == guardedRate) {
            return;
        }
        if (Double.isInfinite(ceiling)) {
            guard = null;
        } else if (guard == null) {
            guard = DepartureGuard.closedForASecond(most(ceiling), strict, now);
        } else {
            guard.most(most(ceiling));
        }
        guardedRate = ceiling;
    }

    /** The token belongs to the next call, whoever makes it; a caller that cannot wait for it leaves it to another one. */
    private long nanosUntilToken(long now) {
        double current = rate.at(now);
        if (!tokenTaken || current > bucketRate) {
            if (tokenTaken) {
                // At the higher rate the token comes sooner than the one that was taken.
                bucket = Double.isInfinite(current) ? null : newBucket(current, 0);
            } else if (bucket != null && now - tokenAt > nanosOfFullBucket(bucketRate)) {
                // Nobody has asked for a while.
                bucket = newBucket(bucketRate, 1);
            }
            tokenTaken = true;
            tokenAt = now + nanosOfToken(current);
            dueAt = tokenAt;
        } else if (dueAt == tokenAt && now > tokenAt && now - tokenAt <= nanosOfFullBucket(bucketRate)) {
            // A thread that wakes late; what it has missed is made up for.
            dueAt = now;
        }
        return tokenAt - now;
    }

    /** Takes a token and says when it is there: taking first keeps the pace when a thread wakes late. */
    private long nanosOfToken(double current) {
        if (Double.isInfinite(current)) {
            bucket = null;
            return 0;
        }
        if (bucket == null) {
            bucket = newBucket(current, 1);
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

    private Bucket newBucket(double callsPerSecond, long tokens) {
        return Bucket.builder()
                .addLimit(limit -> paced(limit, callsPerSecond).initialTokens(tokens))
                .withCustomTimePrecision(new BucketTime(time))
                // Only the holder of the turn comes here.
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }

    private static BandwidthBuilderBuildStage paced(BandwidthBuilderCapacityStage limit, double callsPerSecond) {
        long capacity = capacity(callsPerSecond);
        return limit.capacity(capacity).refillGreedy(capacity, Duration.ofNanos(nanosOfFullBucket(callsPerSecond)));
    }

    private static long capacity(double callsPerSecond) {
        return Math.max(1, (long) (callsPerSecond * SECONDS_KEPT));
    }

    private static long nanosOfFullBucket(double callsPerSecond) {
        return Math.round(capacity(callsPerSecond) * SecondWindow.SECOND / callsPerSecond);
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
