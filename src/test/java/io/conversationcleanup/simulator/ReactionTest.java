package io.conversationcleanup.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conversationcleanup.simulator.Reaction.Code;
import io.conversationcleanup.simulator.Reaction.HttpStatus;
import io.conversationcleanup.simulator.Reaction.WireFault;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReactionTest {

    static Stream<Arguments> labels() {
        return Stream.of(
                Arguments.of("0", new Code(0)),
                Arguments.of("7", new Code(7)),
                Arguments.of("50004", new Code(50004)),
                Arguments.of("660300005", new Code(660300005)),
                Arguments.of("660000002", new Code(660000002)),
                Arguments.of("100000015", new Code(100000015)),
                Arguments.of("299", new Code(299)),
                Arguments.of("300", new HttpStatus(300)),
                Arguments.of("502", new HttpStatus(502)),
                Arguments.of("599", new HttpStatus(599)),
                Arguments.of("reset", WireFault.RESET),
                Arguments.of("hang", WireFault.HANG),
                Arguments.of("garbage", WireFault.GARBAGE),
                Arguments.of("truncate", WireFault.TRUNCATE),
                Arguments.of("oversize", WireFault.OVERSIZE));
    }

    @ParameterizedTest
    @MethodSource("labels")
    void isReadFromTheLabelThatItShows(String label, Reaction reaction) {
        assertThat(Reaction.parse(label)).isEqualTo(reaction);
        assertThat(Reaction.parse(" " + label.toUpperCase(Locale.ROOT) + " ")).isEqualTo(reaction);
        assertThat(reaction.label()).isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "boom", "-1", "1.5", "9999999999"})
    void isNotReadFromAnythingElse(String label) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reaction.parse(label))
                .withMessage("'" + label + "' is no reaction: give a provider's code such as 50004, an HTTP status from"
                        + " 300 to 599, or one of reset, hang, garbage, truncate, oversize");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 300, 599})
    void codesAreNoHttpStatuses(int code) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Code(code));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 299, 600})
    void onlyErrorsAreHttpStatuses(int status) {
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpStatus(status));
    }
}
