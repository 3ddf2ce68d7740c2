package io.conversationcleanup.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a lane slows down when the provider asks for it, and how it comes back. */
class SlowDownTest {

    private static final long SECOND = 1_000_000_000L;

    private final VirtualTime time = new VirtualTime();

    private TokenBucketPacer pacer(double ceiling) {
        return new TokenBucketPacer(ceiling, false, time);
    }

    private static Permit next(Pacer pacer) {
        return pacer.acquire(Long.MAX_VALUE).orElseThrow();
    }

    private static Permit after(int calls, Pacer pacer) {
        Permit last = next(pacer);
        for (int i = 1; i < calls; i++) {
            last = next(pacer);
        }
        return last;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.3, 0.5, 0.7, 1, 1.4, 1.5, 2, 3, 5, 10, 19.8, 40, 100, 160, 200})
    void theNextCallLeavesWithinAnIntervalAfterThePause(double ceiling) {
        for (long asked : new long[] {0, 1, 2, 7, 45}) {
            TokenBucketPacer pacer = pacer(ceiling);
            after(5, pacer);
            for (int cut = 1; cut <= 4; cut++) {
                Permit last = next(pacer);
                long end = time.nanos() + asked * SECOND;
                pacer.throttled(last, Optional.of(Duration.ofSeconds(asked)));
                double rate = pacer.ratePerSecond();

                long left = next(pacer).departedAt();

                assertThat(left)
                        .as("%s/s, asked to wait %d s, cut %d", ceiling, asked, cut)
                        .isBetween(end, end + (long) (1.001 * SECOND / rate));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 1.4, 16, 200})
    void whileTheRateClimbsTheCallsKeepToIt(double ceiling) {
        TokenBucketPacer pacer = pacer(ceiling);
        pacer.throttled(after(5, pacer), Optional.empty());
        long before = next(pacer).departedAt();
        for (int i = 0; i < 60 * ceiling; i++) {
            double slower = Math.min(ceiling, pacer.ratePerSecond());
            long left = next(pacer).departedAt();
            double faster = pacer.ratePerSecond();
            // No call leaves sooner than the rate at its departure allows, and none later than that before its wait.
            assertThat((left - before) / (double) SECOND).isBetween(0.99 / faster, 1.01 / slower);
            before = left;
        }
        assertThat(pacer.ratePerSecond()).isEqualTo(ceiling);
    }

    @ParameterizedTest
    @CsvSource({"5, 60", "60, 5", "0, 60", "60, 0"})
    void theLongestPauseThatWasAskedForCounts(long first, long second) {
        TokenBucketPacer pacer = pacer(100);
        Permit one = after(100, pacer);
        Permit other = next(pacer);
        long asked = time.nanos();
        pacer.throttled(one, Optional.of(Duration.ofSeconds(first)));
        pacer.throttled(other, Optional.of(Duration.ofSeconds(second)));

        assertThat(pacer.ratePerSecond()).isEqualTo(70);
        assertThat(pacer.pauseLeft()).isEqualTo(Duration.ofSeconds(60));
        assertThat(next(pacer).departedAt() - asked).isBetween(60 * SECOND, 60 * SECOND + SECOND / 70);
        assertThat(pacer.ratePerSecond()).isEqualTo(70);
    }

    @Test
    void anAnswerToAnEarlierCallThatNamesNoTimeProlongsNoPause() {
        TokenBucketPacer pacer = pacer(100);
        Permit one = after(100, pacer);
        Permit other = next(pacer);
        pacer.throttled(one, Optional.empty());
        time.advance(SECOND / 2);
        pacer.throttled(other, Optional.empty());

        assertThat(pacer.pauseLeft()).isEqualTo(Duration.ofMillis(500));
        time.advance(SECOND / 2);
        assertThat(pacer.pauseLeft()).isZero();
    }

    @Test
    void theRateDoesNotClimbWhileSomebodyHasPausedTheLane() {
        TokenBucketPacer pacer = pacer(100);
        pacer.throttled(after(100, pacer), Optional.of(Duration.ofSeconds(5)));
        time.advance(6 * SECOND);
        assertThat(pacer.ratePerSecond()).isEqualTo(72);

        pacer.pause();
        time.advance(SECOND / 2);
        pacer.pause();
        time.advance(600 * SECOND);
        assertThat(pacer.ratePerSecond()).isEqualTo(72);
        pacer.resume();
        pacer.resume();

        assertThat(pacer.ratePerSecond()).isEqualTo(72);
        time.advance(SECOND);
        assertThat(pacer.ratePerSecond()).isEqualTo(74);
    }

    @Test
    void aPauseByAPersonThatEndsBeforeTheProvidersDelaysNothing() {
        TokenBucketPacer pacer = pacer(100);
        pacer.throttled(after(100, pacer), Optional.of(Duration.ofSeconds(5)));
        pacer.pause();
        time.advance(3 * SECOND);
        pacer.resume();
        time.advance(3 * SECOND);
        assertThat(pacer.ratePerSecond()).isEqualTo(72);
    }

    @Test
    void aCeilingBelowTheSlowedRateDoesNotMakeItForgotten() {
        TokenBucketPacer pacer = pacer(100);
        pacer.throttled(after(100, pacer), Optional.of(Duration.ZERO));

        pacer.ceiling(50);
        time.advance(10 * SECOND);
        assertThat(pacer.ratePerSecond()).isEqualTo(50);
        pacer.ceiling(100);

        assertThat(pacer.ratePerSecond()).isEqualTo(70);
        time.advance(2 * SECOND);
        assertThat(pacer.ratePerSecond()).isEqualTo(74);
    }

    @Test
    void aRateThatHasRecoveredGoesWithTheCeiling() {
        TokenBucketPacer pacer = pacer(100);
        pacer.throttled(after(100, pacer), Optional.empty());
        time.advance(60 * SECOND);
        assertThat(pacer.ratePerSecond()).isEqualTo(100);

        pacer.ceiling(200);

        assertThat(pacer.ratePerSecond()).isEqualTo(200);
    }

    @Test
    void anUnlimitedLaneIsUnlimitedAgainAfterAWhile() {
        TokenBucketPacer pacer = pacer(Double.POSITIVE_INFINITY);
        pacer.throttled(after(1_000, pacer), Optional.empty());
        for (int second = 0; second < 60; second++) {
            time.advance(SECOND);
            next(pacer);
        }
        assertThat(pacer.ratePerSecond()).isInfinite();
    }

    @Test
    void aTimeThatIsNegativeIsATimeToo() {
        time.advance(Long.MIN_VALUE / 2);
        TokenBucketPacer pacer = pacer(10);
        long first = next(pacer).departedAt();
        long second = next(pacer).departedAt();
        pacer.throttled(new Permit(second + 1), Optional.of(Duration.ofSeconds(3)));
        assertThat(second - first).isEqualTo(SECOND / 10);
        assertThat(next(pacer).departedAt() - second).isEqualTo(3 * SECOND);
        assertThat(pacer.acquire(SECOND / 1_000)).isEmpty();
    }

    @Test
    void whoCannotWaitLosesNothingOfTheNextCallsWait() {
        TokenBucketPacer pacer = pacer(1);
        long first = next(pacer).departedAt();
        for (int i = 0; i < 9; i++) {
            assertThat(pacer.acquire(SECOND / 10)).isEmpty();
        }
        assertThat(next(pacer).departedAt() - first).isEqualTo(SECOND + 1);
    }
}
