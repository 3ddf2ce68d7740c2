package io.conversationcleanup.ledger;

import static io.conversationcleanup.ledger.LedgerBench.conversation;
import static io.conversationcleanup.ledger.LedgerBench.duplicate;
import static io.conversationcleanup.ledger.LedgerBench.newRun;
import static io.conversationcleanup.ledger.LedgerBench.pending;
import static io.conversationcleanup.ledger.LedgerBench.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.conversationcleanup.ledger.OutstandingStore.RowRange;
import io.conversationcleanup.ledger.RowStore.StagedRow;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.Tally;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows as they enter. */
interface StagingLaws {

    LedgerBench bench();

    /** Does this in a transaction of the caller's, which is then rolled back. */
    void rolledBack(Runnable work);

    private Ledger ledger() {
        return bench().ledger();
    }

    private List<StagedRow> staged(long run) {
        List<StagedRow> rows = new ArrayList<>();
        ledger().rows().forEachStaged(run, rows::add);
        return rows;
    }

    @Test
    default void rowsComeBackAsTheyWereStaged() {
        long run = bench().create(newRun()).number();
        String odd = "\u0001 \"quoted\", ü 中文 \uD83D\uDE00 \\N \\. back\\slash\r\nsecond line\t";
        List<StagedRow> rows = List.of(
                new StagedRow(1, 2, RowState.PENDING, conversation(3), null, null),
                new StagedRow(2, 3, RowState.REJECTED, null, odd, odd),
                new StagedRow(4, 9, RowState.DUPLICATE, conversation(1), "the same as line 2", "a,b,c"),
                new StagedRow(
                        5,
                        10,
                        RowState.PENDING,
                        new Conversation(odd, odd, ConversationType.GROUP, true),
                        null,
                        odd.repeat(20_000)),
                new StagedRow(
                        7, 12, RowState.REJECTED, new Conversation("", "", ConversationType.GROUP, false), "", ""));

        ledger().rows().stage(bench().owned(run), rows);

        assertThat(staged(run)).isEqualTo(rows);
        assertThat(ledger().rows().row(run, 4)).contains(rows.get(2));
        assertThat(ledger().rows().row(run, 3)).isEmpty();
    }

    @Test
    default void aMessageTooLongIsCutBetweenCharacters() {
        long run = bench().create(newRun()).number();
        String smile = "\uD83D\uDE00";

        ledger().rows()
                .stage(
                        bench().owned(run),
                        List.of(
                                new StagedRow(1, 2, RowState.REJECTED, null, "x".repeat(5_000), null),
                                new StagedRow(2, 3, RowState.REJECTED, null, "x".repeat(999) + smile, null),
                                new StagedRow(3, 4, RowState.REJECTED, null, "x".repeat(998) + smile + "y", null)));

        assertThat(staged(run))
                .extracting(StagedRow::message)
                .containsExactly("x".repeat(1_000), "x".repeat(999), "x".repeat(998) + smile);
    }

    @Test
    default void severalPagesOfRowsComeBackInOrder() {
        long run = bench().runOf(12_345);

        assertThat(staged(run)).isEqualTo(pending(1, 12_345));
    }

    @Test
    default void exactlyOnePageOfRowsComesBack() {
        assertThat(staged(bench().runOf(5_000))).hasSize(5_000);
        assertThat(staged(bench().runOf(0))).isEmpty();
    }

    @Test
    default void stagedRowsAreCountedByState() {
        long run = bench().create(newRun()).number();

        ledger().rows().stage(bench().owned(run), pending(1, 3));
        ledger().rows().stage(bench().owned(run), List.of(rejected(4), duplicate(5), duplicate(6)));
        ledger().rows().stage(bench().owned(run), List.of());

        assertThat(ledger().results().tally(run)).isEqualTo(new Tally(6, 0, 0, 0, 0, 0, 1, 2, 3));
    }

    @Test
    default void aRowIsStagedOnceAndAFailedChunkLeavesNothing() {
        long run = bench().create(newRun()).number();
        ledger().rows().stage(bench().owned(run), pending(1, 10));

        assertThatIllegalStateException()
                .isThrownBy(() -> ledger().rows().stage(bench().owned(run), pending(10, 20)))
                .withMessageContaining("10-20")
                .withMessageContaining("staged before");

        assertThat(staged(run)).isEqualTo(pending(1, 10));
        assertThat(ledger().results().tally(run).total()).isEqualTo(10);
        assertThat(ledger().outstanding().unvisited(run)).contains(new RowRange(1, 10));
    }

    @Test
    default void nothingIsStagedAfterTheEnd() {
        long run = bench().create(newRun()).number();
        assertThat(ledger().rows().isStaged(run)).isFalse();

        ledger().rows().staged(bench().owned(run));

        assertThat(ledger().rows().isStaged(run)).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(() -> ledger().rows().stage(bench().owned(run), pending(1, 1)))
                .withMessageContaining("whole input has been staged");
        assertThat(staged(run)).isEmpty();
    }

    @Test
    default void stagingJoinsTheCallersTransaction() {
        long run = bench().create(newRun()).number();

        rolledBack(() -> {
            ledger().rows().stage(bench().owned(run), pending(1, 10));
            assertThat(ledger().results().tally(run).total()).isEqualTo(10);
        });

        assertThat(staged(run)).isEmpty();
        assertThat(ledger().results().tally(run).total()).isZero();
    }
}
