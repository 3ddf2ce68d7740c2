package io.conversationcleanup.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

import io.conversationcleanup.lease.Processes.Life;
import io.conversationcleanup.model.MonotonicTime;
import io.conversationcleanup.model.RunIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class LeaseAcquisitionTest {

    private static final RunIdentity IDENTITY = new RunIdentity("job", "lane", "ab");
    private static final Instant THEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final long TERM = Lease.TERM.toNanos();

    private final Leases leases = mock();
    private final Owner self = owner("self");
    private MonotonicTime.Wait waitsEnd = MonotonicTime.Wait.ENDED;
    private long now = -5;
    private final MonotonicTime time = new MonotonicTime() {
        @Override
        public long nanos() {
            return now;
        }

        @Override
        public Wait sleep(long nanos) {
            now += nanos;
            return waitsEnd;
        }
    };

    @Test
    void aFreeLeaseIsTakenWithoutAWait() {
        given(leases.take(IDENTITY, self, Optional.empty())).willReturn(Optional.empty());

        assertThat(take(Life.UNKNOWN)).isEqualTo(new LeaseAcquisition.Taken(Optional.empty(), -5));
    }

    @Test
    void aLivingOwnerIsNamedAtOnce() {
        heldBy(nanos -> lease("other", 7));

        assertThat(take(Life.EXISTS).other()).contains(lease("other", 7));
        assertThat(now).isEqualTo(-5);
    }

    @Test
    void aDeadOwnersLeaseIsTakenOverAtOnce() {
        heldBy(nanos -> lease("other", 7));

        assertThat(take(Life.GONE).other()).isEmpty();
        assertThat(now).isEqualTo(-5);
    }

    @Test
    void anUnknownOwnerLivesIfItsBeatChanges() {
        heldBy(nanos -> lease("other", nanos < Duration.ofSeconds(9).toNanos() ? 7 : 8));

        assertThat(take(Life.UNKNOWN).other()).contains(lease("other", 8));
    }

    @Test
    void anUnknownOwnerIsGoneWhenItsBeatHasNotChangedForATerm() {
        heldBy(nanos -> lease("other", 7));

        LeaseAcquisition.Taken taken = take(Life.UNKNOWN);

        assertThat(taken.other()).isEmpty();
        assertThat(taken.askedAt() + 5)
                .isGreaterThanOrEqualTo(TERM)
                .isLessThan(TERM + Duration.ofSeconds(1).toNanos());
    }

    /** The database's clock may have been set, or be another's after a failover. */
    @Test
    void whatTheDatabasesClockSaysDecidesNothing() {
        heldBy(nanos -> silent("other", 7, Duration.ofDays(9)));

        take(Life.UNKNOWN);

        assertThat(now + 5).isGreaterThanOrEqualTo(TERM);

        long before = now;
        heldBy(nanos -> silent("other", 7, Duration.ZERO));
        assertThat(take(Life.UNKNOWN).other()).isEmpty();
        assertThat(now - before).isGreaterThanOrEqualTo(TERM);
    }

    @Test
    void whoTookTheLeaseMeanwhileLives() {
        heldBy(nanos -> nanos < Duration.ofSeconds(9).toNanos() ? lease("other", 7) : lease("third", 7));

        assertThat(take(Life.UNKNOWN).other()).contains(lease("third", 7));
    }

    @Test
    void whoIsCalledOffWaitsNoLonger() {
        waitsEnd = MonotonicTime.Wait.CALLED_OFF;
        heldBy(nanos -> lease("other", 7));

        assertThat(take(Life.UNKNOWN).other()).contains(lease("other", 7));
    }

    /** Takes it from whom was seen to have it, as long as that is still so. */
    private void heldBy(LongFunction<Lease> holder) {
        willAnswer(call -> {
                    Lease held = holder.apply(now);
                    Optional<Lease> abandoned = call.getArgument(2);
                    return abandoned.equals(Optional.of(held)) ? Optional.empty() : Optional.of(held);
                })
                .given(leases)
                .take(any(), any(), any());
    }

    private LeaseAcquisition.Taken take(Life life) {
        return new LeaseAcquisition(leases, owner -> life, time).take(IDENTITY, self);
    }

    private static Owner owner(String token) {
        return new Owner(token, "p-1", "alice", "host", "machine", 1, 1);
    }

    private static Lease lease(String token, long beat) {
        return silent(token, beat, Duration.ofSeconds(1));
    }

    private static Lease silent(String token, long beat, Duration silence) {
        return new Lease(IDENTITY, Optional.of("job-1"), owner(token), THEN, beat, THEN, silence, Optional.empty());
    }
}
