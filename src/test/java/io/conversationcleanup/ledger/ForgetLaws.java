package io.conversationcleanup.ledger;

import static io.conversationcleanup.ledger.LedgerBench.START;
import static io.conversationcleanup.ledger.LedgerBench.conversation;
import static io.conversationcleanup.ledger.LedgerBench.duplicate;
import static io.conversationcleanup.ledger.LedgerBench.newRun;
import static io.conversationcleanup.ledger.LedgerBench.outstanding;
import static io.conversationcleanup.ledger.LedgerBench.pending;
import static io.conversationcleanup.ledger.LedgerBench.rejected;
import static io.conversationcleanup.ledger.LedgerBench.settled;
import static io.conversationcleanup.ledger.LedgerBench.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.conversationcleanup.ledger.RowStore.ReportRow;
import io.conversationcleanup.ledger.RowStore.Selection;
import io.conversationcleanup.ledger.RowStore.StagedRow;
import io.conversationcleanup.model.RequestedBy;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Looking rows up by what they have come to or whom they name, and removing them. */
interface ForgetLaws {

    LedgerBench bench();

    private Ledger ledger() {
        return bench().ledger();
    }

    private static RowResult failed(long row, String code) {
        return new RowResult(row, RowState.FAILED, code, "no", 1, START, null);
    }

    @Test
    default void rowsAreSelectedByWhatTheyCameToAndByTheirCodes() {
        long other = bench().runOf(3);
        bench().record(other, failed(1, "50001"), failed(2, "50001"));
        long run = bench().runOf(8);
        bench().record(
                        run,
                        settled(1, RowState.DELETED),
                        failed(2, "50001"),
                        failed(3, "20004"),
                        settled(4, RowState.RETRYABLE),
                        new RowResult(5, RowState.RETRYABLE, "60008", "", 5, START, null),
                        waiting(6, 1, START),
                        failed(7, "50001"));

        assertThat(selected(run, Set.of(RowState.FAILED), Set.of())).containsExactly(2L, 3L, 7L);
        assertThat(selected(run, Set.of(RowState.RETRYABLE), Set.of())).containsExactly(4L, 5L);
        assertThat(selected(run, Set.of(RowState.RETRYABLE, RowState.FAILED), Set.of("60008", "50001")))
                .containsExactly(2L, 5L, 7L);
        assertThat(selected(run, Set.of(RowState.RETRYABLE), Set.of("50001"))).isEmpty();
        assertThat(ledger().rows().selected(run, new Selection(Set.of(RowState.FAILED), Set.of()), 3, 1))
                .containsExactly(new StagedRow(3, 4, RowState.PENDING, conversation(3), null, null));
    }

    /** Read in pages of two, and counted. */
    private List<Long> selected(long run, Set<RowState> states, Set<String> codes) {
        Selection selection = new Selection(states, codes);
        List<Long> rows = new ArrayList<>();
        List<StagedRow> page;
        long from = 1;
        do {
            page = ledger().rows().selected(run, selection, from, 2);
            page.forEach(row -> rows.add(row.row()));
            from = page.isEmpty() ? from : page.get(page.size() - 1).row() + 1;
        } while (!page.isEmpty());
        assertThat(ledger().rows().count(run, selection)).isEqualTo(rows.size());
        return rows;
    }

    @Test
    default void theRowsOfAUserAreThoseThatNameItAndRejectedLinesThatMay() {
        long run = bench().create(newRun()).number();
        ledger().rows().stage(bench().owned(run), pending(1, 2));
        ledger().rows().stage(bench().owned(run), List.of(rejected(3), duplicate(4)));
        ledger().rows().staged(bench().owned(run));
        bench().record(run, failed(1, "50001"));

        assertThat(ledger().rows().of(run, "user-1"))
                .extracting(ReportRow::line, ReportRow::state, ReportRow::code)
                .containsExactly(tuple(2L, RowState.FAILED, "50001"), tuple(5L, RowState.DUPLICATE, null));
        assertThat(ledger().rows().of(run, "peer-2"))
                .extracting(ReportRow::state)
                .containsExactly(RowState.PENDING);
        assertThat(ledger().rows().of(run, "peer-3"))
                .extracting(ReportRow::state)
                .containsExactly(RowState.REJECTED);
        assertThat(ledger().rows().of(run, "User-1")).isEmpty();
        assertThat(ledger().rows().of(run, "")).hasSize(1);
    }

    @Test
    default void aRunThatIsForgottenIsGoneAndNoOtherIs() {
        long kept = bench().runOf(3);
        bench().record(kept, settled(1, RowState.DELETED));
        Run.Entry entered = newRun();
        long run = bench().create(entered).number();
        ledger().rows().stage(bench().owned(run), pending(1, 4));
        ledger().rows().staged(bench().owned(run));
        bench().record(run, settled(1, RowState.DELETED), waiting(2, 1, START));
        bench().note(run, 0, outstanding(3, 0));

        bench().forget(run);

        assertThat(ledger().runs().find(entered.id())).isEmpty();
        assertThat(ledger().runs().latest(entered.identity())).isEmpty();
        assertThat(bench().report(run)).isEmpty();
        assertThat(ledger().outstanding().dueTimes(run)).isEmpty();
        assertThat(ledger().results().tally(kept)).isEqualTo(new Tally(3, 1, 0, 0, 0, 0, 0, 0, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> bench().forget(run));
        assertThat(bench().create(entered).sequence()).isEqualTo(1);
    }

    @Test
    default void anotherMandateTakesThePlaceOfTheFirst() {
        Run run = bench().create(newRun());
        RequestedBy requestedBy = new RequestedBy(Optional.of("bob"), Optional.of("again"));

        ledger().runs().requestedBy(bench().owned(run.number()), requestedBy);

        assertThat(ledger().runs().find(run.id()).orElseThrow().entry().requestedBy())
                .isEqualTo(requestedBy);
    }
}
