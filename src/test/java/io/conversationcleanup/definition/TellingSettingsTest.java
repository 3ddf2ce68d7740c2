package io.conversationcleanup.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.definition.JobDefinition.Metrics;
import io.conversationcleanup.definition.JobDefinition.Notification;
import io.conversationcleanup.definition.JobDefinition.Occasion;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where metrics and notices go, and which day's input is meant. */
class TellingSettingsTest extends JobFileFixture {

    @Test
    void nobodyIsToldUnlessTheFileSaysSo() {
        JobDefinition job = read(REQUIRED);

        assertThat(job.metrics()).isEqualTo(new Metrics(Optional.empty(), Optional.empty()));
        assertThat(job.notification()).isEmpty();
    }

    @Test
    void metricsGoToAFileAndAnAddress() {
        JobDefinition job =
                read(REQUIRED + "metrics: {file: /var/x.prom, otlp-url: 'http://127.0.0.1:4318/v1/metrics'}");

        assertThat(job.metrics().file()).contains(Path.of("/var/x.prom"));
        assertThat(job.metrics().otlpUrl().map(WebAddress::uri))
                .contains(URI.create("http://127.0.0.1:4318/v1/metrics"));
        assertThat(job.withMetricsFile(Path.of("y.prom")).metrics().file()).contains(Path.of("y.prom"));
        assertThat(job.withMetricsFile(Path.of("y.prom")).metrics().otlpUrl()).isPresent();
    }

    @Test
    void aNoticeIsOfEachEndUnlessOnlyFailuresMatter() {
        assertThat(read(REQUIRED + "notify: {url: 'https://chat.example.com/x'}")
                        .notification()
                        .map(Notification::on))
                .contains(Set.of(Occasion.END));
        assertThat(read(REQUIRED + "notify: {url: 'https://chat.example.com/x', on: [failure]}")
                        .notification()
                        .map(Notification::on))
                .contains(Set.of(Occasion.FAILURE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://chat.example.com/geheim",
                "https://user:geheim@chat.example.com/",
                "ftp://127.0.0.1/geheim",
                "https:///geheim",
                "geheim"
            })
    void anUnfitAddressIsRefusedAndNotShown(String address) {
        assertThat(problems(REQUIRED + "notify: {url: '" + address + "'}\nmetrics: {otlp-url: '" + address + "'}"))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem)
                        .contains("must be an address https://")
                        .doesNotContain("geheim"));
    }

    @Test
    void anAddressShowsNoMoreThanItsHost() {
        assertThat(read(REQUIRED + "notify: {url: 'https://chat.example.com:8443/services/geheim?token=geheim'}")
                        .toString())
                .contains("https://chat.example.com:8443")
                .doesNotContain("geheim");
    }

    @Test
    void anUnknownOccasionAndAMissingAddressAreTold() {
        mustBeRefusedAs("job-file/notify.txt", Stream.of(REQUIRED + "notify: {on: [start]}"));
    }

    @Test
    void datesInTheInputsPathAreLeftToTheDayOfTheRun() {
        assertThat(read(REQUIRED + "input: {path: '${DAY}/${date-1d}-${date:yyyyMMdd}-${date}.csv'}")
                        .input()
                        .path())
                .contains("2026-01-02/${date-1d}-${date:yyyyMMdd}-${date}.csv");
        mustBeRefusedAs("job-file/date-in-a-metrics-file.txt", Stream.of(REQUIRED + "metrics: {file: '${date}.prom'}"));
    }
}
