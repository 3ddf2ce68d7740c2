package io.conversationcleanup.report;

import static io.conversationcleanup.report.Samples.COLUMNS;
import static io.conversationcleanup.report.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.runs.Summary;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SummaryTest {

    private static final Tally ROWS = new Tally(1000, 998, 1, 0, 0, 0, 0, 1, 0);
    private static final CallCounts CALLS = new CallCounts(1012, 12, 0, 0, 160);

    @Test
    void meanIsOfTheTimeSpentSendingAndRowsPerSecondOfAllTime() {
        Summary summary = Summary.of(run(RunStatus.COMPLETED, null, COLUMNS, 160, CALLS), ROWS, Map.of());

        assertThat(summary.rate().meanPerSecond()).isEqualTo(202.4);
        assertThat(summary.rowsPerSecond()).isEqualTo(156.3);
    }

    @Test
    void noTimeSpentIsARateOfNothing() {
        Run run = run(RunStatus.COMPLETED, null, COLUMNS, 160, CALLS);
        Run instant = new Run(
                7,
                1,
                run.entry(),
                run.status(),
                null,
                true,
                null,
                run.endedAt(),
                Duration.ZERO,
                Duration.ZERO,
                CALLS,
                Optional.empty(),
                Optional.empty());

        Summary summary = Summary.of(instant, ROWS, Map.of());

        assertThat(summary.rate().meanPerSecond()).isZero();
        assertThat(summary.rowsPerSecond()).isZero();
    }

    @Test
    void aWholeLimitIsPrintedWithoutAFraction() {
        assertThat(json(160).at("/rate/limitPerSecond").toString()).isEqualTo("160");
    }

    @Test
    void aFractionalLimitIsPrintedAsItIs() {
        assertThat(json(19.8).at("/rate/limitPerSecond").toString()).isEqualTo("19.8");
    }

    @Test
    void noLimitIsNull() {
        assertThat(json(Double.POSITIVE_INFINITY).at("/rate/limitPerSecond").toString())
                .isEqualTo("null");
    }

    @Test
    void aRunningRunHasNoEndYet() {
        Summary summary = Summary.of(run(RunStatus.RUNNING, COLUMNS), ROWS, Map.of());

        assertThat(SummaryJson.tree(summary).get("endedAt").isNull()).isTrue();
        assertThat(SummaryJson.tree(summary).get("reason").isNull()).isTrue();
    }

    @Test
    void codesAreSortedByCountThenByName() {
        Map<String, Long> codes = IntStream.range(0, 20)
                .boxed()
                .collect(Collectors.toMap(i -> "c" + (char) ('a' + i), i -> (long) (i / 10)));

        Summary summary = Summary.of(run(RunStatus.COMPLETED, COLUMNS), ROWS, codes);

        assertThat(summary.failuresByCode().keySet())
                .startsWith("ck", "cl", "cm")
                .endsWith("ch", "ci", "cj");
    }

    private static ObjectNode json(double limit) {
        return SummaryJson.tree(Summary.of(run(RunStatus.COMPLETED, null, COLUMNS, limit, CALLS), ROWS, Map.of()));
    }
}
