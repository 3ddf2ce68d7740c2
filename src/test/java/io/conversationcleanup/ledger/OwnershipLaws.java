package io.conversationcleanup.ledger;

import static io.conversationcleanup.ledger.LedgerBench.START;
import static io.conversationcleanup.ledger.LedgerBench.newRun;
import static io.conversationcleanup.ledger.LedgerBench.outstanding;
import static io.conversationcleanup.ledger.LedgerBench.owner;
import static io.conversationcleanup.ledger.LedgerBench.pending;
import static io.conversationcleanup.ledger.LedgerBench.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conversationcleanup.lease.Lease;
import io.conversationcleanup.ledger.HistoryStore.RunEvent;
import io.conversationcleanup.ledger.HistoryStore.StartDetail;
import io.conversationcleanup.ledger.OutstandingStore.RowRange;
import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.ledger.Run.RowTotals;
import io.conversationcleanup.ledger.RunStore.RunFilter;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.LeaseLostException;
import io.conversationcleanup.model.RequestedBy;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.StopCause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who may write on behalf of a run. */
interface OwnershipLaws {

    LedgerBench bench();

    private Ledger ledger() {
        return bench().ledger();
    }

    /** Everything that is written on behalf of a run that has ten pending rows. */
    private Map<String, Consumer<OwnedRun>> writes() {
        return Map.ofEntries(
                Map.entry("stage", run -> ledger().rows().stage(run, pending(11, 12))),
                Map.entry("staged", run -> ledger().rows().staged(run)),
                Map.entry("record", run -> record(run, 0)),
                Map.entry("record as another sender", run -> record(run, 1)),
                Map.entry("watermark", run -> ledger().outstanding().visitedUpTo(run, 0)),
                Map.entry("due times", run -> ledger().outstanding().dueBy(run, START)),
                Map.entry("times", run -> ledger().runs().spent(run, Duration.ofSeconds(1), Duration.ofSeconds(1))),
                Map.entry("points", run -> ledger().history().keep(run, START, List.of())),
                Map.entry("event", run -> ledger().history().note(run, event())),
                Map.entry("start", run -> ledger().history().started(run, START, "me", new StartDetail(Map.of(), 1))),
                Map.entry("requestedBy", run -> ledger().runs().requestedBy(run, RequestedBy.UNKNOWN)),
                Map.entry(
                        "paths", run -> ledger().runs().foundAt(run, new Run.Paths("c", "r", Optional.empty(), false))),
                Map.entry("rate", run -> ledger().runs().paced(run, 7)),
                Map.entry("started", run -> ledger().runs().started(run, 7, true)),
                Map.entry("confirmed", run -> ledger().runs().confirmed(run)),
                Map.entry("halted", run -> ledger().runs().halted(run, StopCause.RULE)),
                Map.entry(
                        "ended", run -> ledger().runs().ended(run, RunStatus.ABORTED, StopCause.REFUSED, "why", START)),
                Map.entry(
                        "executions",
                        run -> ledger().runs()
                                .whileOwned(run, () -> ledger().rows().staged(run))),
                Map.entry("recover", run -> ledger().outstanding().recoverInDoubt(run)));
    }

    private void record(OwnedRun run, int sender) {
        ledger().results()
                .record(run, sender, List.of(settled(1, RowState.DELETED)), new CallCounts(1, 0, 0, 0, 1), List.of(2L));
    }

    private static RunEvent event() {
        return new RunEvent(START, RunEvent.Kind.PAUSED, "bob", "");
    }

    private OwnedRun tenPendingRows() {
        Run run = bench().create(newRun());
        OwnedRun owned = bench().owned(run.number());
        ledger().rows().stage(owned, pending(1, 10));
        bench().note(run.number(), 0, outstanding(5, 0));
        return owned;
    }

    private Run kept(long number) {
        return ledger().runs().list(RunFilter.ALL).stream()
                .filter(run -> run.number() == number)
                .findFirst()
                .orElseThrow();
    }

    @Test
    default void whatAnOwnerWritesAfterATakeOverIsRefused() {
        writes().forEach((name, write) -> {
            OwnedRun before = tenPendingRows();
            long run = before.run();
            OwnedRun heir = bench().takenOver(before);
            Run kept = kept(run);
            RowTotals figures = ledger().results().totals(run);

            assertThatExceptionOfType(LeaseLostException.class).as(name).isThrownBy(() -> write.accept(before));

            assertThat(kept(run)).as(name).isEqualTo(kept);
            assertThat(ledger().results().totals(run)).as(name).isEqualTo(figures);
            assertThat(ledger().rows().isStaged(run)).as(name).isFalse();
            assertThat(ledger().outstanding().unvisited(run)).as(name).contains(new RowRange(1, 10));
            assertThat(ledger().history().events(run)).as(name).isEmpty();
            assertThat(ledger().outstanding().recoverInDoubt(heir)).as(name).containsExactly(outstanding(5, 0));
            write.accept(heir);
        });
    }

    @Test
    default void whatWasRecordedBeforeATakeOverCounts() {
        OwnedRun before = tenPendingRows();
        ledger().results().record(before, 0, List.of(settled(5, RowState.DELETED)), CallCounts.NONE, List.of(6L));

        OwnedRun heir = bench().takenOver(before);

        assertThat(ledger().outstanding().recoverInDoubt(heir))
                .extracting(Row::number)
                .containsExactly(6L);
        assertThat(ledger().results().tally(before.run()).deleted()).isEqualTo(1);
    }

    @Test
    default void aRunIsEnteredAndTakenOnlyWithTheLeaseOfItsIdentity() {
        Run run = bench().create(newRun());
        Run.Entry another = newRun();
        String token = bench().token(run.number());

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> ledger().runs().create(another, token));
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> ledger().runs().create(another, "nobody"));
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> ledger().runs().take(run.number(), "nobody"));
        assertThat(ledger().runs().latest(another.identity())).isEmpty();
        assertThat(ledger().runs().take(run.number(), token)).isEqualTo(new OwnedRun(run.number(), token));

        bench().leases().release(token);
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> ledger().runs().take(run.number(), token));
    }

    @Test
    default void anOwnerThatWasSuspendedBeforeItEnteredItsRunEntersNone() {
        Run.Entry run = newRun();
        bench().leases().take(run.identity(), owner("slow"), Optional.empty());
        Lease seen = bench().leases().all().stream()
                .filter(lease -> lease.owner().token().equals("slow"))
                .findFirst()
                .orElseThrow();
        bench().leases().take(run.identity(), owner("quick"), Optional.of(seen));
        Run entered = ledger().runs().create(run, "quick");

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> ledger().runs().create(newRun("later", run.identity()), "slow"));

        assertThat(ledger().runs().latest(run.identity())).contains(entered);
        bench().leases().release("quick");
    }

    @Test
    default void aRunOnWhichAnotherMayBeAtWorkIsNotForgotten() {
        OwnedRun run = tenPendingRows();

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> ledger().runs().disown(run.run(), "somebody"));
        assertThat(ledger().results().tally(run.run()).total()).isEqualTo(10);

        OwnedRun heir = bench().takenOver(run);
        ledger().runs().disown(run.run(), heir.token());
        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> record(run, 0));
        ledger().runs().forget(run.run());
        assertThat(ledger().runs().list(RunFilter.ALL)).noneMatch(kept -> kept.number() == run.run());
    }
}
