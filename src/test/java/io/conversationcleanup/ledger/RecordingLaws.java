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
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

import io.conversationcleanup.ledger.RowStore.ReportRow;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.Tally;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Outcomes as they are recorded and reported. */
interface RecordingLaws {

    LedgerBench bench();

    void rolledBack(Runnable work);

    private Ledger ledger() {
        return bench().ledger();
    }

    @Test
    default void everyRowIsReportedWithWhatItCameTo() {
        long run = bench().create(newRun()).number();
        ledger().rows().stage(bench().owned(run), pending(1, 6));
        ledger().rows().stage(bench().owned(run), List.of(rejected(7), duplicate(8)));
        bench().record(
                        run,
                        new RowResult(1, RowState.DELETED, "", "", 1, START.plusMillis(1), null),
                        new RowResult(2, RowState.ALREADY_GONE, "30101", "no such", 2, START.plusMillis(2), null),
                        new RowResult(3, RowState.FAILED, "50001", "bad user", 3, START.plusMillis(3), null),
                        new RowResult(4, RowState.RETRYABLE, "timeout", "", 5, START.plusMillis(4), null),
                        new RowResult(5, RowState.WAITING, "60008", "busy", 2, START.plusMillis(5), START));

        assertThat(bench().report(run))
                .containsExactly(
                        new ReportRow(2, conversation(1), null, RowState.DELETED, null, null, 1, START.plusMillis(1)),
                        new ReportRow(
                                3,
                                conversation(2),
                                null,
                                RowState.ALREADY_GONE,
                                "30101",
                                "no such",
                                2,
                                START.plusMillis(2)),
                        new ReportRow(
                                4, conversation(3), null, RowState.FAILED, "50001", "bad user", 3, START.plusMillis(3)),
                        new ReportRow(
                                5, conversation(4), null, RowState.RETRYABLE, "timeout", null, 5, START.plusMillis(4)),
                        new ReportRow(
                                6, conversation(5), null, RowState.WAITING, "60008", "busy", 2, START.plusMillis(5)),
                        new ReportRow(7, conversation(6), null, RowState.PENDING, null, null, 0, null),
                        new ReportRow(8, null, ",peer-7", RowState.REJECTED, null, "the user is empty", 0, null),
                        new ReportRow(
                                9, conversation(1), null, RowState.DUPLICATE, null, "the same as line 2", 0, null));
        assertThat(ledger().results().tally(run)).isEqualTo(new Tally(8, 1, 1, 1, 2, 1, 1, 1, 1));
    }

    @Test
    default void severalPagesOfRowsAreReportedInOrder() {
        long run = bench().runOf(12_345);
        ledger().results()
                .record(
                        bench().owned(run),
                        0,
                        IntStream.rangeClosed(1, 12_345)
                                .filter(row -> row % 5 == 0)
                                .mapToObj(row -> settled(row, RowState.DELETED))
                                .toList(),
                        CallCounts.NONE,
                        List.of());

        List<ReportRow> report = bench().report(run);

        assertThat(report).hasSize(12_345);
        for (int row = 1; row <= 12_345; row++) {
            assertThat(report.get(row - 1).line()).isEqualTo(row + 1L);
            assertThat(report.get(row - 1).state()).isEqualTo(row % 5 == 0 ? RowState.DELETED : RowState.PENDING);
        }
    }

    @Test
    default void failuresAreCountedByCode() {
        long run = bench().runOf(9);
        bench().record(
                        run,
                        new RowResult(1, RowState.FAILED, "50001", "", 1, START, null),
                        new RowResult(2, RowState.FAILED, "50001", "", 1, START, null),
                        new RowResult(3, RowState.RETRYABLE, "timeout", "", 5, START, null),
                        new RowResult(4, RowState.RETRYABLE, "", "the run stopped", 1, START, null),
                        new RowResult(5, RowState.FAILED, "", "", 1, START, null),
                        new RowResult(6, RowState.WAITING, "timeout", "", 1, START, START),
                        new RowResult(7, RowState.WAITING, "10004", "", 1, START, START),
                        new RowResult(8, RowState.ALREADY_GONE, "30101", "", 1, START, null));

        assertThat(ledger().results().totals(run).failuresByCode())
                .containsOnly(entry("", 2L), entry("10004", 1L), entry("50001", 2L), entry("timeout", 2L));
        assertThat(ledger().results().totals(bench().runOf(1)).failuresByCode()).isEmpty();
    }

