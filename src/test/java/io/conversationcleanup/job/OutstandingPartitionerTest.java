package io.conversationcleanup.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.ledger.OutstandingStore.RowRange;
import io.conversationcleanup.ledger.Run.OwnedRun;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.batch.infrastructure.item.ExecutionContext;

class OutstandingPartitionerTest {

    private static final int SENDERS = 4;

    private final RunBench bench = new RunBench();
    private final OutstandingPartitioner partitioner = new OutstandingPartitioner(bench.work(), bench.clock);

    @Test
    void aFewRowsAreOneRange() {
        bench.stage(50);
        assertThat(partition()).containsExactly(pending(1, 50));
    }

    @Test
    void manyRowsAreEightRangesASenderInOrderAndWithoutGaps() {
        bench.stage(3_210);
        List<OutstandingPartitioner.Selection> ranges = partition();
        assertThat(ranges).hasSize(33);
        assertThat(ranges.get(0)).isEqualTo(pending(1, 100));
        assertThat(ranges.get(32)).isEqualTo(pending(3_201, 3_210));
        for (int i = 1; i < ranges.size(); i++) {
            assertThat(ranges.get(i).range().first())
                    .isEqualTo(ranges.get(i - 1).range().last() + 1);
        }
    }

    @Test
    void noRangeIsSmallerThanIsWorthAPartition() {
        bench.stage(101);
        assertThat(partition()).containsExactly(pending(1, 50), pending(51, 100), pending(101, 101));
    }

    @Test
    void whatHasBeenVisitedIsLeftOut() {
        bench.stage(120);
        bench.delete(1, 60);
        bench.ledger().outstanding().visitedUpTo(bench.work().owned(), 60);
        assertThat(partition()).containsExactly(pending(61, 110), pending(111, 120));
    }

    @Test
    void rowsThatAreDueAreCutByTheirNumberAndOthersThatWaitAreNot() {
        bench.stage(200);
        for (long row = 2; row <= 160; row += 2) {
            bench.dueAfter(row, Duration.ofSeconds(row == 160 ? 5 : 0));
        }
        bench.delete(161, 200);
        for (long row = 1; row <= 160; row += 2) {
            bench.delete(row, row);
        }
        bench.ledger().outstanding().visitedUpTo(bench.work().owned(), 200);
        assertThat(partition()).containsExactly(due(2, 100), due(102, 158));
    }

    @Test
    void pendingRowsAndRowsThatAreDueAreRangesOfTheSamePass() {
        bench.stage(60);
        bench.dueAfter(7, Duration.ZERO);
        assertThat(partition()).containsExactly(pending(1, 50), pending(51, 60), due(7, 7));
    }

    @Test
    void nothingOutstandingIsNoPartition() {
        bench.stage(10);
        bench.delete(1, 10);
        bench.ledger().outstanding().visitedUpTo(bench.work().owned(), 10);
        assertThat(partition()).isEmpty();
    }

    @Test
    void noNameComesTwiceInTheLifeOfARun() {
        bench.stage(200);
        Set<String> names = new HashSet<>(partitioner.partition(SENDERS).keySet());
        int ranges = names.size();

        // At the same moment, in the same start and in another one.
        names.addAll(partitioner.partition(SENDERS).keySet());
        RunContext next = bench.workOf(new OwnedRun(bench.work().number(), "another start"));
        names.addAll(
                new OutstandingPartitioner(next, bench.clock).partition(SENDERS).keySet());

        assertThat(names).hasSize(3 * ranges);
    }

    /** In the order in which they are started, which is that of their names. */
    private List<OutstandingPartitioner.Selection> partition() {
        Map<String, ExecutionContext> partitions = new TreeMap<>(partitioner.partition(SENDERS));
        return partitions.values().stream()
                .map(OutstandingPartitioner.Selection::of)
                .toList();
    }

    private static OutstandingPartitioner.Selection pending(long first, long last) {
        return new OutstandingPartitioner.Selection(
                OutstandingPartitioner.Selection.Kind.PENDING, new RowRange(first, last), RunBench.START);
    }

    private static OutstandingPartitioner.Selection due(long first, long last) {
        return new OutstandingPartitioner.Selection(
                OutstandingPartitioner.Selection.Kind.DUE, new RowRange(first, last), RunBench.START);
    }
}
