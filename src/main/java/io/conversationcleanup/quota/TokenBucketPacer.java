package io.conversationcleanup.quota;

import io.conversationcleanup.model.MonotonicTime;
import io.github.bucket4j.BandwidthBuilder.BandwidthBuilderBuildStage;
import io.github.bucket4j.BandwidthBuilder.BandwidthBuilderCapacityStage;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket (Bucket4j) that spreads calls, and a departure guard. Thread-safe, except {@link #acquire}. The bucket
 * keeps its tokens when the rate changes, so that waits do not restart.
 */
public final class TokenBucketPacer implements Pacer {

    /** The tokens of a call; the bucket can hold fractions of a call. */
    private static final long CALL = 1_000;

    /**
     * Without this reserve each late wake-up costs its delay: measured on a busy machine, 183 calls/s instead of 200.
     * The guard remains the bound.
     */
    private static final double SECONDS_KEPT = 0.05;

    /** Waits are cut into pieces, because the rate or a pause may change meanwhile. */
    private static final long LONGEST_PIECE = SecondWindow.SECOND / 10;

    private final MonotonicTime time;
    private final boolean strict;
    private final AdaptiveRate rate;
    private final SecondWindow window = new SecondWindow();
    private volatile boolean paused;
    private volatile @Nullable DepartureGuard guard;
    private @Nullable Bucket bucket;
    private double bucketRate;

    /**
     * Creates a pacer with an unused quota.
     *
     * @param callsPerSecond the ceiling, a positive number, or infinity for none; the bound for any one second is
     *     rounded up
     * @param strict whether the bound holds at the server too, see {@link DepartureGuard}
     */
    public TokenBucketPacer(double callsPerSecond, boolean strict, MonotonicTime time) {
        requirePositive(callsPerSecond);
        this.time = time;
        this.strict = strict;
        this.rate = new AdaptiveRate(callsPerSecond, time.nanos());
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
        long begun = time.nanos();
        long now = begun;
        for (long wait = nanosToWait(now); wait > 0; wait = nanosToWait(now)) {
            long piece = Math.min(wait, Math.min(nanos - (now - begun), LONGEST_PIECE));
            if (piece <= 0 || time.sleep(piece) == MonotonicTime.Wait.CALLED_OFF) {
                return Optional.empty();
            }
            now = time.nanos();
        }
        takeToken();
        window.departed(now);
        DepartureGuard passed = guard;
        return Optional.of(passed == null ? new Permit(now) : passed.depart(now));
    }

    private long nanosToWait(long now) {
        if (paused) {
            return LONGEST_PIECE;
        }
        keepToCeiling(rate.ceiling(), now);
        long ofBucket = Math.max(nanosUntilToken(rate.at(now)), rate.nanosOfPause(now));
        return ofBucket > 0 || guard == null ? ofBucket : guard.nanosToWait(now);
    }

    private void keepToCeiling(double ceiling, long now) {
        if (Double.isInfinite(ceiling)) {
            guard = null;
        } else if (guard == null) {
            guard = DepartureGuard.closedForASecond(most(ceiling), strict, now);
        } else {
            guard.most(most(ceiling));
        }
    }

    private long nanosUntilToken(double current) {
        if (Double.isInfinite(current)) {
            bucket = null;
            return 0;
        }
        if (bucket == null) {
            bucket = Bucket.builder()
                    .addLimit(limit -> paced(limit, current).initialTokens(CALL))
                    .withCustomTimePrecision(new BucketTime(time))
                    // Only one thread at a time calls this.
                    .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                    .build();
        } else if (current != bucketRate) {
            bucket.replaceConfiguration(
                    BucketConfiguration.builder()
                            .addLimit(limit -> paced(limit, current))
                            .build(),
                    TokensInheritanceStrategy.AS_IS);
        }
        bucketRate = current;
        EstimationProbe token = bucket.estimateAbilityToConsume(CALL);
        // Bucket4j reports a fraction of a nanosecond as zero.
        return token.canBeConsumed() ? 0 : Math.max(1, token.getNanosToWaitForRefill());
    }

    /** Empties a full bucket: nothing used it for a while, and its rest would leave as a burst. */
    private void takeToken() {
        if (bucket != null) {
            long tokens = bucket.getAvailableTokens();
            bucket.consumeIgnoringRateLimits(tokens < capacity(bucketRate) ? CALL : tokens);
        }
    }

    private static BandwidthBuilderBuildStage paced(BandwidthBuilderCapacityStage limit, double callsPerSecond) {
        return limit.capacity(capacity(callsPerSecond))
                .refillGreedy(CALL, Duration.ofNanos(Math.round(SecondWindow.SECOND / callsPerSecond)));
    }

    private static long capacity(double callsPerSecond) {
        return CALL + (long) (CALL * SECONDS_KEPT * callsPerSecond);
    }

    @Override
    public void ceiling(double callsPerSecond) {
        requirePositive(callsPerSecond);
        rate.ceiling(callsPerSecond, time.nanos());
    }

    @Override
    public double ceiling() {
        return rate.ceiling();
    }

    @Override
    public void pause() {
        rate.halts(time.nanos());
        paused = true;
    }

    @Override
    public void resume() {
        rate.goesOn(time.nanos());
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
        rate.throttled(permit, retryAfter, window.countAt(now), now);
    }

    @Override
    public Duration pauseLeft() {
        return Duration.ofNanos(Math.max(0, rate.nanosOfPause(time.nanos())));
    }

    @Override
    public double ratePerSecond() {
        return rate.at(time.nanos());
    }

    @Override
    public int maxInAnySecond() {
        return window.largest();
    }

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
