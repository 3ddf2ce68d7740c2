package io.conversationcleanup.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowNumbersTest {

    @Test
    void neighboursAreWrittenAsOneRange() {
        List<Long> numbers = LongStream.concat(LongStream.rangeClosed(1, 64), LongStream.of(70, 72, 73, 9_999_999_999L))
                .boxed()
                .toList();

        assertThat(RowNumbers.format(numbers)).isEqualTo("1-64,70,72-73,9999999999");
        assertThat(RowNumbers.parse("1-64,70,72-73,9999999999")).isEqualTo(numbers);
    }

    @Test
    void orderAndRepetitionDoNotMatter() {
        assertThat(RowNumbers.format(List.of(3L, 1L, 2L, 1L))).isEqualTo("1-3");
    }

    @Test
    void noneIsEmpty() {
        assertThat(RowNumbers.format(List.of())).isEmpty();
        assertThat(RowNumbers.parse("")).isEmpty();
    }

    @Test
    void anySetOfNumbersComesBack() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Long> numbers = random.longs(random.nextInt(50), 1, 80)
                    .sorted()
                    .distinct()
                    .boxed()
                    .toList();
            assertThat(RowNumbers.parse(RowNumbers.format(numbers))).isEqualTo(numbers);
        }
    }

    @Test
    void aKeyHoldsRunAndRow() {
        assertThat(RowKey.of(12, 345)).isEqualTo(120_000_000_345L);
        assertThat(RowKey.row(120_000_000_345L)).isEqualTo(345);
        assertThat(RowKey.last(12)).isEqualTo(RowKey.first(13) - 1);
        assertThatIllegalArgumentException().isThrownBy(() -> RowKey.of(12, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> RowKey.of(12, 10_000_000_000L));
    }
}
