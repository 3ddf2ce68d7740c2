package io.conversationcleanup.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conversationcleanup.ledger.TimelinePoint;
import io.conversationcleanup.model.Latencies;
import io.conversationcleanup.model.Traffic;
import io.conversationcleanup.report.Plot.Frame;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class RunChartsTest {

    private static final Instant START = Instant.parse("2026-11-20T09:30:00Z");

    private static TimelinePoint point(long second, Traffic traffic, Duration outage) {
        return new TimelinePoint(
                START.plusSeconds(second),
                START.plusSeconds(second + 1),
                Duration.ofSeconds(1),
                traffic,
                160,
                160,
                Duration.ZERO,
                outage,
                Duration.ZERO);
    }

    private static Traffic busy(long second) {
        return new Traffic(
                150 + second % 10, 150, 0, second % 4, 0, 0, new Latencies(Map.of((int) (40 + second % 30), 150L)));
    }

    private static List<TimelinePoint> aDay() {
        return IntStream.range(0, 2_000)
                .mapToObj(i -> point(i, busy(i), i / 100 == 5 ? Duration.ofSeconds(1) : Duration.ZERO))
                .toList();
    }

    @Test
    void eachPictureIsWellFormedInBothSizes() throws Exception {
        RunCharts charts = new RunCharts(aDay());

        for (String pictures : List.of(charts.rate(), charts.latency(), charts.troubles())) {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader("<p>" + pictures + "</p>")));
            assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(2);
        }
    }

    @Test
    void theSizeDoesNotGrowWithTheRun() {
        RunCharts charts = new RunCharts(aDay());

        assertThat(charts.rate().length()
                        + charts.latency().length()
                        + charts.troubles().length())
                .isLessThan(150_000);
    }

    @Test
    void callsAndLimitAreDrawnToScale() {
        RunCharts charts =
                new RunCharts(List.of(point(0, new Traffic(80, 80, 0, 0, 0, 0, Latencies.NONE), Duration.ZERO)));

        // The plot is 818 wide and 196 high and begins at 48, 10; its top stands for 179.2.
        assertThat(charts.rate())
                .contains("<path class=\"calls\" d=\"M48,118.5H866\"/>")
                .contains("<path class=\"limit\" d=\"M48,31H866\"/>")
                .contains(">limit 160/s</text>")
                .contains("<title>09:30:00: 80 calls/s</title>");
        assertThat(charts.hasLatencies()).isFalse();
        assertThat(charts.hasTroubles()).isFalse();
    }

    @Test
    void anOutageIsOneBandWithItsTimes() {
        RunCharts charts = new RunCharts(aDay());

        assertThat(charts.latency())
                .contains("<title>outage 09:38:")
                .containsOnlyOnce("class=\"band outage\" x=\"249.2");
        assertThat(charts.shown()).containsExactly("postponed", "outage");
    }

    @Test
    void aRunWithoutALimitHasNoLineForIt() {
        TimelinePoint unlimited = new TimelinePoint(
                START,
                START.plusSeconds(1),
                Duration.ofSeconds(1),
                busy(3),
                Double.POSITIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);

        assertThat(new RunCharts(List.of(unlimited)).rate()).doesNotContain("limit ", "class=\"limit\"");
    }

    @Test
    void aTimeInWhichNothingWasAnsweredIsAGapInTheLines() {
        RunCharts charts = new RunCharts(List.of(
                point(0, busy(0), Duration.ZERO),
                point(1, Traffic.NONE, Duration.ZERO),
                point(2, busy(0), Duration.ZERO)));

        assertThat(charts.latency()).containsPattern("<path class=\"p50\" d=\"M[\\d.,]+h0.1M[\\d.,]+h0.1\"/>");
    }

    @Test
    void withoutPointsThereIsNoPicture() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RunCharts(List.of()));
    }

    @Test
    void theNamesOfCurvesThatMeetStandApartAndAboveTheTimes() {
        String latency = new RunCharts(List.of(point(0, busy(0), Duration.ZERO))).latency();

        Matcher labels = Pattern.compile("<text class=\"mark start\" x=\"[\\d.]+\" y=\"([\\d.]+)\">p\\d\\d<")
                .matcher(latency.substring(0, latency.indexOf("</svg>")));
        List<Double> places =
                labels.results().map(label -> Double.valueOf(label.group(1))).toList();

        assertThat(places).hasSize(3).allMatch(y -> y <= Frame.WIDE.plotBottom());
        assertThat(places.get(1) - places.get(0)).isGreaterThanOrEqualTo(16);
        assertThat(places.get(2) - places.get(1)).isGreaterThanOrEqualTo(16);
    }
}
