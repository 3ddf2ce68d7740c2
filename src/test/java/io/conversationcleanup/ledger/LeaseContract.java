package io.conversationcleanup.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.conversationcleanup.lease.Lease;
import io.conversationcleanup.lease.Leases;
import io.conversationcleanup.lease.Leases.Pulse;
import io.conversationcleanup.lease.Leases.Requests;
import io.conversationcleanup.lease.Leases.Requests.Wish;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.LiveState;
import io.conversationcleanup.model.LiveState.RateCeiling;
import io.conversationcleanup.model.LiveState.Sending;
import io.conversationcleanup.model.RunIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What leases must do in every database, for a short subclass per database.
 */
public abstract class LeaseContract {

    private static final LiveState LIVE = new LiveState(
            "deleting", 10, 10, true, 99.5, 98, 160.0, RateCeiling.REQUIRED, Sending.ON, null, null, null, null);

    private final LedgerBench bench = new LedgerBench();
    private Leases leases;
    private Run run;

    /** Leases of the database under test. */
    protected abstract Leases leases();

    /** A ledger in the same database. */
    protected abstract Ledger ledger(LedgerBench clock);

    @BeforeEach
    void open() {
        leases = leases();
        bench.use(ledger(bench), leases);
        run = bench.create(LedgerBench.newRun());
        leases.release(bench.token(run.number()));
    }

    private RunIdentity identity() {
        return run.identity();
    }

    private String token(String name) {
        return name + run.number();
    }

    private Optional<Lease> take(String name) {
        return leases.take(identity(), LedgerBench.owner(token(name)), Optional.empty());
    }

