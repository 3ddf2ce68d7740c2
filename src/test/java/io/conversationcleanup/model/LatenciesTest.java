package io.conversationcleanup.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {

    @ParameterizedTest
    @ValueSource(doubles = {1.1, 3, 20, 43.7, 119, 1_000, 9_999, 60_000})
    void eachTimeLiesInItsBucketAndTheBucketIsNarrow(double millis) {
        int bucket = Latencies.bucket((long) (millis * 1e6));

        assertThat(Latencies.beginOf(bucket)).isLessThanOrEqualTo(millis);
        assertThat(Latencies.beginOf(bucket + 1)).isGreaterThan(millis);
        assertThat(Latencies.beginOf(bucket + 1) - Latencies.beginOf(bucket)).isLessThan(0.13 * millis + 0.01);
    }

    @Test
    void bucketsFollowEachOtherWithoutAGap() {
        for (int bucket = 0; bucket < Latencies.BUCKETS - 1; bucket++) {
            long begin = Math.round(Latencies.beginOf(bucket + 1) * 1e6);
            assertThat(Latencies.bucket(begin)).isEqualTo(bucket + 1);
            assertThat(Latencies.bucket(begin - 1)).isEqualTo(bucket);
        }
    }

    @Test
    void whatIsOffTheScaleIsInItsFirstOrLastBucket() {
        assertThat(Latencies.bucket(-5)).isZero();
        assertThat(Latencies.bucket(0)).isZero();
        assertThat(Latencies.bucket(Long.MAX_VALUE)).isEqualTo(Latencies.BUCKETS - 1);
    }

    @Test
    void percentilesAreThoseOfTheTimesThatWereCounted() {
        Latencies latencies = Latencies.NONE;
        for (int millis = 1; millis <= 1_000; millis++) {
            latencies = latencies.plus(new Latencies(Map.of(Latencies.bucket(millis * 1_000_000L), 1L)));
        }

        assertThat(latencies.total()).isEqualTo(1_000);
        assertThat(latencies.percentile(0.5).orElseThrow()).isCloseTo(500, Percentage.withPercentage(2));
        assertThat(latencies.percentile(0.95).orElseThrow()).isCloseTo(950, Percentage.withPercentage(2));
        assertThat(latencies.percentile(0.99).orElseThrow()).isCloseTo(990, Percentage.withPercentage(2));
        assertThat(latencies.percentile(1).orElseThrow()).isCloseTo(1_000, within(25.0));
    }

    @Test
    void withoutAnswersThereIsNoPercentile() {
        assertThat(Latencies.NONE.percentile(0.5)).isEmpty();
    }
}
