package io.conversationcleanup.ledger;

import static io.conversationcleanup.ledger.LedgerBench.START;
import static io.conversationcleanup.ledger.LedgerBench.conversation;
import static io.conversationcleanup.ledger.LedgerBench.duplicate;
import static io.conversationcleanup.ledger.LedgerBench.newRun;
import static io.conversationcleanup.ledger.LedgerBench.numbers;
import static io.conversationcleanup.ledger.LedgerBench.outstanding;
import static io.conversationcleanup.ledger.LedgerBench.outstandingRows;
import static io.conversationcleanup.ledger.LedgerBench.pending;
import static io.conversationcleanup.ledger.LedgerBench.rejected;
import static io.conversationcleanup.ledger.LedgerBench.settled;
import static io.conversationcleanup.ledger.LedgerBench.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.conversationcleanup.ledger.OutstandingStore.RowRange;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.Tally;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is still to be sent. */
interface OutstandingLaws {

    LedgerBench bench();

    private Ledger ledger() {
        return bench().ledger();
    }

    @Test
    default void pendingRowsAreThoseOfTheRangeInOrderUpToTheLimit() {
        long run = bench().runOf(20);
        bench().runOf(20);

        assertThat(ledger().outstanding().pending(run, new RowRange(1, 20), 100))
                .isEqualTo(outstandingRows(1, 20));
        assertThat(ledger().outstanding().pending(run, new RowRange(5, 9), 100)).isEqualTo(outstandingRows(5, 9));
        assertThat(ledger().outstanding().pending(run, new RowRange(5, 9), 2)).isEqualTo(outstandingRows(5, 6));
        assertThat(ledger().outstanding().pending(run, new RowRange(21, 1_000_000), 5))
                .isEmpty();
    }

    @Test
    default void whatIsSettledWaitsOrWasNeverToBeSentIsNotPending() {
        long run = bench().create(newRun()).number();
        ledger().rows().stage(bench().owned(run), pending(1, 6));
        ledger().rows().stage(bench().owned(run), List.of(rejected(7), duplicate(8)));
        ledger().rows().stage(bench().owned(run), pending(9, 9));
        bench().record(
                        run,
                        settled(1, RowState.DELETED),
                        settled(2, RowState.ALREADY_GONE),
                        settled(3, RowState.FAILED),
                        settled(5, RowState.RETRYABLE),
                        waiting(6, 1, START));

        assertThat(numbers(ledger().outstanding().pending(run, new RowRange(1, 9), 100)))
                .containsExactly(4L, 9L);
    }

    @Test
    default void waitingRowsAreFoundWhenTheyAreDue() {
        long run = bench().runOf(10);
        Instant later = START.plusMillis(1_500);
        bench().record(run, waiting(8, 2, START), waiting(2, 1, later), waiting(5, 1, START), waiting(3, 4, later));
        bench().record(bench().runOf(5), waiting(1, 1, START));

        assertThat(ledger().outstanding().due(run, new RowRange(1, 10), START.minusMillis(1), 100))
                .isEmpty();
        assertThat(ledger().outstanding().due(run, new RowRange(1, 10), START, 100))
                .containsExactly(outstanding(5, 1), outstanding(8, 2));
        assertThat(ledger().outstanding().due(run, new RowRange(1, 10), later, 3))
                .containsExactly(outstanding(2, 1), outstanding(3, 4), outstanding(5, 1));
        assertThat(ledger().outstanding().due(run, new RowRange(4, 7), later, 3))
                .containsExactly(outstanding(5, 1));
        assertThat(ledger().outstanding().dueRows(run, START, 100)).containsExactly(5L, 8L);
        assertThat(ledger().outstanding().dueRows(run, later, 3)).containsExactly(2L, 3L, 5L);
        assertThat(ledger().outstanding().dueTimes(run)).contains(new OutstandingStore.DueTimes(START, later));
    }

    @Test
    default void rowsThatWouldBeDueTooLateAreDueByTheLatestTime() {
        long run = bench().runOf(5);
        Instant latest = START.plusSeconds(60);
        bench().record(run, waiting(1, 1, START), waiting(2, 1, START.plusSeconds(86_400)), waiting(3, 1, latest));
        long other = bench().runOf(1);
        bench().record(other, waiting(1, 1, START.plusSeconds(86_400)));

        ledger().outstanding().dueBy(bench().owned(run), latest);

        assertThat(ledger().outstanding().dueRows(run, START, 100)).containsExactly(1L);
        assertThat(ledger().outstanding().dueTimes(run)).contains(new OutstandingStore.DueTimes(START, latest));
        assertThat(ledger().outstanding().dueRows(other, latest, 100)).isEmpty();
    }

