package io.conversationcleanup.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.conversationcleanup.ledger.OutstandingStore.RowRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VisitedRangesTest {

    private final RunBench bench = new RunBench();
    private final VisitedRanges visited = new VisitedRanges(bench.work());

    @BeforeEach
    void stage() {
        bench.stage(40);
    }

    @Test
    void theWatermarkRisesWithTheFirstRange() {
        finish(1, 10);
        assertThat(unvisited()).isEqualTo("11..40");
    }

    @Test
    void aRangeBeyondAGapWaitsUntilTheGapIsFilled() {
        finish(11, 20);
        finish(31, 40);
        assertThat(unvisited()).isEqualTo("1..40");
        finish(1, 10);
        assertThat(unvisited()).isEqualTo("21..40");
        finish(21, 30);
        assertThat(unvisited()).isEqualTo("none");
    }

    @Test
    void whatAnEarlierStartHadVisitedIsNoGap() {
        bench.delete(1, 20);
        bench.ledger().outstanding().visitedUpTo(bench.work().owned(), 20);
        finish(21, 30);
        assertThat(unvisited()).isEqualTo("31..40");
    }

    @Test
    void aRowThatIsStillPendingIsNeverPassedOver() {
        bench.delete(1, 9);
        assertThatIllegalStateException()
                .isThrownBy(() -> visited.finished(new RowRange(1, 10)))
                .withMessageContaining("row 10 is still pending");
        assertThat(unvisited()).isEqualTo("1..40");
    }

    private void finish(long first, long last) {
        bench.delete(first, last);
        visited.finished(new RowRange(first, last));
    }

    private String unvisited() {
        return bench.ledger()
                .outstanding()
                .unvisited(bench.work().number())
                .map(range -> range.first() + ".." + range.last())
                .orElse("none");
    }
}
