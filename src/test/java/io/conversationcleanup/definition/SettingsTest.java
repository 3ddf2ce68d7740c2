package io.conversationcleanup.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.model.ConversationType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
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
        assertThat(problems(ZEGO_JOB + "defaults: {type: 1}"))
                .containsExactly("defaults.type (line 6): must be 0 or 2 or c2c or group or single or user, not '1'");
    }

    @Test
    void defaultsThatAnOperationKnowsNothingOfAreIgnoredWithAWarning() {
        JobDefinition groups = read(requiredBut("operation", "operation: delete-conversation-group")
                + "defaults: {type: 1, clearRamble: 1}");
        assertThat(groups.defaults().type()).isEmpty();
        assertThat(groups.warnings())
                .containsExactly(
                        "defaults.type has no meaning for tencent delete-conversation-group and is ignored",
                        "defaults.clearRamble has no meaning for tencent delete-conversation-group and is ignored");
        assertThat(read(ZEGO_JOB + "defaults: {type: 0, clearRamble: 1}")
                        .defaults()
                        .clearRamble())
                .isFalse();
        assertThat(read(ZEGO_JOB + "defaults: {type: 0, clearRamble: 1}").warnings())
                .containsExactly("defaults.clearRamble has no meaning for zego delete-conversation and is ignored");
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
        assertThat(problems(REQUIRED + "defaults: {clearRamble: 2}"))
                .containsExactly("defaults.clearRamble (line 6): must be true or false (or 1, 0, yes, no), not '2'");
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
        assertThat(problems(REQUIRED + columns))
                .containsExactly(
                        "input.columns." + key + " (line 6): is for delete-conversation-group alone; write peer");
    }

    @Test
    void columnsThatCannotBeAreRefused() {
        assertThat(problems(REQUIRED
                        + "input: {columns: {user: From_Account, peer: from account, groupName: g, type: _type}}"))
                .containsExactly(
                        "input.columns.groupName (line 6): means the same as peer; keep one of them",
                        "input.columns.peer (line 6): names the same column as user; each needs its own",
                        "input.columns.type (line 6): cannot be a column that begins with _, as those are ignored");
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

    @ParameterizedTest
    @CsvSource({"1, 1", "10000, 10000"})
    void maxInFlightIsAWholeNumber(String text, int number) {
        assertThat(read(REQUIRED + "limits: {max-in-flight: " + text + "}")
                        .limits()
                        .maxInFlight())
                .hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10001", "64.0", "many", "99999999999", "0x40"})
    void anythingElseIsNoMaxInFlight(String text) {
        assertThat(problems(REQUIRED + "limits: {max-in-flight: " + text + "}"))
                .containsExactly(
                        "limits.max-in-flight (line 6): must be a whole number from 1 to 10000, not '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "1s, 1000", "30m, 1800000", "2h, 7200000", "1d, 86400000", "365d, 31536000000"})
    void durationsHaveUnits(String text, long millis) {
        assertThat(read(REQUIRED + "outage: {give-up-after: " + text + "}")
                        .outage()
                        .giveUpAfter())
                .isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "0s", "1.5s", "-1s", "1 s", "PT1S", "1w", "366d", "soon", "9999999999s"})
    void anythingElseIsNoDuration(String text) {
        assertThat(problems(REQUIRED + "outage: {give-up-after: " + text + "}"))
                .containsExactly("outage.give-up-after (line 6): must be a duration above 0 such as 500ms, 1s, 30m, 2h"
                        + " or 1d, at most 365d, not '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "first-delay: 2s, max-delay: 1s | first-delay | is longer than max-delay",
                "first-delay: 61s               | first-delay | is longer than max-delay, which is 60s by default",
                "max-delay: 999ms               | max-delay   | is shorter than first-delay, which is 1s by default"
            })
    void theFirstDelayIsNotLongerThanTheLongest(String delays, String key, String message) {
        assertThat(problems(REQUIRED + "retry: {" + delays + "}"))
                .containsExactly("retry." + key + " (line 6): " + message);
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

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "five", "-1"})
    void maxAttemptsIsAWholeNumber(String text) {
        assertThat(problems(REQUIRED + "retry: {max-attempts: " + text + "}"))
                .containsExactly(
                        "retry.max-attempts (line 6): must be a whole number from 1 to 1000, not '" + text + "'");
    }

    @Test
    void stopRulesCanBeSwitchedOff() {
        assertThat(read(REQUIRED + "stop-rules: {failed-percent: off, same-code-in-a-row: off}")
                        .stopRules())
                .isEqualTo(new StopRuleSettings(OptionalDouble.empty(), 1000, OptionalInt.empty()));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5", "100, 100", "20, 20"})
    void failedPercentIsAShare(String text, double percent) {
        assertThat(read(REQUIRED + "stop-rules: {failed-percent: " + text + "}")
                        .stopRules()
                        .failedPercent())
                .hasValue(percent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "100.1", "many", "-5", "20%", "NaN"})
    void anythingElseIsNoFailedPercent(String text) {
        assertThat(problems(REQUIRED + "stop-rules: {failed-percent: " + text + "}"))
                .containsExactly("stop-rules.failed-percent (line 6): must be a number above 0 and up to 100, or off,"
                        + " not '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({"after-rows: off", "after-rows: 0", "same-code-in-a-row: 0", "same-code-in-a-row: 1.5"})
    void countsOfStopRulesAreWholeNumbers(String rule) {
        assertThat(refused(REQUIRED + "stop-rules: {" + rule + "}").problems())
                .extracting(Problem::key)
                .containsExactly("stop-rules." + rule.substring(0, rule.indexOf(':')));
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
        assertThat(problems(SIMULATED + "simulator:\n  latency: fast\n  quota: 0\n  failures: [often, [a], ~]\n"))
                .containsExactly(
                        "simulator.latency (line 6): must be a duration such as 500ms, 1s, 30m, 2h or 1d, at most 365d,"
                                + " not 'fast'",
                        "simulator.quota (line 7): must be a whole number from 1 to 1000000, not '0'",
                        "simulator.failures (line 8): must be a list of texts, and one of its items is a list",
                        "simulator.failures (line 8): must be a list of texts, and one of its items is nothing",
                        "simulator.failures (line 8): 'often' must be such as 3%:50004");

        assertThat(problems(SIMULATED + "simulator: {failures: 3%:50004}"))
                .containsExactly("simulator.failures (line 5): must be a list, not a single value");
    }

    @Test
    void theSimulatorsSectionIsForTheSimulatorAlone() {
        assertThat(problems(REQUIRED + "simulator: {quota: 200}"))
                .containsExactly("simulator (line 6): is for endpoint: simulator alone; remove the section, or change"
                        + " the endpoint");
    }
}
