package io.conversationcleanup.ledger;

import static io.conversationcleanup.ledger.LedgerBench.START;
import static io.conversationcleanup.ledger.LedgerBench.duplicate;
import static io.conversationcleanup.ledger.LedgerBench.newRun;
import static io.conversationcleanup.ledger.LedgerBench.numbers;
import static io.conversationcleanup.ledger.LedgerBench.pending;
import static io.conversationcleanup.ledger.LedgerBench.rejected;
import static io.conversationcleanup.ledger.LedgerBench.settled;
import static io.conversationcleanup.ledger.LedgerBench.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.ledger.OutstandingStore.RowRange;
import io.conversationcleanup.ledger.RowStore.ReportRow;
import io.conversationcleanup.ledger.RowStore.StagedRow;
import io.conversationcleanup.ledger.Run.RowTotals;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens, in whatever order: each row stands in one place, and nothing that is settled is handed out. */
interface SumLaws {

    int ROWS = 300;
    Instant LATER = START.plusSeconds(60);
    List<RowState> ANSWERS =
            List.of(RowState.DELETED, RowState.ALREADY_GONE, RowState.FAILED, RowState.RETRYABLE, RowState.WAITING);

    LedgerBench bench();

    private Ledger ledger() {
        return bench().ledger();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    default void theSumsHoldAfterEachStepOfARandomRun(long seed) {
        // Rows are taken that are due then.
        bench().setTime(LATER);
        Random random = new Random(seed);
        long run = bench().create(newRun()).number();
        Map<Long, RowState> model = stageAtRandom(run, random);
        List<Long> noted = List.of();

        while (ledger().results().tally(run).outstanding() > 0) {
            List<Row> next = random.nextBoolean()
                    ? ledger().outstanding().pending(run, rangeOf(random), 1 + random.nextInt(20))
                    : ledger().outstanding().due(run, rangeOf(random), LATER, 1 + random.nextInt(20));
            assertThat(next)
                    .allSatisfy(
                            row -> assertThat(model.get(row.number()).settled()).isFalse());
            if (random.nextInt(5) == 0) {
                assertThat(numbers(ledger().outstanding().recoverInDoubt(bench().owned(run))))
                        .isEqualTo(noted);
            }
            ledger().results().record(bench().owned(run), 0, List.of(), CallCounts.NONE, numbers(next));
            noted = numbers(next);
            if (random.nextInt(5) > 0) {
                List<RowResult> outcomes = next.stream()
                        .map(row -> answer(row.number(), ANSWERS.get(random.nextInt(ANSWERS.size()))))
                        .toList();
                ledger().results().record(bench().owned(run), 0, outcomes, CallCounts.NONE, List.of());
                outcomes.forEach(outcome -> model.put(outcome.row(), outcome.state()));
                noted = List.of();
            }
            RowTotals figures = ledger().results().totals(run);
            assertThat(figures.rows()).isEqualTo(tallyOf(model));
            assertThat(figures.failuresByCode().values())
                    .satisfies(codes -> assertThat(
                                    codes.stream().mapToLong(Long::longValue).sum())
                            .isEqualTo(figures.rows().failed() + figures.rows().retryable()));
            assertThat(ledger().outstanding().dueRows(run, LATER, ROWS)).isEqualTo(rowsOf(model, RowState.WAITING));
        }

        ledger().outstanding().visitedUpTo(bench().owned(run), ROWS);
        assertThat(ledger().outstanding().unvisited(run)).isEmpty();
        assertThat(ledger().outstanding().pending(run, new RowRange(1, ROWS), ROWS))
                .isEmpty();
        assertThat(ledger().outstanding().dueTimes(run)).isEmpty();
        assertThat(bench().report(run)).extracting(ReportRow::state).isEqualTo(new ArrayList<>(model.values()));
    }

    @Test
    default void sendersAtTheSameTimeLoseNothingAndEveryTallyBetweenAddsUp() {
        int senders = 4;
        int rowsEach = 400;
        Run.Entry entered = newRun();
        long run = bench().create(entered).number();
        ledger().rows().stage(bench().owned(run), pending(1, (long) senders * rowsEach));
        ExecutorService threads = Executors.newFixedThreadPool(senders);
        try {
            CompletableFuture<?>[] working = IntStream.range(0, senders)
                    .mapToObj(sender -> CompletableFuture.runAsync(() -> work(run, sender, rowsEach), threads))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture<Void> all = CompletableFuture.allOf(working);
            long settledBefore = 0;
            do {
                Tally tally = ledger().results().tally(run);
                long settled = tally.deleted() + tally.alreadyGone();
                assertThat(tally.pending()).isNotNegative();
                assertThat(tally.total()).isEqualTo(settled + tally.waiting() + tally.pending());
                assertThat(settled).isGreaterThanOrEqualTo(settledBefore);
                settledBefore = settled;
            } while (!all.isDone());
            all.join();
        } finally {
            threads.shutdown();
        }

        assertThat(ledger().results().tally(run)).isEqualTo(new Tally(1_600, 800, 800, 0, 0, 0, 0, 0, 0));
        assertThat(bench().calls(entered.id())).isEqualTo(new CallCounts(2_400, 800, 0, 0, 20));
        assertThat(ledger().outstanding().recoverInDoubt(bench().owned(run))).isEmpty();
    }

    /** Deletes its share of the rows; every second one waits first. */
    private void work(long run, int sender, int rows) {
        long first = (long) sender * rows + 1;
        RowRange share = new RowRange(first, first + rows - 1);
        for (int chunk = 0; chunk < rows / 20; chunk++) {
            List<Row> next = ledger().outstanding().pending(run, share, 20);
            ledger().results().record(bench().owned(run), sender, List.of(), CallCounts.NONE, numbers(next));
            List<RowResult> outcomes = next.stream()
                    .map(row -> answer(row.number(), row.number() % 2 == 0 ? RowState.WAITING : RowState.DELETED))
                    .toList();
            ledger().results()
                    .record(
                            bench().owned(run),
                            sender,
                            outcomes,
                            new CallCounts(next.size(), 0, 0, 0, next.size()),
                            List.of());
        }
        for (int chunk = 0; chunk < rows / 2 / 20; chunk++) {
            List<Row> next = ledger().outstanding().due(run, share, LATER, 20);
            List<RowResult> outcomes = next.stream()
                    .map(row -> answer(row.number(), RowState.ALREADY_GONE))
                    .toList();
            ledger().results()
                    .record(
                            bench().owned(run),
                            sender,
                            outcomes,
                            new CallCounts(next.size(), next.size(), 0, 0, 1),
                            List.of());
        }
    }

    private Map<Long, RowState> stageAtRandom(long run, Random random) {
        Map<Long, RowState> model = new TreeMap<>();
        for (long row = 1; row <= ROWS; row++) {
            StagedRow staged = switch (random.nextInt(10)) {
                case 0 -> rejected(row);
                case 1 -> duplicate(row);
                default -> pending(row, row).get(0);
            };
            ledger().rows().stage(bench().owned(run), List.of(staged));
            model.put(row, staged.state());
        }
        ledger().rows().staged(bench().owned(run));
        return model;
    }

    private static RowRange rangeOf(Random random) {
        int first = random.nextBoolean() ? 1 : 1 + random.nextInt(ROWS);
        return new RowRange(first, ROWS);
    }

    private static RowResult answer(long row, RowState state) {
        return state == RowState.WAITING ? waiting(row, 1, LATER) : settled(row, state);
    }

    private static List<Long> rowsOf(Map<Long, RowState> model, RowState state) {
        return model.keySet().stream().filter(row -> model.get(row) == state).toList();
    }

    private static Tally tallyOf(Map<Long, RowState> model) {
        long waiting = rowsOf(model, RowState.WAITING).size();
        return new Tally(
                model.size(),
                rowsOf(model, RowState.DELETED).size(),
                rowsOf(model, RowState.ALREADY_GONE).size(),
                rowsOf(model, RowState.FAILED).size(),
                rowsOf(model, RowState.RETRYABLE).size() + waiting,
                waiting,
                rowsOf(model, RowState.REJECTED).size(),
                rowsOf(model, RowState.DUPLICATE).size(),
                rowsOf(model, RowState.PENDING).size());
    }
}
