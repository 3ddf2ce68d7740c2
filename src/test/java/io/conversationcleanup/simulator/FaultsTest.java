package io.conversationcleanup.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conversationcleanup.simulator.Faults.FaultShare;
import io.conversationcleanup.simulator.Faults.ScriptedFault;
import io.conversationcleanup.simulator.Reaction.Code;
import io.conversationcleanup.simulator.Reaction.HttpStatus;
import io.conversationcleanup.simulator.Reaction.WireFault;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    private static final Code BUSY = new Code(50004);

    @Test
    void failsTheFirstCallsForAUserAndNoOthers() {
        Faults.Script script = script(ScriptedFault.parse("ann:50004:2"));

        assertThat(script.next("bob")).isEmpty();
        assertThat(script.next("ann")).hasValue(BUSY);
        assertThat(script.next("ann")).hasValue(BUSY);
        assertThat(script.next("ann")).isEmpty();
    }

    @Test
    void failsAUserForEver() {
        Faults.Script script = script(ScriptedFault.parse("ann:reset"));

        assertThat(Stream.generate(() -> script.next("ann")).limit(100)).containsOnly(Optional.of(WireFault.RESET));
        assertThat(script.next("bob")).isEmpty();
    }

    @Test
    void failsTheFirstCallsWhoeverTheyAreFor() {
        Faults.Script script = script(ScriptedFault.parse("*:50004:2"));

        assertThat(Stream.of("ann", "bob", "cid").map(script::next))
                .containsExactly(Optional.of(BUSY), Optional.of(BUSY), Optional.empty());
    }

    @Test
    void ofFaultsThatMatchTheFirstIsUsedUpFirst() {
        Faults.Script script = script(ScriptedFault.parse("ann:50004:1"), ScriptedFault.parse("*:hang"));

        assertThat(script.next("ann")).hasValue(BUSY);
        assertThat(script.next("ann")).hasValue(WireFault.HANG);
    }

    @Test
    void aReplacedScriptBeginsAnew() {
        Faults.Script script = script(ScriptedFault.parse("ann:50004:1"));
        assertThat(script.next("ann")).hasValue(BUSY);

        script.replace(List.of(ScriptedFault.parse("ann:50004:1")));
        assertThat(script.next("ann")).hasValue(BUSY);
        assertThat(script.next("ann")).isEmpty();

        script.replace(List.of(ScriptedFault.parse("bob:reset")));
        assertThat(script.next("ann")).isEmpty();
        assertThat(script.next("bob")).hasValue(WireFault.RESET);
    }

    @Test
    void aReplacedScriptLeavesTheSharesAsTheyAre() {
        Faults.Script script = new Faults.Script(
                new Faults(List.of(FaultShare.parse("100%:hang")), List.of(), Set.of()), new Random(1));

        script.replace(List.of(ScriptedFault.parse("*:50004:1")));

        assertThat(script.next("ann")).hasValue(BUSY);
        assertThat(script.next("ann")).hasValue(WireFault.HANG);
    }

    static Stream<Arguments> scriptedFaults() {
        Code unknown = new Code(660000002);
        return Stream.of(
                Arguments.of("ann:660000002", new ScriptedFault(Optional.of("ann"), unknown, OptionalInt.empty())),
                Arguments.of("ann:660000002:3", new ScriptedFault(Optional.of("ann"), unknown, OptionalInt.of(3))),
                Arguments.of(
                        "ann lee:502",
                        new ScriptedFault(Optional.of("ann lee"), new HttpStatus(502), OptionalInt.empty())),
                Arguments.of("*:hang", new ScriptedFault(Optional.empty(), WireFault.HANG, OptionalInt.empty())),
                Arguments.of("*:Hang:1", new ScriptedFault(Optional.empty(), WireFault.HANG, OptionalInt.of(1))),
                Arguments.of("a:b 50004", new ScriptedFault(Optional.of("a:b"), BUSY, OptionalInt.empty())),
                Arguments.of(
                        "  *\t50004  999999999 ",
                        new ScriptedFault(Optional.empty(), BUSY, OptionalInt.of(999_999_999))));
    }

    @ParameterizedTest
    @MethodSource("scriptedFaults")
    void aScriptedFaultIsReadFromText(String text, ScriptedFault fault) {
        assertThat(ScriptedFault.parse(text)).isEqualTo(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ann", "ann:", ":50004", "ann:50004:", "ann:50004:1:2", "ann 50004 1 2", "*: reset"})
    void aScriptedFaultOfAnotherFormIsExplained(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScriptedFault.parse(text))
                .withMessage("'" + text + "' is no answer for a user: write USER:REACTION or USER:REACTION:TIMES, such"
                        + " as alice:50004:2, or *:reset for all users");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "1.5", "1000000000"})
    void anImpossibleNumberOfTimesIsExplained(String times) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScriptedFault.parse("ann:50004:" + times))
                .withMessage("'ann:50004:" + times + "': the number of times must be a whole number above 0, not '"
                        + times + "'");
    }

    @Test
    void aScriptedFaultWithoutAReactionIsExplained() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScriptedFault.parse("ann:boom"))
                .withMessageStartingWith("'boom' is no reaction: give ");
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

    private static Faults.Script script(ScriptedFault... faults) {
        return new Faults.Script(new Faults(List.of(), List.of(faults), Set.of()), new Random(1));
    }

    private static List<Optional<Reaction>> drawTenThousand(List<FaultShare> shares, long seed) {
        Faults.Script script = new Faults.Script(new Faults(shares, List.of(), Set.of()), new Random(seed));
        return Stream.generate(() -> script.next("ann")).limit(10_000).toList();
    }
}
