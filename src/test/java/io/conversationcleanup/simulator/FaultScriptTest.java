package io.conversationcleanup.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conversationcleanup.simulator.Reaction.Code;
import io.conversationcleanup.simulator.Reaction.WireFault;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultScriptTest {

    private static final Code BUSY = new Code(50004);

    @Test
    void failsTheFirstCallsForAUserAndNoOthers() {
        FaultScript script = script(ScriptedFault.forUser("ann", BUSY).firstTimes(2));

        assertThat(script.next("bob")).isEmpty();
        assertThat(script.next("ann")).hasValue(BUSY);
        assertThat(script.next("ann")).hasValue(BUSY);
        assertThat(script.next("ann")).isEmpty();
    }

    @Test
    void failsAUserForEver() {
        FaultScript script = script(ScriptedFault.forUser("ann", WireFault.RESET));

        assertThat(Stream.generate(() -> script.next("ann")).limit(100)).containsOnly(Optional.of(WireFault.RESET));
        assertThat(script.next("bob")).isEmpty();
    }

    @Test
    void failsTheFirstCallsWhoeverTheyAreFor() {
        FaultScript script = script(ScriptedFault.forAnyUser(BUSY).firstTimes(2));

        assertThat(Stream.of("ann", "bob", "cid").map(script::next))
                .containsExactly(Optional.of(BUSY), Optional.of(BUSY), Optional.empty());
    }

    @Test
    void ofFaultsThatMatchTheFirstIsUsedUpFirst() {
        FaultScript script =
                script(ScriptedFault.forUser("ann", BUSY).firstTimes(1), ScriptedFault.forAnyUser(WireFault.HANG));

        assertThat(script.next("ann")).hasValue(BUSY);
        assertThat(script.next("ann")).hasValue(WireFault.HANG);
    }

    @Test
    void drawsSharesOfCallsAndTheSameOnesForTheSameSeed() {
        List<FaultShare> shares = List.of(FaultShare.parse("3%:50004"), FaultShare.parse("2%:reset"));

        List<Optional<Reaction>> drawn = drawTenThousand(shares, 42);

        assertThat(drawn).isEqualTo(drawTenThousand(shares, 42)).isNotEqualTo(drawTenThousand(shares, 43));
        assertThat(drawn.stream().filter(Optional.of(BUSY)::equals).count()).isBetween(250L, 350L);
        assertThat(drawn.stream()
                        .filter(Optional.of((Reaction) WireFault.RESET)::equals)
                        .count())
                .isBetween(150L, 250L);
    }

    @Test
    void aShareOfAllIsAll() {
        assertThat(drawTenThousand(List.of(FaultShare.parse("100%:hang")), 1))
                .containsOnly(Optional.of(WireFault.HANG));
    }

    @ParameterizedTest
    @CsvSource({
        "3%:50004, 0.03, 50004",
        "2%:502, 0.02, 502",
        "1%:reset, 0.01, reset",
        "0.2%:hang, 0.002, hang",
        "1%:garbage, 0.01, garbage",
        "100 %: truncate, 1, truncate",
    })
    void aShareIsReadFromText(String text, double share, String label) {
        assertThat(FaultShare.parse(text)).isEqualTo(new FaultShare(share, Reaction.parse(label)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "50004", "3:50004", "3%", "-1%:502", "1e1%:502", "x%:502"})
    void aShareOfAnotherFormIsExplained(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultShare.parse(text))
                .withMessage("'" + text + "' is no share of faults: write PERCENT%:REACTION, such as 3%:50004 or"
                        + " 0.2%:hang");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0%:502", "0.0%:502", "100.1%:502", "999%:502"})
    void anImpossibleShareIsExplained(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultShare.parse(text))
                .withMessage("'" + text + "': the percentage must be above 0 and at most 100");
    }

    @Test
    void aShareWithoutAReactionIsExplained() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultShare.parse("3%:boom"))
                .withMessageStartingWith("'boom' is no reaction: give ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void aFaultHappensAtLeastOnce(int times) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScriptedFault.forAnyUser(BUSY).firstTimes(times));
    }

    private static FaultScript script(ScriptedFault... faults) {
        return new FaultScript(List.of(faults), List.of(), new Random(1));
    }

    private static List<Optional<Reaction>> drawTenThousand(List<FaultShare> shares, long seed) {
        FaultScript script = new FaultScript(List.of(), shares, new Random(seed));
        return Stream.generate(() -> script.next("ann")).limit(10_000).toList();
    }
}
