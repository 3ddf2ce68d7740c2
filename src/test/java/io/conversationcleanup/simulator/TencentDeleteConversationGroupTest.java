package io.conversationcleanup.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.simulator.ProviderApi.Asked;
import io.conversationcleanup.simulator.ProviderApi.Reading;
import io.conversationcleanup.simulator.ProviderApi.Refusal;
import io.conversationcleanup.simulator.RecordedCall.Operation;
import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TencentDeleteConversationGroupTest {

    private final TencentApi api = new TencentApi.DeleteConversationGroup(SimulatedApp.REHEARSAL, Long.MAX_VALUE);

    @ParameterizedTest
    @ValueSource(strings = {"group_0001", "ü", "家庭", "👪 \u0000", " "})
    void understandsANameOfAnyCharacters(String name) {
        Reading reading = read("{'From_Account':'ann','GroupName':['" + name.replace("\u0000", "\\u0000") + "']}");

        assertThat(reading.refusal()).isEmpty();
        assertThat(reading.asked())
                .isEqualTo(new Asked(
                        Operation.RECENTCONTACT_DEL_CONTACT_GROUP,
                        "ann",
                        name,
                        OptionalInt.empty(),
                        OptionalInt.empty()));
    }

    @ParameterizedTest
    @CsvSource({"x, 64", "ü, 32", "👪, 16"})
    void aNameHasAtMost64Bytes(String character, int characters) {
        String longest = character.repeat(characters);
        assertThat(longest.getBytes(StandardCharsets.UTF_8)).hasSize(64);

        assertThat(read("{'From_Account':'ann','GroupName':['" + longest + "']}")
                        .refusal())
                .isEmpty();
        assertThat(read("{'From_Account':'ann','GroupName':['" + longest + "x']}")
                        .refusal())
                .hasValue(new Refusal(51011, "the name is longer than 64 bytes"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | From_Account must be a text that is not empty",
                "{'GroupName':['g']} | From_Account must be a text that is not empty",
                "{'From_Account':'uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu','GroupName':['g']} | From_Account is longer than 32 bytes",
                "{'From_Account':'ä','GroupName':['g']} | From_Account must be made of printable ASCII characters",
                "{'From_Account':'a'} | GroupName must be an array of exactly one name",
                "{'From_Account':'a','GroupName':'g'} | GroupName must be an array of exactly one name",
                "{'From_Account':'a','GroupName':{'0':'g'}} | GroupName must be an array of exactly one name",
                "{'From_Account':'a','GroupName':[]} | GroupName must be an array of exactly one name",
                "{'From_Account':'a','GroupName':['g','h']} | GroupName must be an array of exactly one name",
                "{'From_Account':'a','GroupName':['']} | GroupName must hold a text that is not empty",
                "{'From_Account':'a','GroupName':[7]} | GroupName must hold a text that is not empty",
                "{'From_Account':'a','GroupName':[null]} | GroupName must hold a text that is not empty",
                "{'From_Account':'a','GroupName':['x\\ud83d']} | GroupName must hold Unicode characters, not halves of them",
                "{'From_Account':'a','groupName':['g']} | unknown field 'groupName'; names are case-sensitive",
                "{'From_Account':'a','GroupName':['g'],'Type':1} | unknown field 'Type'; names are case-sensitive",
            })
    void refusesABodyThatIsNotAsDocumentedAndSaysWhatIsWrong(String body, String info) {
        assertThat(read(body).refusal()).hasValue(new Refusal(50002, info));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{'From_Account':'a','GroupName':['g']", "{'From_Account':'a'} x"})
    void refusesABodyThatIsNotOneJsonObject(String body) {
        assertThat(read(body).refusal()).map(Refusal::code).hasValue(60003);
    }

    @Test
    void asksForTheSameQueryAsAllOfTencent() {
        assertThat(api.read(Calls.request(Map.of(), "{}"), Calls.NOW).refusal())
                .map(Refusal::code)
                .hasValue(60012);
        assertThat(api.read(Calls.deleteGroup("a", "g"), Calls.NOW.plusSeconds(86400))
                        .refusal())
                .map(Refusal::code)
                .hasValue(70001);
    }

    private Reading read(String body) {
        return api.read(Calls.request(Calls.query(), body.replace('\'', '"')), Calls.NOW);
    }
}
