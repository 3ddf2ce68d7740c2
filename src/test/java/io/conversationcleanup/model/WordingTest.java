package io.conversationcleanup.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordingTest {

    @Test
    void durationsAreWordedByTheirSize() {
        assertThat(Wording.duration(Duration.ofMillis(6_449))).isEqualTo("6.4 s");
        assertThat(Wording.duration(Duration.ofMillis(59_999))).isEqualTo("59.9 s");
        assertThat(Wording.duration(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
        assertThat(Wording.duration(Duration.ofMinutes(60 * 1234 + 20))).isEqualTo("1,234 h 20 min");
    }

    @Test
    void aShareIsNeverRoundedToNothingOrToAll() {
        assertThat(Wording.share(0, 10)).isEqualTo("0 %");
        assertThat(Wording.share(1, 1_000_000)).isEqualTo("< 0.1 %");
        assertThat(Wording.share(1, 3)).isEqualTo("33.3 %");
        assertThat(Wording.share(999_999, 1_000_000)).isEqualTo("> 99.9 %");
        assertThat(Wording.share(10, 10)).isEqualTo("100 %");
        assertThat(Wording.share(0, 0)).isEqualTo("0 %");
    }

    @Test
    void ratesHaveTheDecimalsTheyNeed() {
        assertThat(Wording.rate(160)).isEqualTo("160");
        assertThat(Wording.rate(19.8)).isEqualTo("19.8");
        assertThat(Wording.rate(0.05)).isEqualTo("0.05");
        assertThat(Wording.rate(12_345.6)).isEqualTo("12,345.6");
    }
}
