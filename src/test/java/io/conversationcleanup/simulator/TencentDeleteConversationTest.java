package io.conversationcleanup.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.simulator.ProviderApi.Asked;
import io.conversationcleanup.simulator.ProviderApi.Reading;
import io.conversationcleanup.simulator.ProviderApi.Refusal;
import io.conversationcleanup.simulator.RecordedCall.Operation;
import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TencentDeleteConversationTest {

    private static final String ID_32 = "u".repeat(32);
    private static final String ID_48 = "g".repeat(48);

    private final TencentApi api = new TencentApi.DeleteConversation(SimulatedApp.REHEARSAL, Long.MAX_VALUE);

    @Test
    void understandsACallForAUser() {
        Reading reading = api.read(Calls.delete("ann", "bob"), Calls.NOW);

        assertThat(reading.refusal()).isEmpty();
        assertThat(reading.asked())
                .isEqualTo(
                        new Asked(Operation.RECENTCONTACT_DELETE, "ann", "bob", OptionalInt.of(1), OptionalInt.of(1)));
    }

    @Test
    void understandsACallForAGroup() {
        Reading reading = read("{'From_Account':'ann','Type':2,'ToGroupid':'@TGS#1YTTZEAEG','ClearRamble':0}");

        assertThat(reading.refusal()).isEmpty();
        assertThat(reading.asked())
                .isEqualTo(new Asked(
                        Operation.RECENTCONTACT_DELETE, "ann", "@TGS#1YTTZEAEG", OptionalInt.of(2), OptionalInt.of(0)));
    }

    @Test
    void clearRambleMayBeLeftOut() {
        Reading reading = read("{'From_Account':'ann','Type':1,'To_Account':'bob'}");

        assertThat(reading.refusal()).isEmpty();
        assertThat(reading.asked().clearRamble()).isEmpty();
    }

    @Test
    void acceptsIdsUpToTheirLastByte() {
        assertThat(read("{'From_Account':'" + ID_32 + "','Type':1,'To_Account':'" + ID_32 + "'}")
                        .refusal())
                .isEmpty();
        assertThat(read("{'From_Account':'a','Type':2,'ToGroupid':'" + ID_48 + "'}")
                        .refusal())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Type':1,'To_Account':'b'} | From_Account must be a text that is not empty",
                "{'From_Account':'','Type':1,'To_Account':'b'} | From_Account must be a text that is not empty",
                "{'From_Account':7,'Type':1,'To_Account':'b'} | From_Account must be a text that is not empty",
                "{'From_Account':'ä','Type':1,'To_Account':'b'} | From_Account must be made of printable ASCII characters",
                "{'From_Account':'a\\n','Type':1,'To_Account':'b'} | From_Account must be made of printable ASCII characters",
                "{'From_Account':'uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu','Type':1,'To_Account':'b'} | From_Account is longer than 32 bytes",
                "{'From_Account':'ääääääääääääääääü','Type':1,'To_Account':'b'} | From_Account is longer than 32 bytes",
                "{'From_Account':'a','Type':1,'To_Account':'uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu'} | To_Account is longer than 32 bytes",
                "{'From_Account':'a','Type':2,'ToGroupid':'ggggggggggggggggggggggggggggggggggggggggggggggggg'} | ToGroupid is longer than 48 bytes",
                "{'From_Account':'a','To_Account':'b'} | Type must be the number 1 or 2",
                "{'From_Account':'a','Type':'1','To_Account':'b'} | Type must be the number 1 or 2",
                "{'From_Account':'a','Type':1.0,'To_Account':'b'} | Type must be the number 1 or 2",
                "{'From_Account':'a','Type':true,'To_Account':'b'} | Type must be the number 1 or 2",
                "{'From_Account':'a','Type':0,'To_Account':'b'} | Type must be the number 1 or 2",
                "{'From_Account':'a','Type':3,'To_Account':'b'} | Type must be the number 1 or 2",
                "{'From_Account':'a','Type':4294967297,'To_Account':'b'} | Type must be the number 1 or 2",
                "{'From_Account':'a','Type':1} | To_Account must be a text that is not empty",
                "{'From_Account':'a','Type':1,'To_Account':null} | To_Account must be a text that is not empty",
                "{'From_Account':'a','Type':1,'To_Account':''} | To_Account must be a text that is not empty",
                "{'From_Account':'a','Type':1,'To_Account':'b','ToGroupid':'g'} | ToGroupid does not belong to Type 1",
                "{'From_Account':'a','Type':1,'ToGroupid':'g'} | ToGroupid does not belong to Type 1",
                "{'From_Account':'a','Type':2} | ToGroupid must be a text that is not empty",
                "{'From_Account':'a','Type':2,'To_Account':'g'} | To_Account does not belong to Type 2",
                "{'From_Account':'a','Type':2,'ToGroupId':'g'} | unknown field 'ToGroupId'; names are case-sensitive",
                "{'from_account':'a','Type':1,'To_Account':'b'} | unknown field 'from_account'; names are case-sensitive",
                "{'From_Account':'a','Type':1,'To_Account':'b','ClearRamble':2} | ClearRamble must be the number 0 or 1",
                "{'From_Account':'a','Type':1,'To_Account':'b','ClearRamble':true} | ClearRamble must be the number 0 or 1",
                "{'From_Account':'a','Type':1,'To_Account':'b','ClearRamble':'1'} | ClearRamble must be the number 0 or 1",
                "{} | Type must be the number 1 or 2",
            })
    void refusesABodyThatIsNotAsDocumentedAndSaysWhatIsWrong(String body, String info) {
        assertThat(read(body).refusal()).hasValue(new Refusal(50002, info));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "7",
                "{",
                "{'From_Account':'a','Type':1,'To_Account':'b'",
                "{'From_Account':'a','Type':1,'To_Account':'b'} {}",
                "{'From_Account':'a','From_Account':'a','Type':1,'To_Account':'b'}",
                "{'From_Account':'a','Type':1,'To_Account':'b',}",
            })
    void refusesABodyThatIsNotOneJsonObject(String body) {
        assertThat(read(body).refusal()).map(Refusal::code).hasValue(60003);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "sdkappid | - | 60012",
                "sdkappid | '' | 60012",
                "sdkappid | 1400000001 | 60006",
                "sdkappid | 01400000000 | 60006",
                "sdkappid | x | 60006",
                "identifier | - | 60025",
                "identifier | '' | 60025",
                "identifier | Administrator | 70013",
                "usersig | - | 60025",
                "usersig | '' | 60025",
                "usersig | nonsense | 70003",
                "random | - | 60002",
                "random | '' | 60002",
                "random | -1 | 60002",
                "random | 4294967296 | 60002",
                "random | 99999999999999999999 | 60002",
                "random | 1.5 | 60002",
                "random | ٣ | 60002",
                "contenttype | - | 60025",
                "contenttype | xml | 60025",
                "contenttype | JSON | 60025",
                "apn | 1 | 60002",
                "SdkAppId | 1400000000 | 60002",
            })
    void refusesAQueryThatIsNotAsDocumented(String name, String value, int code) {
        Map<String, List<String>> query = Calls.query();
        if (value == null) {
            query.remove(name);
        } else {
            query.put(name, List.of(value));
        }

        assertThat(codeFor(query)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sdkappid", "identifier", "usersig", "random", "contenttype"})
    void refusesAParameterThatIsGivenTwice(String name) {
        Map<String, List<String>> query = Calls.query();
        String value = query.get(name).get(0);
        query.put(name, List.of(value, value));

        assertThat(codeFor(query)).isEqualTo(60002);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "4294967295"})
    void acceptsEachRandomNumberOf32Bits(String random) {
        Map<String, List<String>> query = Calls.query();
        query.put("random", List.of(random));

        assertThat(api.read(Calls.request(query, Calls.oneToOne("a", "b")), Calls.NOW)
                        .refusal())
                .isEmpty();
    }

    @Test
    void refusesAnAccountThatIsNotTheAdmin() {
        SimulatedApp app = SimulatedApp.REHEARSAL;
        Map<String, List<String>> query = Calls.query();
        query.put("identifier", List.of("ann"));
        query.put(
                "usersig", List.of(UserSigs.sign(app.secret(), app.appId(), "ann", Calls.NOW.getEpochSecond(), 3600)));

        assertThat(codeFor(query)).isEqualTo(60010);
    }

    @Test
    void refusesAnExpiredSignature() {
        assertThat(api.read(Calls.delete("a", "b"), Calls.NOW.plusSeconds(86400))
                        .refusal())
                .map(Refusal::code)
                .hasValue(70001);
    }

    @Test
    void tellsWhatWasAskedAlsoWhenItRefusesTheCaller() {
        Map<String, List<String>> query = Calls.query();
        query.remove("usersig");

        Reading reading = api.read(Calls.request(query, Calls.oneToOne("ann", "bob")), Calls.NOW);

        assertThat(reading.asked())
                .isEqualTo(
                        new Asked(Operation.RECENTCONTACT_DELETE, "ann", "bob", OptionalInt.of(1), OptionalInt.of(1)));
    }

    private int codeFor(Map<String, List<String>> query) {
        return api.read(Calls.request(query, Calls.oneToOne("a", "b")), Calls.NOW)
                .refusal()
                .orElseThrow()
                .code();
    }

    private Reading read(String body) {
        return api.read(Calls.request(Calls.query(), body.replace('\'', '"')), Calls.NOW);
    }
}
