package io.conversationcleanup.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    @Test
    void whatNeedsAPersonIsMoreSeriousThanWhatPasses() {
        assertThat(Arrays.stream(ExitCode.values())
                        .sorted(Comparator.comparing(code -> -wins(code)))
                        .map(ExitCode::number))
                .containsExactly(70, 74, 78, 64, 3, 65, 7, 6, 2, 4, 1, 5, 0);
    }

    /** How many others it is kept before. */
    private static long wins(ExitCode code) {
        return Arrays.stream(ExitCode.values())
                .filter(other -> code.or(other) == code && other.or(code) == code)
                .count();
    }
}
