package io.conversationcleanup.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.definition.JobDefinition.Metrics;
import io.conversationcleanup.definition.JobDefinition.Notification;
import io.conversationcleanup.definition.JobDefinition.Occasion;
import io.conversationcleanup.definition.JobDefinition.SimulatorSection;
import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.StopLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest extends JobFileFixture {

    private static final String ZEGO_JOB = REQUIRED.replace("tencent", "zego").replace("singapore", "unified");

    private static final String SIMULATED = """
            name: demo
            provider: tencent
            operation: delete-conversation
            endpoint: simulator
            """;

    @ParameterizedTest
    @CsvSource({
        "1, ONE_TO_ONE",
        "2, GROUP",
        "c2c, ONE_TO_ONE",
        "single, ONE_TO_ONE",
        "user, ONE_TO_ONE",
        "group, GROUP",
        "C2C, ONE_TO_ONE"
    })
    void defaultTypeIsTheProvidersNumberOrAWord(String text, ConversationType type) {
        assertThat(read(REQUIRED + "defaults: {type: " + text + "}").defaults().type())
                .contains(type);
    }

    @Test
    void aNumberThatIsAnotherProvidersTypeIsRefused() {
        assertThat(read(ZEGO_JOB + "defaults: {type: 0}").defaults().type()).contains(ConversationType.ONE_TO_ONE);
        mustBeRefusedAs("job-file/type-of-another-provider.txt", Stream.of(ZEGO_JOB + "defaults: {type: 1}"));
    }

    @Test
    void defaultsThatAnOperationKnowsNothingOfAreIgnoredWithAWarning() {
        JobDefinition groups = read(requiredBut("operation", "operation: delete-conversation-group")
                + "defaults: {type: 1, clearRamble: 1}");
        assertThat(groups.defaults().type()).isEmpty();
        Golden.check("job-file/warnings-defaults-without-meaning.txt", groups.warnings());
        assertThat(read(ZEGO_JOB + "defaults: {type: 0, clearRamble: 1}")
                        .defaults()
                        .clearRamble())
                .isFalse();
        Golden.check(
                "job-file/warning-clear-ramble-without-meaning.txt",
                read(ZEGO_JOB + "defaults: {type: 0, clearRamble: 1}").warnings());
        assertThat(read(ZEGO_JOB + "defaults: {type: 0, clearRamble: 0}").warnings())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "true, true", "yes, true", "Yes, true", "0, false", "false, false", "no, false"})
    void clearRambleIsYesOrNo(String text, boolean clear) {
        assertThat(read(REQUIRED + "defaults: {clearRamble: " + text + "}")
                        .defaults()
                        .clearRamble())
                .isEqualTo(clear);
    }

    @Test
    void anythingElseIsNoClearRamble() {
        mustBeRefusedAs("job-file/clear-ramble.txt", Stream.of(REQUIRED + "defaults: {clearRamble: 2}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"groupName", "group_name"})
    void aGroupsNameIsThePeerOfConversationGroups(String key) {
        String columns = "input: {columns: {" + key + ": Label}}";

        assertThat(read(requiredBut("operation", "operation: delete-conversation-group") + columns)
                        .input()
                        .columns()
                        .peer())
                .contains("Label");
        assertThat(problems(REQUIRED + columns)).singleElement().asString().startsWith("input.columns." + key + " ");
    }

    @Test
    void columnsThatCannotBeAreRefused() {
        mustBeRefusedAs(
                "job-file/columns-that-cannot-be.txt",
                Stream.of(
                        REQUIRED
                                + "input: {columns: {user: From_Account, peer: from account, groupName: g, type: _type}}",
                        REQUIRED + "input: {columns: {groupName: Label}}"));
    }

    @Test
    void pathStaysAsWritten() {
        assertThat(List.of(
                        read(REQUIRED + "input: {path: ../in put.csv.gz}")
                                .input()
                                .path(),
                        read(REQUIRED + "input: {path: '-'}").input().path()))
                .containsExactly(Optional.of("../in put.csv.gz"), Optional.of("-"));
    }

    @Test
    void oddIdsAreAcceptedOnlyIfTheFileSaysSo() {
        assertThat(read(REQUIRED + "input: {accept-odd-ids: true}").input().acceptOddIds())
                .isTrue();
        assertThat(read(REQUIRED + "input: {path: x.csv}").input().acceptOddIds())
                .isFalse();
        mustBeRefusedAs(
                "job-file/accept-odd-ids.txt",
                Stream.of(
                        REQUIRED + "input: {accept-odd-ids: perhaps}",
                        REQUIRED + "accept-odd-ids: true",
                        REQUIRED + "input: {acceptOddIds: true}"));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10000, 10000"})
    void maxInFlightIsAWholeNumber(String text, int number) {
        assertThat(read(REQUIRED + "limits: {max-in-flight: " + text + "}")
                        .limits()
                        .maxInFlight())
                .hasValue(number);
    }

    @Test
    void anythingElseIsNoMaxInFlight() {
        mustBeRefusedAs(
                "job-file/max-in-flight.txt",
                Stream.of("0", "-1", "10001", "64.0", "many", "99999999999", "0x40")
                        .map(text -> REQUIRED + "limits: {max-in-flight: " + text + "}"));
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "1s, 1000", "30m, 1800000", "2h, 7200000", "1d, 86400000", "365d, 31536000000"})
    void durationsHaveUnits(String text, long millis) {
        assertThat(read(REQUIRED + "outage: {give-up-after: " + text + "}").giveUpAfter())
                .isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void anythingElseIsNoDuration() {
        mustBeRefusedAs(
                "job-file/durations.txt",
                Stream.of("30", "0s", "1.5s", "-1s", "1 s", "PT1S", "1w", "366d", "soon", "9999999999s")
                        .map(text -> REQUIRED + "outage: {give-up-after: " + text + "}"));
    }

    @Test
    void theFirstDelayIsNotLongerThanTheLongest() {
        mustBeRefusedAs(
                "job-file/delays.txt",
                Stream.of("first-delay: 2s, max-delay: 1s", "first-delay: 61s", "max-delay: 999ms")
                        .map(delays -> REQUIRED + "retry: {" + delays + "}"));
    }

    @Test
    void aDelayThatIsNoneIsNotComparedAsWell() {
        assertThat(problems(REQUIRED + "retry: {first-delay: 1, max-delay: 500ms}"))
                .hasSize(1);
    }

    @Test
    void equalDelaysAreFine() {
        assertThat(read(REQUIRED + "retry: {first-delay: 60s}").retry().firstDelay())
                .isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void maxAttemptsIsAWholeNumber() {
        mustBeRefusedAs(
                "job-file/max-attempts.txt",
                Stream.of("0", "1001", "five", "-1").map(text -> REQUIRED + "retry: {max-attempts: " + text + "}"));
    }

    @Test
    void stopRulesCanBeSwitchedOff() {
        assertThat(read(REQUIRED + "stop-rules: {failed-percent: off, same-code-in-a-row: off}")
                        .stopRules())
                .isEqualTo(new StopLimits(Double.POSITIVE_INFINITY, 1000, 0));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5", "100, 100", "20, 20"})
    void failedPercentIsAShare(String text, double percent) {
        assertThat(read(REQUIRED + "stop-rules: {failed-percent: " + text + "}")
                        .stopRules()
                        .failedPercent())
                .isEqualTo(percent);
    }

    @Test
    void anythingElseIsNoFailedPercent() {
        mustBeRefusedAs(
                "job-file/failed-percent.txt",
                Stream.of("0", "100.1", "many", "-5", "20%", "NaN")
                        .map(text -> REQUIRED + "stop-rules: {failed-percent: " + text + "}"));
    }

    @Test
    void countsOfStopRulesAreWholeNumbers() {
        mustBeRefusedAs(
                "job-file/stop-rule-counts.txt",
                Stream.of("after-rows: off", "after-rows: 0", "same-code-in-a-row: 0", "same-code-in-a-row: 1.5")
                        .map(rule -> REQUIRED + "stop-rules: {" + rule + "}"));
    }

    @Test
    void readsTheSimulatorsSection() {
        assertThat(read(SIMULATED + "simulator: {latency: 0ms, quota: 200, failures: ['3%:50004', \"1%:${CODE:7}\"]}")
                        .simulator())
                .contains(new SimulatorSection(
                        Optional.of(Duration.ZERO), OptionalInt.of(200), List.of("3%:50004", "1%:7")));
        assertThat(read(SIMULATED + "simulator: {}").simulator())
                .contains(new SimulatorSection(Optional.empty(), OptionalInt.empty(), List.of()));
        assertThat(read(SIMULATED).simulator()).isEmpty();
    }

    @Test
    void refusesWhatTheSimulatorDoesNotUnderstand() {
        mustBeRefusedAs(
                "job-file/simulator.txt",
                Stream.of(
                        SIMULATED + "simulator:\n  latency: fast\n  quota: 0\n  failures: [often, [a], ~]\n",
                        SIMULATED + "simulator: {failures: 3%:50004}"));
    }

    @Test
    void theSimulatorsSectionIsForTheSimulatorAlone() {
        mustBeRefusedAs("job-file/simulator-of-a-real-job.txt", Stream.of(REQUIRED + "simulator: {quota: 200}"));
    }

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
