package io.conversationcleanup.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.intake.Header.Column;
import io.conversationcleanup.intake.Header.Role;
import io.conversationcleanup.model.ConversationType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderMatchTest {

    @ParameterizedTest
    @CsvSource({
        "user, USER",
        "USER, USER",
        "from_account, USER",
        "From_Account, USER",
        "from-account, USER",
        "FromAccount, USER",
        "from user id, USER",
        "FromUserId, USER",
        "userid, USER",
        "User ID, USER",
        "user_id, USER",
        "peer, PEER",
        "Peer, PEER",
        "to_account, PEER",
        "To_Account, PEER",
        "ToGroupid, PEER",
        "to_groupid, PEER",
        "To-GroupId, PEER",
        "group, PEER",
        "conv_id, PEER",
        "ConvId, PEER",
        "type, TYPE",
        "Type, TYPE",
        "conv_type, TYPE",
        "ConvType, TYPE",
        "clear_ramble, CLEAR_RAMBLE",
        "ClearRamble, CLEAR_RAMBLE",
        "clearRamble, CLEAR_RAMBLE",
        "clear ramble, CLEAR_RAMBLE",
        "users, OTHER",
        "group_name, OTHER",
        "account, OTHER",
        "t_y_p_e, TYPE",
    })
    void everySpellingOfAnAliasIsTheColumn(String name, Role role) {
        String other = role == Role.USER ? "peer" : "user";
        String[] names = role == Role.USER || role == Role.PEER
                ? new String[] {other, name}
                : new String[] {"user", "peer", name};

        HeaderMatch match = new HeaderMatch(names, IntakeFixture.LAYOUT);

        assertThat(match.problems()).isEmpty();
        assertThat(match.header().columns()).last().isEqualTo(new Column(name, role, names.length - 1));
    }

    @Test
    void columnsThatBeginWithAnUnderscoreAreLeftOutWhateverTheirNameAfterIt() {
        HeaderMatch match = new HeaderMatch(new String[] {"_user", "user", "_", "peer", "__x"}, IntakeFixture.LAYOUT);

        assertThat(match.header())
                .isEqualTo(new Header(5, List.of(new Column("user", Role.USER, 1), new Column("peer", Role.PEER, 3))));
    }

    @Test
    void aNamedColumnFreesTheAliasesOfItsRole() {
        InputLayout layout =
                InputLayout.conversations(Map.of(Role.PEER, "user"), Optional.of(ConversationType.ONE_TO_ONE), false);

        HeaderMatch match = new HeaderMatch(new String[] {"peer", "user", "userid"}, layout);

        assertThat(match.problems()).isEmpty();
        assertThat(match.header().columns()).extracting(Column::role).containsExactly(Role.OTHER, Role.PEER, Role.USER);
    }

    @Test
    void conversationGroupsHaveTwoColumns() {
        HeaderMatch match =
                new HeaderMatch(new String[] {"GroupName", "user", "type"}, InputLayout.conversationGroups(Map.of()));

        assertThat(match.problems()).isEmpty();
        assertThat(match.header().columns()).extracting(Column::role).containsExactly(Role.PEER, Role.USER, Role.OTHER);
    }

    @Test
    void aHeaderOfAnotherEncodingIsNamedAsSuch() {
        HeaderMatch match = new HeaderMatch(new String[] {"user", "peer", "n\0o\0"}, IntakeFixture.LAYOUT);

        Golden.check("input/header-of-another-encoding.txt", match.problems());
    }

    @Test
    void anInvisibleCharacterInAHeaderNameIsNamed() {
        HeaderMatch match = new HeaderMatch(new String[] {"user", "pe\u200Ber", "peer"}, IntakeFixture.LAYOUT);

        Golden.check("input/header-with-an-invisible-character.txt", match.problems());
    }

    @Test
    void aFailuresFileWithPseudonymsIsRefusedForThatAlone() {
        String[] names = {"_user", "_peer", "_line", "_outcome", "_code", "_message", "_attempts"};
        InputLayout named =
                InputLayout.conversations(Map.of(Role.USER, "_user", Role.PEER, "_peer"), Optional.empty(), false);

        List<String> problems = new HeaderMatch(names, IntakeFixture.LAYOUT).problems();

        assertThat(problems).hasSize(1);
        Golden.check("input/failures-file-with-pseudonyms.txt", problems);
        assertThat(new HeaderMatch(names, named).problems()).isEqualTo(problems);
    }
}
