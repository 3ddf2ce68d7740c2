package io.conversationcleanup.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.definition.NotifySettings.Occasion;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where metrics and notices go, and which day's input is meant. */
class TellingSettingsTest extends JobFileFixture {

    @Test
    void nobodyIsToldUnlessTheFileSaysSo() {
        JobDefinition job = read(REQUIRED);

        assertThat(job.metrics()).isEqualTo(new MetricsSettings(Optional.empty(), Optional.empty()));
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
                        .map(NotifySettings::on))
                .contains(Set.of(Occasion.END));
        assertThat(read(REQUIRED + "notify: {url: 'https://chat.example.com/x', on: [failure]}")
                        .notification()
                        .map(NotifySettings::on))
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
        assertThat(problems(REQUIRED + "notify: {on: [start]}"))
                .containsExactly(
                        "notify.on (line 6): must be end or failure, not 'start'",
                        "notify.on (line 6): must name when to notify: a list of end or failure",
                        "notify.url: is missing; it must be " + WebAddress.KIND.wanted());
    }

    @Test
    void datesInTheInputsPathAreLeftToTheDayOfTheRun() {
        assertThat(read(REQUIRED + "input: {path: '${DAY}/${date-1d}-${date:yyyyMMdd}-${date}.csv'}")
                        .input()
                        .path())
                .contains("2026-01-02/${date-1d}-${date:yyyyMMdd}-${date}.csv");
        assertThat(problems(REQUIRED + "metrics: {file: '${date}.prom'}"))
                .containsExactly("metrics.file (line 6): needs the environment variable date, which is not set");
    }
}
