package io.conversationcleanup.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.ledger.Lease.Standing;
import io.conversationcleanup.ledger.Leases.Pulse;
import io.conversationcleanup.ledger.LiveState.RateCeiling;
import io.conversationcleanup.ledger.LiveState.Sending;
import io.conversationcleanup.ledger.Requests.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What leases must do in every database, for a short subclass per database. Time is the database's own, so the tests choose
 * terms that are over at once or never.
 */
public abstract class LeaseContract {

    private static final Duration NEVER_OVER = Duration.ofDays(1);
    private static final LiveState LIVE = new LiveState(
            "deleting",
            10,
            10,
            new Tally(10, 4, 1, 1, 2, 1, 0, 0, 2),
            Map.of("50001", 1L, "", 1L),
            99.5,
            98,
            160.0,
            RateCeiling.REQUIRED,
            Sending.ON,
            null,
            null,
            null);

    private final LedgerBench bench = new LedgerBench();
    private Leases leases;
    private RunRecord run;

    /** Leases of the database under test with this term. */
    protected abstract Leases leases(Duration term);

    /** A ledger in the same database. */
    protected abstract Ledger ledger(LedgerBench clock);

    @BeforeEach
    void open() {
        bench.use(ledger(bench));
        leases = leases(NEVER_OVER);
        run = bench.ledger().create(LedgerBench.newRun());
    }

    private static Owner owner(String token) {
        return new Owner(token, "alice", "host-1", "boot/pid:[1]", 4_711, Instant.ofEpochMilli(1_700_000_000_123L));
    }

    private RunIdentity identity() {
        return run.run().identity();
    }

    private String token(String name) {
        return name + run.number();
    }

    private Optional<Lease> take(String name) {
        return leases.take(identity(), owner(token(name)), Optional.empty());
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
        assertThat(lease.owner()).isEqualTo(owner(token("a")));
        assertThat(lease.standing()).isEqualTo(Standing.HELD);
        assertThat(lease.renewedAt()).isEqualTo(lease.takenAt());
        assertThat(lease.silence()).isBetween(Duration.ZERO, NEVER_OVER);
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
        RunRecord other = bench.ledger().create(LedgerBench.newRun());

        assertThat(leases.take(other.run().identity(), owner(token("b")), Optional.empty()))
                .isEmpty();
        assertThat(lease().owner().token()).isEqualTo(token("a"));
    }

    @Test
    void aLeaseThatHasRunOutIsTakenOverAndItsOwnerLearnsThatAndCanDoNothingMore() {
        take("a");
        leases.renew(token("a"), run.number(), LIVE);
        leases.askToStop(token("a"), "bob");
        Leases others = leases(Duration.ZERO);

        assertThat(others.take(identity(), owner(token("b")), Optional.empty())).isEmpty();

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
    void aLeaseThatHasRunOutStillIsItsOwnersUntilItIsTaken() {
        take("a");
        Leases others = leases(Duration.ZERO);

        assertThat(others.all())
                .filteredOn(lease -> lease.identity().equals(identity()))
                .extracting(Lease::standing)
                .containsExactly(Standing.RUN_OUT);
        assertThat(others.renew(token("a"), run.number(), LIVE)).isPresent();
    }

    @Test
    void theLeaseOfADeadOwnerIsTakenOverAtOnceAndOfNobodyElse() {
        take("a");

        assertThat(leases.take(identity(), owner(token("b")), Optional.of(token("x"))))
                .isPresent();
        assertThat(leases.take(identity(), owner(token("b")), Optional.of(token("a"))))
                .isEmpty();
        assertThat(lease().owner().token()).isEqualTo(token("b"));
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
                "reading", 3, 9, null, Map.of(), 0, 0, null, RateCeiling.OPTIONAL, Sending.PAUSED, 7L, 30L, 45L);
        leases.renew(token("a"), run.number(), staging);
        assertThat(lease().live()).contains(staging);
    }

    @Test
    void theOwnerHearsTheLatestOfEachRequestAndTheCallsSoFar() {
        take("a");
        leases.askForRate(token("a"), 50, "bob");
        leases.askForRate(token("a"), 19.8, "carol");
        leases.askFor(token("a"), Sending.PAUSED, "dave");
        bench.ledger().record(run.number(), 0, List.of(), new CallCounts(7, 0, 0, 0, 1), List.of());
        bench.ledger().record(run.number(), 1, List.of(), new CallCounts(5, 0, 0, 0, 1), List.of());

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
                            return leases.take(identity(), owner(token("t" + n)), Optional.empty())
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
