package io.conversationcleanup.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest extends JobFileFixture {

    private static String path(String text) {
        return REQUIRED + "input: {path: \"" + text + "\"}";
    }

    @ParameterizedTest
    @CsvSource({
        "a-${DAY}.csv, a-2026-01-02.csv",
        "${DAY}${DAY}, 2026-01-022026-01-02",
        "${ABSENT:x}, x",
        "x${ABSENT:}, x",
        "${ABSENT:http://[::1]:80}, http://[::1]:80",
        "${DAY:x}, 2026-01-02",
        "x${EMPTY:y}, x",
        "$DAY {DAY} $$, $DAY {DAY} $$"
    })
    void variablesAreFilledIn(String text, String filled) {
        assertThat(read(path(text)).input().path()).contains(filled);
    }

    @Test
    void whatCannotBeFilledInIsAProblemOfItsKey() {
        mustBeRefusedAs(
                "job-file/placeholders.txt",
                Stream.of(
                                "${ABSENT}",
                                "${ABSENT}-${DAY}-${B}",
                                "${EMPTY}",
                                "${DAY",
                                "${}",
                                "${1x}",
                                "${A:${DAY}}",
                                "${file:/etc/hostname}",
                                " ")
                        .map(PlaceholdersTest::path));
    }

    @Test
    void theFormsOfShellsAreToldAtOnce() {
        mustBeRefusedAs(
                "job-file/placeholders-of-shells.txt",
                Stream.of("${ABSENT:-x}", "${DAY:-x}", "${ABSENT:-}", "${DAY:=x}", "${DAY:?not set}", "${DAY:+x}")
                        .map(PlaceholdersTest::path));
    }

    @Test
    void aVariableThatCannotBeReadIsNamed() {
        var file = file("job.yml", path("${A}"));

        assertThat(refused(file, Map.of("A", "\uFFFD\uFFFD.csv", "KEY", SECRET)).problems())
                .singleElement()
                .asString()
                .startsWith("input.path ")
                .contains("environment variable A, which has characters that cannot be read");
    }

    @Test
    void aValueOfTheEnvironmentIsNotFilledInAgain() {
        var file = file("job.yml", path("${A}"));

        assertThat(read(file, Map.of("A", "${KEY}", "KEY", "k")).input().path()).contains("${KEY}");
    }

    @Test
    void aWrongValueIsShownAsTheFileHasIt() {
        mustBeRefusedAs(
                "job-file/placeholder-in-a-number.txt", Stream.of(REQUIRED + "limits: {max-in-flight: \"${DAY}\"}"));
    }

    @Test
    void withTheSimulatorCredentialsNeedNotResolve() {
        JobDefinition job = read(requiredBut("endpoint", "endpoint: simulator")
                .replace("1400000000", "\"${ABSENT}\"")
                .replace("${KEY}", "${file:/not/there}"));

        assertThat(job.credentials()).isEmpty();
    }

    @Test
    void withTheSimulatorEverythingElseMust() {
        assertThat(problems(requiredBut("endpoint", "endpoint: simulator") + "input: {path: \"${ABSENT}\"}"))
                .singleElement()
                .asString()
                .startsWith("input.path ")
                .contains("ABSENT");
    }
}
