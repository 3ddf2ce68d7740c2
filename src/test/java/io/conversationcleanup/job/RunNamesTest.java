package io.conversationcleanup.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunNamesTest {

    private static final List<String> NAMES = List.of("demo-2", "demo-1", "demo-10", "users-7", "users-70");

    @Test
    void aWholeNameIsMeantEvenIfOthersBeginSo() {
        assertThat(RunNames.find("demo-1", NAMES)).isEqualTo("demo-1");
    }

    @Test
    void theBeginningOfOneNameIsEnough() {
        assertThat(RunNames.find("demo-10", NAMES)).isEqualTo("demo-10");
        assertThat(RunNames.find("users-70", NAMES)).isEqualTo("users-70");
        assertThat(RunNames.find("d", List.of("demo-2", "users-7"))).isEqualTo("demo-2");
    }

    @Test
    void theBeginningOfSeveralNamesIsRefusedWithThem() {
        assertThatThrownBy(() -> RunNames.find("demo", NAMES))
                .isInstanceOf(UnknownRunException.class)
                .hasMessage("'demo' begins the names of 3 runs: demo-2, demo-1, demo-10. Give more of the name.");
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> RunNames.find("user-7", NAMES))
                .isInstanceOf(UnknownRunException.class)
                .hasMessage("There is no run 'user-7'. Nearest: users-7, users-70, demo-2.");
    }

    @Test
    void whereThereIsNoRunThatIsSaid() {
        assertThatThrownBy(() -> RunNames.find("x", List.of()))
                .hasMessage("There is no run 'x': the repository holds no run yet.");
    }
}
