package io.conversationcleanup.quota;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DepartureGuardTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void aSlotIsFreeJustAfterASecond() {
        DepartureGuard guard = new DepartureGuard(1, false);
        guard.depart(5);
        assertThat(guard.nanosToWait(5)).isEqualTo(SECOND + 1);
        assertThat(guard.nanosToWait(5 + SECOND)).isEqualTo(1);
        assertThat(guard.nanosToWait(5 + SECOND + 1)).isZero();
    }

    @Test
    void strictModeHoldsTheSlotWhileTheCallIsUnanswered() {
        DepartureGuard guard = new DepartureGuard(1, true);
        guard.depart(0);
        assertThat(guard.nanosToWait(100 * SECOND)).isPositive();
    }

    @Test
    void strictModeCountsTheSecondFromTheAnswerLessNearlyTheSmallestRoundTrip() {
        DepartureGuard guard = new DepartureGuard(2, true);
        Permit quick = guard.depart(0);
        Permit slow = guard.depart(0);
        guard.answered(slow, 1_000);
        guard.answered(quick, 100);
        assertThat(guard.nanosToWait(SECOND + 1)).isEqualTo(3);
        assertThat(guard.nanosToWait(SECOND + 4)).isZero();
        guard.depart(SECOND + 4);
        assertThat(guard.nanosToWait(SECOND + 4)).isEqualTo(1_000 + 1 - 97 - 4);
    }

    @Test
    void strictModeTakesTheSmallestRoundTripThatIsKnownWhenItCounts() {
        DepartureGuard guard = new DepartureGuard(1, true);
        Permit cold = guard.depart(0);
        guard.answered(cold, 1_000);
        Permit other = new Permit(2_000);
        guard.answered(other, 2_100);
        assertThat(guard.nanosToWait(SECOND + 900)).isEqualTo(1_000 + 1 - 97 - 900);
    }

    @Test
    void strictModeLetsACallThatHangsHoldOnePlaceAndNoMore() {
        DepartureGuard guard = new DepartureGuard(2, true);
        guard.depart(0);
        Permit answered = guard.depart(0);
        guard.answered(answered, 100);
        long free = 100 + SECOND + 1 - 97;
        assertThat(guard.nanosToWait(free - 10)).isEqualTo(10);
        assertThat(guard.nanosToWait(free)).isZero();
        guard.depart(free);
        assertThat(guard.nanosToWait(free)).isPositive();
    }

    @Test
    void aLowerBoundCountsWhatHasLeftAlready() {
        DepartureGuard guard = new DepartureGuard(3, false);
        guard.depart(0);
        guard.depart(10);
        guard.depart(20);
        guard.most(1);
        assertThat(guard.nanosToWait(SECOND + 11)).isEqualTo(10);
        assertThat(guard.nanosToWait(SECOND + 21)).isZero();
    }

    @Test
    void aHigherBoundCountsWhatHasLeftAlready() {
        DepartureGuard guard = new DepartureGuard(1, false);
        guard.depart(0);
        guard.most(2);
        assertThat(guard.nanosToWait(0)).isZero();
        guard.depart(0);
        assertThat(guard.nanosToWait(0)).isEqualTo(SECOND + 1);
    }

    @Test
    void aGuardThatKnowsNothingOfTheLastSecondWaitsForOne() {
        DepartureGuard guard = DepartureGuard.closedForASecond(5, false, 7);
        assertThat(guard.nanosToWait(7)).isEqualTo(SECOND + 1);
        assertThat(guard.nanosToWait(7 + SECOND + 1)).isZero();
    }
}
