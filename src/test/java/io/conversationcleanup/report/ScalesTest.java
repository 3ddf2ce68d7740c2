package io.conversationcleanup.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conversationcleanup.ledger.TimelinePoint;
import io.conversationcleanup.model.Traffic;
import io.conversationcleanup.report.Scales.Tick;
import io.conversationcleanup.report.Scales.TimeScale;
import io.conversationcleanup.report.Scales.ValueScale;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScalesTest {

    private static final Instant START = Instant.parse("2026-11-20T09:30:00Z");

    static TimelinePoint span(Instant from, Instant to) {
        Duration length = Duration.between(from, to);
        return new TimelinePoint(from, to, length, Traffic.NONE, 160, 160, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    private static TimelinePoint seconds(long from, long to) {
        return span(START.plusSeconds(from), START.plusSeconds(to));
    }

    @Test
    void timeRunsEvenlyFromLeftToRight() {
        TimeScale times = TimeScale.of(List.of(seconds(0, 60), seconds(60, 100)), 50, 1_000);

        assertThat(times.x(START)).isEqualTo(50);
        assertThat(times.x(START.plusSeconds(25))).isEqualTo(300);
        assertThat(times.x(START.plusSeconds(100))).isEqualTo(1_050);
        assertThat(times.breaks()).isEmpty();
    }

    @Test
    void theTimeBetweenTwoStartsIsCutOut() {
        TimeScale times = TimeScale.of(List.of(seconds(0, 50), seconds(86_400, 86_450)), 0, 1_014);

        assertThat(times.x(START.plusSeconds(50))).isEqualTo(500);
        assertThat(times.x(START.plusSeconds(3_600))).isEqualTo(500);
        assertThat(times.x(START.plusSeconds(86_400))).isEqualTo(514);
        assertThat(times.breaks()).containsExactly(507.0);
    }

    @Test
    void manyStartsLeaveMostOfTheRoomToWhatWasDone() {
        List<TimelinePoint> starts = IntStream.range(0, 500)
                .mapToObj(i -> seconds(i * 100L, i * 100L + 1))
                .toList();

        TimeScale times = TimeScale.of(starts, 0, 1_000);

        assertThat(times.breaks()).hasSize(499);
        assertThat(times.x(START.plusSeconds(1)) - times.x(START)).isCloseTo(1.4, within(0.001));
        assertThat(times.x(START.plusSeconds(49_901))).isCloseTo(1_000, within(0.001));
    }

    @Test
    void ticksAreRoundTimesThatFit() {
        assertThat(TimeScale.of(List.of(seconds(7, 100)), 0, 900).ticks(10, 60))
                .extracting(Tick::label)
                .containsExactly(
                        "09:30:10",
                        "09:30:20",
                        "09:30:30",
                        "09:30:40",
                        "09:30:50",
                        "09:31:00",
                        "09:31:10",
                        "09:31:20",
                        "09:31:30",
                        "09:31:40");
        assertThat(TimeScale.of(List.of(seconds(0, 3 * 3_600)), 0, 900).ticks(6, 60))
                .extracting(Tick::label)
                .containsExactly("09:30", "10:00", "10:30", "11:00", "11:30", "12:00", "12:30");
        assertThat(TimeScale.of(List.of(seconds(0, 600), seconds(86_400, 87_000)), 0, 900)
                        .ticks(4, 60))
                .extracting(Tick::label)
                .containsExactly("11-20 09:30", "11-20 09:35", "11-20 09:40", "11-21 09:35", "11-21 09:40");
    }

    @Test
    void valuesRunFromNothingToALittleMoreThanTheLargest() {
        ValueScale values = ValueScale.linear(160, 10, 112);

        assertThat(values.y(0)).isEqualTo(122);
        assertThat(values.y(160)).isCloseTo(22, within(0.001));
        assertThat(values.ticks(RunCharts::plain))
                .extracting(Tick::label)
                .containsExactly("0", "20", "40", "60", "80", "100", "120", "140", "160");
        assertThat(ValueScale.linear(0, 10, 100).ticks(RunCharts::plain))
                .extracting(Tick::label)
                .startsWith("0", "0.2");
    }

    @Test
    void timesOfManySizesStandOnALogarithmicScale() {
        ValueScale values = ValueScale.covering(23, 9_500, 0, 300);

        assertThat(values.ticks(RunCharts::millis)).extracting(Tick::label).containsExactly("100 ms", "1 s", "10 s");
        assertThat(values.y(10_000)).isCloseTo(0, within(0.001));
        assertThat(values.y(20)).isCloseTo(300, within(0.001));
        assertThat(values.y(1)).isEqualTo(300);
        assertThat(values.y(400) - values.y(4_000)).isCloseTo(values.y(40) - values.y(400), within(0.001));
        assertThat(ValueScale.covering(23, 700, 0, 300).ticks(RunCharts::millis))
                .extracting(Tick::label)
                .containsExactly("20 ms", "50 ms", "100 ms", "200 ms", "500 ms", "1 s");
    }

    @Test
    void figuresAreShort() {
        assertThat(List.of(0.0, 0.125, 19.84, 160.4, 1_234_567.0))
                .extracting(RunCharts::plain)
                .containsExactly("0", "0.12", "19.8", "160", "1,234,567");
        assertThat(List.of(3.21, 79.44, 370.2, 1_500.0))
                .extracting(RunCharts::millis)
                .containsExactly("3.21 ms", "79.4 ms", "370 ms", "1.5 s");
    }
}