    @Test
    default void aRowWaitsNoLongerWhenItIsSettled() {
        long run = bench().runOf(3);
        bench().record(run, waiting(1, 1, START), waiting(2, 1, START));

        bench().record(run, settled(1, RowState.DELETED));
        bench().record(run, settled(2, RowState.RETRYABLE));

        assertThat(ledger().outstanding().dueRows(run, START, 10)).isEmpty();
        assertThat(ledger().outstanding().due(run, new RowRange(1, 3), START, 10))
                .isEmpty();
        assertThat(ledger().outstanding().dueTimes(run)).isEmpty();
        assertThat(ledger().results().tally(run)).isEqualTo(new Tally(3, 1, 0, 0, 1, 0, 0, 0, 1));
    }

    @Test
    default void aRowThatSpentNoAttemptWaitingIsSettledLikeAnyOther() {
        long run = bench().runOf(1);
        bench().record(run, waiting(1, 0, START));

        bench().record(run, settled(1, RowState.DELETED));

        assertThat(ledger().outstanding().dueTimes(run)).isEmpty();
        assertThat(ledger().results().tally(run)).isEqualTo(new Tally(1, 1, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    default void aRowThatWaitsAgainIsDueAtTheNewTimeOnly() {
        long run = bench().runOf(1);
        bench().record(run, waiting(1, 1, START));

        bench().record(run, waiting(1, 2, START.plusSeconds(5)));

        assertThat(ledger().outstanding().dueRows(run, START.plusMillis(4_999), 10))
                .isEmpty();
        assertThat(ledger().outstanding().due(run, new RowRange(1, 1), START.plusSeconds(5), 10))
                .containsExactly(new Row(1, 2, conversation(1), 2, "60008"));
        assertThat(ledger().results().tally(run).waiting()).isEqualTo(1);
    }

    @Test
    default void theWatermarkOnlyRises() {
        long run = bench().runOf(10);
        assertThat(ledger().outstanding().unvisited(run)).contains(new RowRange(1, 10));
        for (long row = 1; row <= 10; row++) {
            bench().record(run, row % 2 == 0 ? settled(row, RowState.DELETED) : waiting(row, 1, START));
        }

        ledger().outstanding().visitedUpTo(bench().owned(run), 6);
        assertThat(ledger().outstanding().unvisited(run)).contains(new RowRange(7, 10));
        ledger().outstanding().visitedUpTo(bench().owned(run), 3);
        assertThat(ledger().outstanding().unvisited(run)).contains(new RowRange(7, 10));
        ledger().outstanding().visitedUpTo(bench().owned(run), 10);
        assertThat(ledger().outstanding().unvisited(run)).isEmpty();
    }

    @Test
    default void theWatermarkPassesOverNoPendingRow() {
        long run = bench().runOf(10);
        bench().record(run, settled(1, RowState.DELETED), settled(3, RowState.DELETED));

        assertThatIllegalStateException()
                .isThrownBy(() -> ledger().outstanding().visitedUpTo(bench().owned(run), 3))
                .withMessageContaining("row 2 is still pending");

        assertThat(ledger().outstanding().unvisited(run)).contains(new RowRange(1, 10));
        ledger().outstanding().visitedUpTo(bench().owned(run), 1);
        assertThat(ledger().outstanding().unvisited(run)).contains(new RowRange(2, 10));
    }

    @Test
    default void theWatermarkDoesNotReachRowsThatAreYetToBeStaged() {
        long run = bench().create(newRun()).number();
        ledger().rows().stage(bench().owned(run), pending(1, 1));
        bench().record(run, settled(1, RowState.DELETED));

        ledger().outstanding().visitedUpTo(bench().owned(run), 100);
        ledger().rows().stage(bench().owned(run), pending(2, 3));

        assertThat(ledger().outstanding().unvisited(run)).contains(new RowRange(2, 3));
    }

    @Test
    default void nothingIsUnvisitedInARunWithoutRows() {
        assertThat(ledger().outstanding().unvisited(bench().runOf(0))).isEmpty();
    }
}
