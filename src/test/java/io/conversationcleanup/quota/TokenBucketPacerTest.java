package io.conversationcleanup.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
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
            departures.add(pacer.acquire(Long.MAX_VALUE).orElseThrow().departedAt());
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
            pacer.acquire(Long.MAX_VALUE);
        }
        double reached = calls / ((time.nanos() - start) / (double) SECOND);
        assertThat(reached / rate).isCloseTo(1.0, within(0.04));
    }

    @ParameterizedTest
    @ValueSource(doubles = {19.8, 160, 200, 1_000})
    void reachesTheRateOnABusyMachineToo(double rate) {
        SplittableRandom random = new SplittableRandom(3);
        VirtualTime time = new VirtualTime(nanos -> random.nextInt(50) == 0 ? random.nextLong(40_000_000) : 80_000);
        TokenBucketPacer pacer = new TokenBucketPacer(rate, false, time);
        long start = time.nanos();
        List<Long> departures = new ArrayList<>();
        for (int i = 0; i < 60 * rate; i++) {
            departures.add(pacer.acquire(Long.MAX_VALUE).orElseThrow().departedAt());
        }
        double reached = departures.size() / ((time.nanos() - start) / (double) SECOND);
        assertThat(reached / rate).isCloseTo(1.0, within(0.02));
        assertThat(busiestClosedSecond(departures)).isLessThanOrEqualTo((int) Math.ceil(rate));
    }

    @Test
    void callsAreSpreadEvenlyAndNeverBurstAfterIdleTime() {
        VirtualTime time = new VirtualTime();
        TokenBucketPacer pacer = new TokenBucketPacer(200, false, time);
        time.advance(60 * SECOND);
        long first = pacer.acquire(Long.MAX_VALUE).orElseThrow().departedAt();
        long second = pacer.acquire(Long.MAX_VALUE).orElseThrow().departedAt();
        long third = pacer.acquire(Long.MAX_VALUE).orElseThrow().departedAt();
        assertThat(List.of(second - first, third - second)).containsExactly(SECOND / 200, SECOND / 200);
    }

    @Test
    void withoutACeilingNothingWaitsAndTheBusiestSecondIsStillCounted() {
        VirtualTime time = new VirtualTime();
        TokenBucketPacer pacer = new TokenBucketPacer(Double.POSITIVE_INFINITY, false, time);
        for (int i = 0; i < 10_000; i++) {
            pacer.acquire(Long.MAX_VALUE);
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
        long resumedAt = pacer.acquire(Long.MAX_VALUE).orElseThrow().departedAt();
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
        Permit permit = pacer.acquire(Long.MAX_VALUE).orElseThrow();
        pacer.throttled(permit, Optional.of(Duration.ofSeconds(seconds)));
        long throttledAt = time.nanos();
        long resumedAt = pacer.acquire(Long.MAX_VALUE).orElseThrow().departedAt();
        assertThat(resumedAt - throttledAt).isBetween(300 * SECOND, 301 * SECOND);
    }

    @Test
    void callsThatHadLeftBeforeACutDoNotCutAgain() {
        VirtualTime time = new VirtualTime();
        TokenBucketPacer pacer = new TokenBucketPacer(100, false, time);
        saturate(pacer, 150);
        Permit one = pacer.acquire(Long.MAX_VALUE).orElseThrow();
        Permit other = pacer.acquire(Long.MAX_VALUE).orElseThrow();
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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void atNoTimeMoreLeaveThanTheHighestRateThatAppliedInThatSecond(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        VirtualTime time = new VirtualTime(nanos -> random.nextInt(8) == 0 ? random.nextLong(40_000_000) : 50_000);
        TokenBucketPacer pacer = new TokenBucketPacer(200, false, time);
        NavigableMap<Long, Integer> ceilings = new TreeMap<>(Map.of(time.nanos(), 200));
        List<Long> departures = new ArrayList<>();
        time.onSleep(() -> {
            if (random.nextInt(200) == 0) {
                int ceiling = 1 + random.nextInt(400);
                pacer.ceiling(ceiling);
                ceilings.put(time.nanos(), ceiling);
            }
            if (random.nextInt(300) == 0) {
                pacer.pause();
            } else if (pacer.paused()) {
                pacer.resume();
            }
        });
        for (int i = 0; i < 10_000; i++) {
            if (random.nextInt(400) == 0) {
                time.advance(random.nextLong(2 * SECOND));
            }
            Permit permit = pacer.acquire(Long.MAX_VALUE).orElseThrow();
            departures.add(permit.departedAt());
            if (random.nextInt(2_000) == 0) {
                pacer.throttled(permit, Optional.empty());
            }
        }
        assertThat(departures).hasSize(10_000).isSorted();
        assertWithin(ceilings, departures);
    }

    @Test
    void aProviderThatKeepsAskingSlowsTheLaneToAFewCallsAndNotForMinutes() {
        VirtualTime time = new VirtualTime();
        TokenBucketPacer pacer = new TokenBucketPacer(160, false, time);
        for (int i = 0; i < 30; i++) {
            pacer.throttled(pacer.acquire(Long.MAX_VALUE).orElseThrow(), Optional.empty());
        }
        assertThat(pacer.ratePerSecond()).isEqualTo(3.2);
        long before = time.nanos();
        saturate(pacer, 150);
        assertThat(time.nanos() - before).isLessThan(12 * SECOND);
    }

    @Test
    void aHigherRateAppliesToACallThatWaitsAlready() {
        VirtualTime time = new VirtualTime();
        TokenBucketPacer pacer = new TokenBucketPacer(0.1, false, time);
        pacer.acquire(Long.MAX_VALUE);
        long before = time.nanos();
        time.onSleep(() -> pacer.ceiling(10));
        pacer.acquire(Long.MAX_VALUE);
        assertThat(time.nanos() - before).isLessThanOrEqualTo(SECOND + 1);
    }

    @Test
    void aLowerRateAppliesFromTheNextCallOn() {
        VirtualTime time = new VirtualTime();
        TokenBucketPacer pacer = new TokenBucketPacer(200, false, time);
        saturate(pacer, 300);
        pacer.ceiling(2);
        long fifth = saturate(pacer, 5).departedAt();
        long sixth = saturate(pacer, 1).departedAt();
        assertThat(pacer.ratePerSecond()).isEqualTo(2);
        assertThat(sixth - fifth).isEqualTo(SECOND / 2);
    }

    @Test
    void aRateThatASlowDownHasLoweredClimbsToTheNewCeilingInsteadOfJumping() {
        VirtualTime time = new VirtualTime();
        TokenBucketPacer pacer = new TokenBucketPacer(100, false, time);
        pacer.throttled(saturate(pacer, 150), Optional.empty());
        pacer.ceiling(200);
        assertThat(pacer.ratePerSecond()).isEqualTo(70);
        pacer.ceiling(50);
        assertThat(pacer.ratePerSecond()).isEqualTo(50);
    }

    @Test
    void anUnlimitedLaneThatGetsACeilingWaitsASecondAndThenKeepsToIt() {
        VirtualTime time = new VirtualTime();
        TokenBucketPacer pacer = new TokenBucketPacer(Double.POSITIVE_INFINITY, false, time);
        saturate(pacer, 1_000);
        long before = time.nanos();
        pacer.ceiling(100);
        assertThat(saturate(pacer, 1).departedAt() - before).isGreaterThan(SECOND);
        assertThat(saturate(pacer, 100).departedAt() - before).isGreaterThan(2 * SECOND);
    }

    @Test
    void nothingLeavesDuringAPauseAndNoBurstFollowsIt() {
        VirtualTime time = new VirtualTime();
        TokenBucketPacer pacer = new TokenBucketPacer(100, false, time);
        saturate(pacer, 50);
        long pausedAt = time.nanos();
        pacer.pause();
        time.onSleep(() -> {
            if (time.nanos() - pausedAt > 30 * SECOND) {
                pacer.resume();
            }
        });
        long first = saturate(pacer, 1).departedAt();
        long second = saturate(pacer, 1).departedAt();
        long third = saturate(pacer, 1).departedAt();
        assertThat(first - pausedAt).isGreaterThan(30 * SECOND);
        assertThat(third - second).isEqualTo(SECOND / 100);
    }

    @Test
    void strictModeHoldsAtTheServerWhateverTheNetworkDoes() {
        SplittableRandom random = new SplittableRandom(11);
        VirtualTime time = new VirtualTime();
        TokenBucketPacer pacer = new TokenBucketPacer(200, true, time);
        List<Long> arrivals = new ArrayList<>();
        // One call at a time is in flight: up 2 to 4 ms, down 2 to 4 ms.
        for (int i = 0; i < 5_000; i++) {
            Permit permit = pacer.acquire(Long.MAX_VALUE).orElseThrow();
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
        assertThat(pacer.acquire(Long.MAX_VALUE)).isPresent();
        time.callOff();
        assertThat(pacer.acquire(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void aRateThatIsNotPositiveIsRefused() {
        assertThatThrownBy(() -> new TokenBucketPacer(0, false, new VirtualTime()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("positive");
    }

    private static Permit saturate(TokenBucketPacer pacer, int calls) {
        Permit last = pacer.acquire(Long.MAX_VALUE).orElseThrow();
        for (int i = 1; i < calls; i++) {
            last = pacer.acquire(Long.MAX_VALUE).orElseThrow();
        }
        return last;
    }

    /** A second counts by the highest ceiling that was in force at any moment of it. */
    private static void assertWithin(NavigableMap<Long, Integer> ceilings, List<Long> departures) {
        int from = 0;
        for (int to = 0; to < departures.size(); to++) {
            while (departures.get(to) - departures.get(from) > SECOND) {
                from++;
            }
            long start = departures.get(to) - SECOND;
            int allowed = Math.max(
                    ceilings.floorEntry(Math.max(start, ceilings.firstKey())).getValue(),
                    ceilings.subMap(start, true, departures.get(to), true).values().stream()
                            .mapToInt(Integer::intValue)
                            .max()
                            .orElse(0));
            assertThat(to - from + 1).isLessThanOrEqualTo(allowed);
        }
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
