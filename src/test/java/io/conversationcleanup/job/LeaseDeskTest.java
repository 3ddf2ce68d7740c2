package io.conversationcleanup.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.conversationcleanup.job.Processes.Life;
import io.conversationcleanup.ledger.Lease;
import io.conversationcleanup.ledger.Lease.Standing;
import io.conversationcleanup.ledger.Leases;
import io.conversationcleanup.ledger.Owner;
import io.conversationcleanup.ledger.RunIdentity;
import io.conversationcleanup.quota.MonotonicTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaseDeskTest {

    private static final RunIdentity IDENTITY = new RunIdentity("job", "lane", "ab");
    private static final Instant THEN = Instant.parse("2026-11-20T10:00:00Z");

    private final Leases leases = mock();
    private final Owner self = owner("self");
    private final List<Long> waits = new ArrayList<>();
    private MonotonicTime.Wait waitsEnd = MonotonicTime.Wait.ENDED;
    private final MonotonicTime time = new MonotonicTime() {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Wait sleep(long nanos) {
            waits.add(nanos);
            return waitsEnd;
        }
    };

    @Test
    void aFreeLeaseIsTakenWithoutAWait() {
        given(leases.take(IDENTITY, self, Optional.empty())).willReturn(Optional.empty());

        assertThat(take(Life.UNKNOWN)).isEmpty();
        assertThat(waits).isEmpty();
    }

    @Test
    void aLivingOwnerIsNamedAtOnce() {
        Lease held = lease(THEN, Duration.ofSeconds(1));
        given(leases.take(any(), any(), any())).willReturn(Optional.of(held));

        assertThat(take(Life.EXISTS)).contains(held);
        assertThat(waits).isEmpty();
    }

    @Test
    void aDeadOwnersLeaseIsTakenOverAtOnce() {
        given(leases.take(IDENTITY, self, Optional.empty()))
                .willReturn(Optional.of(lease(THEN, Duration.ofSeconds(1))));
        given(leases.take(IDENTITY, self, Optional.of("other"))).willReturn(Optional.empty());

        assertThat(take(Life.GONE)).isEmpty();
        assertThat(waits).isEmpty();
    }

    @Test
    void anOwnerOfWhomNothingIsKnownLivesIfItRenewsItsLease() {
        Lease renewed = lease(THEN.plusSeconds(1), Duration.ZERO);
        given(leases.take(any(), any(), any()))
                .willReturn(Optional.of(lease(THEN, Duration.ZERO)))
                .willReturn(Optional.of(lease(THEN, Duration.ofMillis(500))))
                .willReturn(Optional.of(renewed));

        assertThat(take(Life.UNKNOWN)).contains(renewed);
        assertThat(waits).hasSize(2);
    }

    @Test
    void anOwnerOfWhomNothingIsHeardIsWaitedForUntilItsLeaseRunsOut() {
        given(leases.take(any(), any(), any()))
                .willReturn(Optional.of(lease(THEN, Duration.ofSeconds(13))))
                .willReturn(Optional.of(lease(THEN, Duration.ofSeconds(14))))
                .willReturn(Optional.empty());

        assertThat(take(Life.UNKNOWN)).isEmpty();
        verify(leases, times(3)).take(IDENTITY, self, Optional.empty());
        assertThat(waits).containsExactly(500_000_000L, 500_000_000L);
    }

    @Test
    void whoIsCalledOffWaitsNoLonger() {
        waitsEnd = MonotonicTime.Wait.CALLED_OFF;
        Lease held = lease(THEN, Duration.ofSeconds(1));
        given(leases.take(any(), any(), any())).willReturn(Optional.of(held));

        assertThat(take(Life.UNKNOWN)).contains(held);
        assertThat(waits).hasSize(1);
    }

    private Optional<Lease> take(Life life) {
        return new LeaseDesk(leases, owner -> life, time).take(IDENTITY, self);
    }

    private static Owner owner(String token) {
        return new Owner(token, "alice", "host", "machine", 1, THEN);
    }

    private static Lease lease(Instant renewedAt, Duration silence) {
        return new Lease(
                IDENTITY,
                Optional.of("job-1"),
                owner("other"),
                THEN,
                renewedAt,
                silence,
                Standing.HELD,
                Optional.empty());
    }
}
