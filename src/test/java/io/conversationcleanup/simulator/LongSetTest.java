package io.conversationcleanup.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LongSetTest {

    private final LongSet set = new LongSet();

    @Test
    void holdsEachNumberOnce() {
        for (long number : List.of(0L, -1L, 1L, Long.MIN_VALUE, Long.MAX_VALUE)) {
            assertThat(set.contains(number)).isFalse();
            assertThat(set.add(number)).isTrue();
            assertThat(set.add(number)).isFalse();
            assertThat(set.contains(number)).isTrue();
        }
        assertThat(set.size()).isEqualTo(5);
    }

    @Test
    void agreesWithASetOfObjects() {
        Random random = new Random(1);
        Set<Long> model = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            // Few values, some of them side by side, so that many come twice.
            long number = ((long) random.nextInt(300) << 55) + random.nextInt(300);
            assertThat(set.contains(number)).isEqualTo(model.contains(number));
            assertThat(set.add(number)).isEqualTo(model.add(number));
        }
        assertThat(set.size()).isEqualTo(model.size());
    }
}