    @Test
    default void longAndOddTextsAreCutAndKept() {
        long run = bench().runOf(3);
        String odd = "\0\u0007\r\n\"'\\ 中文 \uD83D\uDE00 \uD83D";
        String kept = "\uFFFD\u0007\r\n\"'\\ 中文 \uD83D\uDE00 \uFFFD";
        bench().record(
                        run,
                        new RowResult(1, RowState.FAILED, "c".repeat(65), "m".repeat(1_001), 1, START, null),
                        new RowResult(2, RowState.FAILED, odd, odd, 1, START, null),
                        new RowResult(
                                3,
                                RowState.WAITING,
                                "c".repeat(63) + "\uD83D\uDE00",
                                odd.repeat(100_000),
                                1,
                                START,
                                START));

        List<ReportRow> report = bench().report(run);

        assertThat(report.get(0).code()).isEqualTo("c".repeat(64));
        assertThat(report.get(0).message()).isEqualTo("m".repeat(1_000));
        assertThat(report.get(1).code()).isEqualTo(kept);
        assertThat(report.get(1).message()).isEqualTo(kept);
        assertThat(report.get(2).code()).isEqualTo("c".repeat(63));
        assertThat(report.get(2).message()).startsWith(kept).hasSizeBetween(999, 1_000);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"PENDING", "REJECTED", "DUPLICATE", "WAITING"})
    default void whatIsSettledIsNeverReplaced(RowState first) {
        long run = bench().runOf(2);
        bench().record(run, settled(1, first));
        List<ReportRow> before = bench().report(run);

        for (RowState next : RowState.values()) {
            if (RowState.PENDING.mayBecome(next)) {
                RowResult outcome = new RowResult(1, next, "new", "new", 2, START, START);
                assertThatIllegalStateException()
                        .isThrownBy(() -> bench().record(run, settled(2, RowState.DELETED), outcome))
                        .withMessageContaining("row 1 of run " + run)
                        .withMessageContaining("it is " + first + " already");
            }
        }

        assertThat(bench().report(run)).isEqualTo(before);
        assertThat(ledger().outstanding().dueTimes(run)).isEmpty();
    }

    @Test
    default void onlyRowsThatWereToBeSentComeToAnything() {
        long run = bench().create(newRun()).number();
        ledger().rows().stage(bench().owned(run), List.of(rejected(1), duplicate(2)));
        ledger().rows().stage(bench().owned(run), pending(3, 3));

        for (long row : List.of(1L, 2L, 4L)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> bench().record(run, settled(row, RowState.DELETED)))
                    .withMessageContaining("row " + row + " of run " + run);
            assertThatIllegalStateException().isThrownBy(() -> bench().record(run, waiting(row, 1, START)));
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> bench().record(run, waiting(3, 1, START), settled(3, RowState.DELETED)))
                .withMessageContaining("twice at once");

        assertThat(ledger().results().tally(run)).isEqualTo(new Tally(3, 0, 0, 0, 0, 0, 1, 1, 1));
    }

    @Test
    default void aRecordIsAllOrNothing() {
        Run.Entry entered = newRun();
        long run = bench().create(entered).number();
        ledger().rows().stage(bench().owned(run), pending(1, 10));
        bench().record(run, settled(5, RowState.DELETED), waiting(6, 1, START));
        bench().note(run, 0, outstanding(1, 0), outstanding(6, 1));

        assertThatIllegalStateException()
                .isThrownBy(() -> ledger().results()
                        .record(
                                bench().owned(run),
                                0,
                                List.of(
                                        settled(6, RowState.DELETED),
                                        waiting(2, 1, START),
                                        settled(5, RowState.FAILED)),
                                new CallCounts(3, 2, 1, 1, 9),
                                List.of(3L)));

        assertThat(ledger().results().tally(run)).isEqualTo(new Tally(10, 1, 0, 0, 1, 1, 0, 0, 8));
        assertThat(ledger().outstanding().dueRows(run, START, 10)).containsExactly(6L);
        assertThat(bench().calls(entered.id())).isEqualTo(CallCounts.NONE);
        assertThat(ledger().outstanding().recoverInDoubt(bench().owned(run)))
                .containsExactly(outstanding(1, 0), outstanding(6, 1));
    }

    @Test
    default void recordingJoinsTheCallersTransaction() {
        long run = bench().runOf(2);

        rolledBack(() -> ledger().results()
                .record(bench().owned(run), 0, List.of(settled(1, RowState.DELETED)), CallCounts.NONE, List.of(2L)));

        assertThat(ledger().results().tally(run).pending()).isEqualTo(2);
        assertThat(ledger().outstanding().recoverInDoubt(bench().owned(run))).isEmpty();
    }

    @Test
    default void theCallsOfAllSendersAddUp() {
        Run.Entry entered = newRun();
        long run = bench().create(entered).number();

        ledger().results().record(bench().owned(run), 0, List.of(), new CallCounts(10, 1, 2, 0, 7), List.of());
        ledger().results().record(bench().owned(run), 0, List.of(), new CallCounts(5, 1, 0, 1, 3), List.of());
        ledger().results().record(bench().owned(run), 3, List.of(), new CallCounts(100, 0, 0, 0, 9), List.of());

        assertThat(bench().calls(entered.id())).isEqualTo(new CallCounts(115, 2, 2, 1, 9));
        assertThat(ledger().runs().latest(entered.identity()).orElseThrow().calls())
                .isEqualTo(new CallCounts(115, 2, 2, 1, 9));
    }
}
