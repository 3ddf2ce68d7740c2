package io.conversationcleanup.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.intake.ParsedRow;
import io.conversationcleanup.ledger.RowStore.Selection;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.runs.EarlierRows;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectedRowsTest {

    private static final int ROWS = 4_001;

    private final RunBench bench = new RunBench();

    /** Every second row failed, so that the selected ones fill a page and leave one over. */
    private EarlierRows failures() {
        bench.stage(ROWS);
        bench.staged();
        long run = bench.work().number();
        List<RowResult> outcomes = LongStream.rangeClosed(1, ROWS)
                .mapToObj(row -> new RowResult(
                        row, row % 2 == 1 ? RowState.FAILED : RowState.DELETED, "", "", 1, RunBench.START, null))
                .toList();
        bench.ledger().results().record(bench.work().owned(), 0, outcomes, CallCounts.NONE, List.of());
        Selection selection = new Selection(Set.of(RowState.FAILED), Set.of());
        Run record = bench.ledger().runs().find("job-1").orElseThrow();
        return new EarlierRows(record, selection, bench.ledger().rows().count(run, selection));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_999, 2_000, 2_001, 2_002})
    void eachSelectedRowComesOnceWithItsOwnLineWhereverItBegins(long skip) {
        EarlierRows earlier = failures();
        SelectedRows rows = new SelectedRows(bench.ledger(), earlier, skip);

        List<Long> lines = Stream.generate(rows::next)
                .takeWhile(row -> row.isPresent())
                .map(row -> ((ParsedRow.Accepted) row.get()).line())
                .toList();

        assertThat(earlier.count()).isEqualTo(2_001);
        assertThat(lines)
                .isEqualTo(LongStream.iterate(2, line -> line <= ROWS + 1, line -> line + 2)
                        .skip(skip)
                        .boxed()
                        .toList());
    }
}
