package io.conversationcleanup.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketPacerTest {

    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 16, 19.8, 160, 200, 1_000, 5_000})
    void neverMoreThanTheRateLeavesInAnyClosedSecond(double rate) {
        SplittableRandom random = new SplittableRandom(7);
        VirtualTime time = new VirtualTime(nanos -> random.nextInt(10) == 0 ? random.nextLong(30_000_000) : 60_000);
        TokenBucketPacer pacer = new TokenBucketPacer(rate, false, time);
        List<Long> departures = new ArrayList<>();
        for (int i = 0; i < 20 * Math.max(10, rate); i++) {
            if (random.nextInt(500) == 0) {
                time.advance(random.nextLong(3 * SECOND));
            }
            departures.add(pacer.acquire().orElseThrow().departedAt());
        }
        assertThat(busiestClosedSecond(departures)).isLessThanOrEqualTo((int) Math.ceil(rate));
        assertThat(pacer.maxInAnySecond()).isEqualTo(busiestClosedSecond(departures));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 16, 19.8, 160, 200, 1_000, 5_000})
    void reachesTheRateThoughThreadsWakeLate(double rate) {
        VirtualTime time = new VirtualTime(nanos -> 80_000);
        TokenBucketPacer pacer = new TokenBucketPacer(rate, false, time);
        int calls = (int) (30 * rate);
        long start = time.nanos();
        for (int i = 0; i < calls; i++) {
            pacer.acquire();
        }
        double reached = calls / ((time.nanos() - start) / (double) SECOND);
        assertThat(reached / rate).isCloseTo(1.0, within(0.04));
    }

    @Test
    void callsAreSpreadEvenlyAndNeverBurstAfterIdleTime() {
        VirtualTime time = new VirtualTime();
        TokenBucketPacer pacer = new TokenBucketPacer(200, false, time);
        time.advance(60 * SECOND);
        long first = pacer.acquire().orElseThrow().departedAt();
        long second = pacer.acquire().orElseThrow().departedAt();
        long third = pacer.acquire().orElseThrow().departedAt();
        assertThat(List.of(second - first, third - second)).containsExactly(SECOND / 200, SECOND / 200);
    }

    @Test
    void withoutACeilingNothingWaitsAndTheBusiestSecondIsStillCounted() {
        VirtualTime time = new VirtualTime();
        TokenBucketPacer pacer = new TokenBucketPacer(Double.POSITIVE_INFINITY, false, time);
        for (int i = 0; i < 10_000; i++) {
            pacer.acquire();
        }
        assertThat(time.nanos()).isEqualTo(new VirtualTime().nanos());
        assertThat(pacer.maxInAnySecond()).isEqualTo(10_000);
    }

    @Test
    void aThrottledAnswerCutsTheRatePausesAndTheRateClimbsBackToTheCeilingOnly() {
        VirtualTime time = new VirtualTime();
        TokenBucketPacer pacer = new TokenBucketPacer(100, false, time);
        Permit last = saturate(pacer, 150);
        pacer.throttled(last, Optional.of(Duration.ofSeconds(5)));
        assertThat(pacer.ratePerSecond()).isEqualTo(70);
        long throttledAt = time.nanos();
        long resumedAt = pacer.acquire().orElseThrow().departedAt();
        assertThat(resumedAt - throttledAt).isGreaterThanOrEqualTo(5 * SECOND);
        time.advance(2 * SECOND);
        assertThat(pacer.ratePerSecond()).isEqualTo(74);
        time.advance(1_000 * SECOND);
        assertThat(pacer.ratePerSecond()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {301, 86_400, 99_999_999_999L, Long.MAX_VALUE})
    void noWaitThatIsAskedForLastsLongerThanFiveMinutes(long seconds) {
        VirtualTime time = new VirtualTime();
        TokenBucketPacer pacer = new TokenBucketPacer(100, false, time);
        Permit permit = pacer.acquire().orElseThrow();
        pacer.throttled(permit, Optional.of(Duration.ofSeconds(seconds)));
        long throttledAt = time.nanos();
        long resumedAt = pacer.acquire().orElseThrow().departedAt();
        assertThat(resumedAt - throttledAt).isBetween(300 * SECOND, 301 * SECOND);
    }

    @Test
    void callsThatHadLeftBeforeACutDoNotCutAgain() {
        VirtualTime time = new VirtualTime();
        TokenBucketPacer pacer = new TokenBucketPacer(100, false, time);
        saturate(pacer, 150);
        Permit one = pacer.acquire().orElseThrow();
        Permit other = pacer.acquire().orElseThrow();
        pacer.throttled(one, Optional.empty());
        pacer.throttled(other, Optional.empty());
        assertThat(pacer.ratePerSecond()).isEqualTo(70);
    }

    @Test
    void anUnlimitedLaneThatIsThrottledFallsBelowWhatItSent() {
        VirtualTime time = new VirtualTime();
        TokenBucketPacer pacer = new TokenBucketPacer(Double.POSITIVE_INFINITY, false, time);
        Permit last = saturate(pacer, 1_000);
        pacer.throttled(last, Optional.empty());
        assertThat(pacer.ratePerSecond()).isEqualTo(700);
    }

    @Test
    void strictModeHoldsAtTheServerWhateverTheNetworkDoes() {
        SplittableRandom random = new SplittableRandom(11);
        VirtualTime time = new VirtualTime();
        TokenBucketPacer pacer = new TokenBucketPacer(200, true, time);
        List<Long> arrivals = new ArrayList<>();
        // One call at a time is in flight: up 2 to 4 ms, down 2 to 4 ms.
        for (int i = 0; i < 5_000; i++) {
            Permit permit = pacer.acquire().orElseThrow();
            time.advance(2_000_000 + random.nextLong(2_000_000));
            arrivals.add(time.nanos());
            time.advance(2_000_000 + random.nextLong(2_000_000));
            pacer.answered(permit);
        }
        assertThat(busiestClosedSecond(arrivals)).isLessThanOrEqualTo(200);
    }

    @Test
    void aWaitThatIsCalledOffGivesNoPermit() {
        VirtualTime time = new VirtualTime();
        TokenBucketPacer pacer = new TokenBucketPacer(1, false, time);
        assertThat(pacer.acquire()).isPresent();
        time.callOff();
        assertThat(pacer.acquire()).isEmpty();
    }

    @Test
    void aRateThatIsNotPositiveIsRefused() {
        assertThatThrownBy(() -> new TokenBucketPacer(0, false, new VirtualTime()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("positive");
    }

    private static Permit saturate(TokenBucketPacer pacer, int calls) {
        Permit last = pacer.acquire().orElseThrow();
        for (int i = 1; i < calls; i++) {
            last = pacer.acquire().orElseThrow();
        }
        return last;
    }

    private static int busiestClosedSecond(List<Long> times) {
        int busiest = 0;
        int from = 0;
        for (int to = 0; to < times.size(); to++) {
            while (times.get(to) - times.get(from) > SECOND) {
                from++;
            }
            busiest = Math.max(busiest, to - from + 1);
        }
        return busiest;
    }
}
