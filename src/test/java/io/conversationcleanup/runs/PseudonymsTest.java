package io.conversationcleanup.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PseudonymsTest {

    private static final Pseudonyms PSEUDONYMS = new Pseudonyms(bytes("0123456789abcdef"));
    /** {@code printf alice | openssl dgst -sha256 -hmac 0123456789abcdef}, the first half. */
    private static final String ALICE = "fdbf8b1cacd3d578e062d0e41104357d";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anIdHasOnePseudonymForEachKey() {
        assertThat(PSEUDONYMS.of("alice")).isEqualTo(ALICE);
        assertThat(PSEUDONYMS.of("Alice")).isNotEqualTo(ALICE);
        assertThat(new Pseudonyms(bytes("0123456789abcdeg")).of("alice")).isNotEqualTo(ALICE);
        assertThat(Pseudonyms.isPseudonym(ALICE)).isTrue();
        assertThat(Pseudonyms.isPseudonym("alice")).isFalse();
    }

    @Test
    void whatIsEmptyStaysSo() {
        assertThat(PSEUDONYMS.of("")).isEmpty();
        assertThat(PSEUDONYMS.in("", List.of("alice"))).isEmpty();
        assertThat(PSEUDONYMS.in("nobody", List.of(""))).isEqualTo("nobody");
    }

    @Test
    void idsAreHiddenWhereverATextNamesThem() {
        assertThat(PSEUDONYMS.in("user alice: alice's list, From_Account=alice.", List.of("alice", "bob")))
                .isEqualTo("user " + ALICE + ": " + ALICE + "'s list, From_Account=" + ALICE + ".");
    }

    @Test
    void anIdThatIsPartOfAnotherLeavesNothingOfIt() {
        assertThat(PSEUDONYMS.in("alice2 and alice", List.of("alice", "alice2")))
                .isEqualTo(PSEUDONYMS.of("alice2") + " and " + ALICE);
    }

    @Test
    void aShortIdIsNoPartOfOtherWords() {
        assertThat(PSEUDONYMS.in("a user has a list of 12, \"a\"", List.of("a", "1")))
                .isEqualTo("%1$s user has %1$s list of 12, \"%1$s\"".formatted(PSEUDONYMS.of("a")));
    }

    @Test
    void signsThatMeanSomethingInPatternsAreIdsLikeOthers() {
        String odd = "$1.*\\E(";

        assertThat(PSEUDONYMS.in("about " + odd, List.of(odd))).isEqualTo("about " + PSEUDONYMS.of(odd));
    }

    @Test
    void aKeyThatCouldBeGuessedIsRefusedAndNoKeyIsShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pseudonyms(bytes("0123456789abcde")))
                .withMessage("the key has 15 bytes, and needs 16");
        assertThat(PSEUDONYMS).hasToString("Pseudonyms");
    }
}