    private Lease lease() {
        return leases.all().stream()
                .filter(lease -> lease.identity().equals(identity()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFreeLeaseIsTakenAndShowsWhoHasIt() {
        assertThat(take("a")).isEmpty();

        Lease lease = lease();
        assertThat(lease.owner()).isEqualTo(LedgerBench.owner(token("a")));
        assertThat(lease.beat()).isZero();
        assertThat(lease.renewedAt()).isEqualTo(lease.takenAt());
        assertThat(lease.silence()).isBetween(Duration.ZERO, Duration.ofDays(1));
        assertThat(lease.run()).isEmpty();
        assertThat(lease.live()).isEmpty();
        assertThat(lease.owner().who()).isEqualTo("alice on host-1 (process 4711)");
    }

    @Test
    void aLeaseThatIsHeldIsNotTakenAndItsHolderIsNamed() {
        take("a");
        Lease held = lease();

        Optional<Lease> other = take("b");

        assertThat(other.orElseThrow().owner()).isEqualTo(held.owner());
        assertThat(other.orElseThrow().takenAt()).isEqualTo(held.takenAt());
        assertThat(lease().owner()).isEqualTo(held.owner());
    }

    @Test
    void leasesOfOtherIdentitiesDoNotStandInTheWay() {
        take("a");
        RunIdentity other = LedgerBench.newRun().identity();

        assertThat(leases.take(other, LedgerBench.owner(token("b")), Optional.empty()))
                .isEmpty();
        assertThat(lease().owner().token()).isEqualTo(token("a"));
    }

    @Test
    void theOwnerOfALeaseThatIsTakenOverCanDoNothingMore() {
        take("a");
        leases.renew(token("a"), run.number(), LIVE);
        leases.askToStop(token("a"), "bob");

        assertThat(leases.take(identity(), LedgerBench.owner(token("b")), Optional.of(lease())))
                .isEmpty();

        assertThat(lease().owner().token()).isEqualTo(token("b"));
        assertThat(lease().live()).isEmpty();
        assertThat(lease().run()).isEmpty();
        assertThat(leases.renew(token("a"), run.number(), LIVE)).isEmpty();
        leases.release(token("a"));
        assertThat(lease().owner().token()).isEqualTo(token("b"));
        assertThat(leases.askToStop(token("a"), "bob")).isFalse();
        assertThat(leases.renew(token("b"), run.number(), LIVE)).contains(new Pulse(Requests.NONE, 0));
    }

    @Test
    void aLeaseThatHasChangedSinceItWasSeenIsNotAbandoned() {
        take("a");
        Lease seen = lease();
        leases.renew(token("a"), run.number(), LIVE);

        Lease other = leases.take(identity(), LedgerBench.owner(token("b")), Optional.of(seen))
                .orElseThrow();

        assertThat(other.owner().token()).isEqualTo(token("a"));
        assertThat(other.beat()).isEqualTo(seen.beat() + 1);
        assertThat(leases.take(identity(), LedgerBench.owner(token("b")), Optional.of(other)))
                .isEmpty();
        assertThat(leases.take(identity(), LedgerBench.owner(token("c")), Optional.of(other)))
                .map(Lease::owner)
                .contains(LedgerBench.owner(token("b")));
    }

    @Test
    void anAbandonedLeaseThatWasGivenBackIsTaken() {
        take("a");
        Lease seen = lease();
        leases.release(token("a"));

        assertThat(leases.take(identity(), LedgerBench.owner(token("b")), Optional.of(seen)))
                .isEmpty();
        assertThat(lease().owner().token()).isEqualTo(token("b"));
    }

    @Test
    void anOwnerCannotHaveTwoLeases() {
        take("a");
        RunIdentity other = LedgerBench.newRun().identity();

        assertThatIllegalStateException()
                .isThrownBy(() -> leases.take(other, LedgerBench.owner(token("a")), Optional.empty()))
                .withMessageContaining(other.job());
    }

    @Test
    void aLeaseThatIsGivenBackIsFree() {
        take("a");

        leases.release(token("a"));

        assertThat(leases.all()).noneMatch(lease -> lease.identity().equals(identity()));
        assertThat(take("b")).isEmpty();
    }

    @Test
    void whatARunIsAtIsReadAsItWasTold() {
        take("a");
        leases.renew(token("a"), run.number(), LIVE);
        assertThat(lease().live()).contains(LIVE);
        assertThat(lease().run()).contains(run.id());

        LiveState staging = new LiveState(
                "reading",
                3,
                9,
                false,
                0,
                0,
                null,
                RateCeiling.OPTIONAL,
                Sending.PAUSED,
                7L,
                "no connection",
                30L,
                45L);
        leases.renew(token("a"), run.number(), staging);
        assertThat(lease().live()).contains(staging);
    }

    @Test
    void theOwnerHearsTheLatestOfEachRequestAndTheCallsSoFar() {
        take("a");
        leases.askForRate(token("a"), 50, "bob");
        leases.askForRate(token("a"), 19.8, "carol");
        leases.askFor(token("a"), Sending.PAUSED, "dave");
        bench.ledger()
                .results()
                .record(bench.owned(run.number()), 0, List.of(), new CallCounts(7, 0, 0, 0, 1), List.of());
        bench.ledger()
                .results()
                .record(bench.owned(run.number()), 1, List.of(), new CallCounts(5, 0, 0, 0, 1), List.of());

        assertThat(leases.renew(token("a"), run.number(), LIVE))
                .contains(new Pulse(
                        new Requests(
                                Optional.empty(),
                                Optional.of(new Wish<>(19.8, "carol")),
                                Optional.of(new Wish<>(Sending.PAUSED, "dave"))),
                        12));

        leases.askFor(token("a"), Sending.ON, "erin");
        leases.askForRate(token("a"), Double.POSITIVE_INFINITY, "erin");
        assertThat(leases.askToStop(token("a"), "erin")).isTrue();
        assertThat(leases.renew(token("a"), run.number(), LIVE).orElseThrow().requests())
                .isEqualTo(new Requests(
                        Optional.of("erin"),
                        Optional.of(new Wish<>(Double.POSITIVE_INFINITY, "erin")),
                        Optional.of(new Wish<>(Sending.ON, "erin"))));
    }

    @Test
    void nobodyCanAskAnOwnerThatIsNotThere() {
        assertThat(leases.askToStop("nobody", "bob")).isFalse();
        assertThat(leases.askForRate("nobody", 1, "bob")).isFalse();
        assertThat(leases.askFor("nobody", Sending.PAUSED, "bob")).isFalse();
        assertThat(leases.renew("nobody", run.number(), LIVE)).isEmpty();
    }

    @Test
    void ofManyAtTheSameMomentOneGetsIt() {
        int many = 8;
        CyclicBarrier start = new CyclicBarrier(many);
        List<CompletableFuture<Boolean>> takers = IntStream.range(0, many)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> {
                            await(start);
                            return leases.take(identity(), LedgerBench.owner(token("t" + n)), Optional.empty())
                                    .isEmpty();
                        },
                        task -> new Thread(task).start()))
                .toList();

        assertThat(takers.stream().filter(CompletableFuture::join)).hasSize(1);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
