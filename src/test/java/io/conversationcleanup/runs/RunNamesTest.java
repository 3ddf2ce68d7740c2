package io.conversationcleanup.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.runs.RunNames.UnknownRunException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunNamesTest {

    private static final List<String> NAMES = List.of("demo-2", "demo-1", "demo-10", "users-7", "users-70");

    @Test
    void aWholeNameIsMeantEvenIfOthersBeginSo() {
        assertThat(find("demo-1", NAMES)).isEqualTo("demo-1");
    }

    @Test
    void theBeginningOfOneNameIsEnough() {
        assertThat(find("demo-10", NAMES)).isEqualTo("demo-10");
        assertThat(find("users-70", NAMES)).isEqualTo("users-70");
        assertThat(find("d", List.of("demo-2", "users-7"))).isEqualTo("demo-2");
    }

    @Test
    void theBeginningOfSeveralNamesIsRefusedWithThem() {
        Golden.check("errors/ambiguous-run.txt", refusal("demo", NAMES));
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearest() {
        Golden.check("errors/unknown-run.txt", refusal("user-7", NAMES));
    }

    @Test
    void whereThereIsNoRunThatIsSaid() {
        Golden.check("errors/no-run-yet.txt", refusal("x", List.of()));
    }

    private static String find(String name, List<String> names) {
        return RunNames.find(
                name, names.stream().filter(each -> each.startsWith(name)).toList(), () -> names);
    }

    private static String refusal(String name, List<String> names) {
        return catchThrowableOfType(UnknownRunException.class, () -> find(name, names))
                .getMessage();
    }
}
