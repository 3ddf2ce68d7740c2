package io.conversationcleanup.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${ABSENT}             | needs the environment variable ABSENT, which is not set",
                "${ABSENT}-${DAY}-${B} | needs the environment variables ABSENT, B, which are not set",
                "${EMPTY}              | is empty once its ${…} is filled in",
                "${DAY                 | has a ${ without its }",
                "${}                   | has a ${…} that names no environment variable; write ${NAME} or ${NAME:default}",
                "${1x}                 | has a ${…} that names no environment variable; write ${NAME} or ${NAME:default}",
                "${A:${DAY}}           | has a ${…} inside a ${…}; a default is a plain text",
                "${file:/etc/hostname} | cannot come from a file; ${file:…} is for credentials.secret alone"
            })
    void whatCannotBeFilledInIsAProblemOfItsKey(String text, String message) {
        assertThat(problems(path(text))).containsExactly("input.path (line 6): " + message);
    }

    @Test
    void anEmptyTextIsAProblem() {
        assertThat(problems(path(" "))).containsExactly("input.path (line 6): is empty");
    }

    @Test
    void aValueOfTheEnvironmentIsNotFilledInAgain() {
        var file = file("job.yml", path("${A}"));

        assertThat(read(file, Map.of("A", "${KEY}", "KEY", "k")).input().path()).contains("${KEY}");
    }

    @Test
    void aWrongValueIsShownAsTheFileHasIt() {
        assertThat(problems(REQUIRED + "limits: {max-in-flight: \"${DAY}\"}"))
                .containsExactly("limits.max-in-flight (line 6): must be a whole number from 1 to 10000, not '${DAY}'");
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
                .containsExactly("input.path (line 6): needs the environment variable ABSENT, which is not set");
    }
}
