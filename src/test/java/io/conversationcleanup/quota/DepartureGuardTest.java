package io.conversationcleanup.quota;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DepartureGuardTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void aSlotIsFreeJustAfterASecond() {
        DepartureGuard guard = new DepartureGuard(1, false, 0);
        guard.depart(5);
        assertThat(guard.nanosToWait(5)).isEqualTo(SECOND + 1);
        assertThat(guard.nanosToWait(5 + SECOND)).isEqualTo(1);
        assertThat(guard.nanosToWait(5 + SECOND + 1)).isZero();
    }

    @Test
    void strictModeHoldsTheSlotWhileTheCallIsUnanswered() {
        DepartureGuard guard = new DepartureGuard(1, true, 0);
        guard.depart(0);
        assertThat(guard.nanosToWait(100 * SECOND)).isPositive();
    }

    @Test
    void strictModeCountsTheSecondFromTheAnswerLessNearlyTheSmallestRoundTrip() {
        DepartureGuard guard = new DepartureGuard(2, true, 0);
        Permit quick = guard.depart(0);
        Permit slow = guard.depart(0);
        guard.answered(quick, 100);
        guard.answered(slow, 1_000);
        assertThat(guard.nanosToWait(1_000)).isEqualTo(100 + SECOND + 1 - 97 - 1_000);
        guard.depart(SECOND);
        assertThat(guard.nanosToWait(1_000)).isEqualTo(SECOND + 1 - 97);
    }
}
