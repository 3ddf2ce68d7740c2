package io.conversationcleanup.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlidingSecondTest {

    private static final long SECOND = 1_000_000_000L;

    private final SlidingSecond second = new SlidingSecond();

    @Test
    void forgetsAMomentExactlyOneSecondLater() {
        assertThat(second.add(5)).isEqualTo(1);
        assertThat(second.count(SECOND + 4)).isEqualTo(1);
        assertThat(second.count(SECOND + 5)).isZero();
    }

    @Test
    void countsAllOfManyMomentsInOneSecond() {
        // Starts in the middle of the ring, so that growing has to unroll it.
        for (int i = 0; i < 100; i++) {
            second.add(i);
        }
        long start = 2 * SECOND;
        for (int i = 0; i < 1000; i++) {
            assertThat(second.add(start + i)).isEqualTo(i + 1);
        }
        assertThat(second.count(start + SECOND + 499)).isEqualTo(500);
    }
}
