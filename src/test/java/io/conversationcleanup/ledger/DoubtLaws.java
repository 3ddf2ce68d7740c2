package io.conversationcleanup.ledger;

import static io.conversationcleanup.ledger.LedgerBench.START;
import static io.conversationcleanup.ledger.LedgerBench.newRun;
import static io.conversationcleanup.ledger.LedgerBench.numbers;
import static io.conversationcleanup.ledger.LedgerBench.outstanding;
import static io.conversationcleanup.ledger.LedgerBench.pending;
import static io.conversationcleanup.ledger.LedgerBench.settled;
import static io.conversationcleanup.ledger.LedgerBench.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.ledger.OutstandingStore.RowRange;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a crash leaves unknown. */
interface DoubtLaws {

    LedgerBench bench();

    private Ledger ledger() {
        return bench().ledger();
    }

    @Test
    default void nothingIsInDoubtWhenNothingWasNoted() {
        long run = bench().runOf(3);
        bench().note(run, 0);

        assertThat(ledger().outstanding().recoverInDoubt(bench().owned(run))).isEmpty();
        assertThat(ledger().outstanding().recoverInDoubt(bench().owned(bench().runOf(3))))
                .isEmpty();
    }

    @Test
    default void notedRowsAreInDoubtOnceAndCountedAndSentAgain() {
        Run.Entry entered = newRun();
        long run = bench().create(entered).number();
        ledger().rows().stage(bench().owned(run), pending(1, 100));
        bench().note(run, 1, outstanding(40, 0), outstanding(42, 0), outstanding(90, 0));
        bench().note(run, 0, outstanding(1, 0), outstanding(2, 0), outstanding(41, 0));
        long other = bench().runOf(1);
        bench().note(other, 0, outstanding(1, 0));

        List<Row> inDoubt = ledger().outstanding().recoverInDoubt(bench().owned(run));

        assertThat(inDoubt)
                .isEqualTo(LongStream.of(1, 2, 40, 41, 42, 90)
                        .mapToObj(row -> outstanding(row, 0))
                        .toList());
        assertThat(bench().calls(entered.id()).inDoubt()).isEqualTo(6);
        assertThat(ledger().outstanding().recoverInDoubt(bench().owned(run))).isEmpty();
        assertThat(bench().calls(entered.id()).inDoubt()).isEqualTo(6);
        assertThat(ledger().outstanding().pending(run, new RowRange(1, 100), 200))
                .hasSize(100);
        assertThat(ledger().outstanding().recoverInDoubt(bench().owned(other))).containsExactly(outstanding(1, 0));
    }

    @Test
    default void recordingStrikesTheNoteAndMakesTheNext() {
        long run = bench().runOf(10);
        bench().note(run, 0, outstanding(1, 0), outstanding(2, 0));

        ledger().results()
                .record(
                        bench().owned(run),
                        0,
                        List.of(settled(1, RowState.DELETED), settled(2, RowState.FAILED)),
                        CallCounts.NONE,
                        List.of(3L));
        assertThat(ledger().outstanding().recoverInDoubt(bench().owned(run))).containsExactly(outstanding(3, 0));

        bench().note(run, 0, outstanding(4, 0));
        bench().record(run, settled(4, RowState.DELETED));
        assertThat(ledger().outstanding().recoverInDoubt(bench().owned(run))).isEmpty();
    }

    @Test
    default void aWaitingRowIsInDoubtIfItWasBeingSentAgainButNotIfItWasAnsweredSince() {
        Run.Entry entered = newRun();
        long run = bench().create(entered).number();
        ledger().rows().stage(bench().owned(run), pending(1, 10));
        bench().record(run, waiting(1, 3, START), waiting(2, 1, START));
        bench().setTime(START.plusSeconds(5));
        bench().note(run, 0, outstanding(1, 3), outstanding(2, 1), outstanding(3, 0), outstanding(4, 0));
        ledger().results()
                .record(
                        bench().owned(run),
                        1,
                        List.of(
                                new RowResult(2, RowState.WAITING, "", "", 2, START, START.plusSeconds(6)),
                                settled(4, RowState.DELETED)),
                        CallCounts.NONE,
                        List.of());

        assertThat(ledger().outstanding().recoverInDoubt(bench().owned(run)))
                .containsExactly(outstanding(1, 3), outstanding(3, 0));
        assertThat(bench().calls(entered.id()).inDoubt()).isEqualTo(2);
        assertThat(numbers(ledger().outstanding().due(run, new RowRange(1, 10), START.plusSeconds(6), 10)))
                .containsExactly(1L, 2L);
    }

    /** The times of answers are for people, by a clock that may have been set since. */
    @Test
    default void whenARowWasAnsweredByTheWallClockDoesNotDecideWhetherItIsInDoubt() {
        long run = bench().create(newRun()).number();
        ledger().rows().stage(bench().owned(run), pending(1, 2));
        Instant dayAhead = START.plus(Duration.ofDays(1));
        bench().record(run, new RowResult(1, RowState.WAITING, "60008", "", 1, dayAhead, START));
        bench().note(run, 0, outstanding(1, 1));

        assertThat(ledger().outstanding().recoverInDoubt(bench().owned(run))).containsExactly(outstanding(1, 1));
    }

    @Test
    default void aNoteOfVeryManyScatteredRowsIsKeptWhole() {
        long run = bench().runOf(3_000);
        Row[] odd = LongStream.rangeClosed(1, 3_000)
                .filter(row -> row % 2 == 1)
                .mapToObj(row -> outstanding(row, 0))
                .toArray(Row[]::new);
        bench().note(run, 0, odd);

        assertThat(ledger().outstanding().recoverInDoubt(bench().owned(run))).containsExactly(odd);
    }
}
