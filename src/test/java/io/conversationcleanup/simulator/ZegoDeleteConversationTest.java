package io.conversationcleanup.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.simulator.ProviderApi.Asked;
import io.conversationcleanup.simulator.ProviderApi.Reading;
import io.conversationcleanup.simulator.ProviderApi.Refusal;
import io.conversationcleanup.simulator.RecordedCall.Operation;
import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZegoDeleteConversationTest {

    private static final String NONCE = "4fd24687296dd9f3";
    private static final String BODY = "{'FromUserId':'ann','ConvId':'bob','ConvType':0}";
    private static final String ID_32 = "u".repeat(32);

    private final ZegoDeleteConversation api = api(SimulatedApp.REHEARSAL, Long.MAX_VALUE);

    @Test
    void understandsACallForAUser() {
        Reading reading = read(BODY);

        assertThat(reading.refusal()).isEmpty();
        assertThat(reading.asked())
                .isEqualTo(new Asked(Operation.DELETE_CONV, "ann", "bob", OptionalInt.of(0), OptionalInt.empty()));
    }

    @Test
    void understandsACallForAGroup() {
        Reading reading = read("{'FromUserId':'ann','ConvId':'#group','ConvType':2}");

        assertThat(reading.refusal()).isEmpty();
        assertThat(reading.asked())
                .isEqualTo(new Asked(Operation.DELETE_CONV, "ann", "#group", OptionalInt.of(2), OptionalInt.empty()));
    }

    @Test
    void acceptsThePublishedSignature() {
        SimulatedApp published = new SimulatedApp(12345, "administrator", "9193cc662a4c0ec135ec71fb57194b38");
        Map<String, List<String>> query = Calls.zegoQuery(NONCE);
        query.put("AppId", List.of("12345"));
        query.put("Timestamp", List.of("1615186943"));
        query.put("Signature", List.of("43e5cfcca828314675f91b001390566a"));

        assertThat(api(published, Long.MAX_VALUE)
                        .read(request(query), Instant.ofEpochSecond(1615186943))
                        .refusal())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 660000002 | ConvType must be the number 0 or 2",
                "{'FromUserId':'a','ConvId':'b'} | 660000002 | ConvType must be the number 0 or 2",
                "{'FromUserId':'a','ConvId':'b','ConvType':1} | 660000002 | ConvType must be the number 0 or 2",
                "{'FromUserId':'a','ConvId':'b','ConvType':'0'} | 660000002 | ConvType must be the number 0 or 2",
                "{'FromUserId':'a','ConvId':'b','ConvType':0.0} | 660000002 | ConvType must be the number 0 or 2",
                "{'FromUserId':'a','ConvId':'b','ConvType':null} | 660000002 | ConvType must be the number 0 or 2",
                "{'ConvId':'b','ConvType':0} | 660000002 | FromUserId must be a text that is not empty",
                "{'FromUserId':'','ConvId':'b','ConvType':0} | 660000002 | FromUserId must be a text that is not empty",
                "{'FromUserId':7,'ConvId':'b','ConvType':0} | 660000002 | FromUserId must be a text that is not empty",
                "{'FromUserId':'a','ConvType':0} | 660000002 | ConvId must be a text that is not empty",
                "{'FromUserId':'a','ConvId':'','ConvType':2} | 660000002 | ConvId must be a text that is not empty",
                "{'fromUserId':'a','ConvId':'b','ConvType':0} | 660000002 | unknown field 'fromUserId'; names are case-sensitive",
                "{'FromUserId':'a','ConvId':'b','ConvType':0,'ClearRamble':0} | 660000002 | unknown field 'ClearRamble'; names are case-sensitive",
                "{'FromUserId':'uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu','ConvId':'b','ConvType':0} | 660000012 | FromUserId is longer than 32 bytes",
                "{'FromUserId':'ääääääääääääääääü','ConvId':'b','ConvType':0} | 660000012 | FromUserId is longer than 32 bytes",
                "{'FromUserId':'a','ConvId':'uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu','ConvType':0} | 660000012 | ConvId is longer than 32 bytes",
                "{'FromUserId':'a','ConvId':'uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu','ConvType':2} | 660000002 | ConvId is longer than 32 bytes",
                "[] | 660000002 | the body is not one JSON object",
                "{'FromUserId':'a','ConvId':'b','ConvType':0 | 660000002 | the body is not one JSON object",
            })
    void refusesABodyThatIsNotAsDocumentedAndSaysWhatIsWrong(String body, int code, String info) {
        assertThat(read(body).refusal()).hasValue(new Refusal(code, info));
    }

    @Test
    void acceptsIdsUpToTheirLastByte() {
        assertThat(read("{'FromUserId':'" + ID_32 + "','ConvId':'" + ID_32 + "','ConvType':2}")
                        .refusal())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "AppId | - | 100000001",
                "AppId | '' | 100000001",
                "AppId | x | 100000001",
                "AppId | -1 | 100000001",
                "AppId | 4294967296 | 100000001",
                "AppId | 1400000001 | 100000010",
                "AppId | 01400000000 | 100000001",
                "AppId | 0000000007 | 100000010",
                "SignatureNonce | - | 100000008",
                "SignatureNonce | '' | 100000008",
                "SignatureNonce | 4fd24687296dd9f | 100000005",
                "SignatureNonce | 4fd24687296dd9f33 | 100000005",
                "SignatureNonce | 4FD24687296DD9F3 | 100000005",
                "SignatureNonce | 4fd24687296dd9fg | 100000005",
                "SignatureNonce | 4fd24687296dd9f4 | 100000005",
                "Timestamp | - | 100000002",
                "Timestamp | '' | 100000002",
                "Timestamp | x | 100000003",
                "Timestamp | 1767323045.6 | 100000003",
                "Timestamp | 1767323045600 | 100000004",
                "Timestamp | 999999999999999999 | 100000004",
                "Timestamp | 9999999999999999999 | 100000003",
                "Timestamp | 1767323046 | 100000005",
                "SignatureVersion | - | 100000013",
                "SignatureVersion | '' | 100000013",
                "SignatureVersion | 1.0 | 100000014",
                "SignatureVersion | 2 | 100000014",
                "Signature | - | 100000009",
                "Signature | '' | 100000009",
                "Signature | 43e5cfcca828314675f91b001390566a | 100000005",
                "IsTest | 0 | 2",
                "appid | 1400000000 | 2",
            })
    void refusesAQueryThatIsNotAsDocumented(String name, String value, int code) {
        Map<String, List<String>> query = Calls.zegoQuery(NONCE);
        if (value == null) {
            query.remove(name);
        } else {
            query.put(name, List.of(value));
        }

        assertThat(codeFor(query)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Action", "AppId", "SignatureNonce", "Timestamp", "SignatureVersion", "Signature"})
    void refusesAParameterThatIsGivenTwice(String name) {
        Map<String, List<String>> query = Calls.zegoQuery(NONCE);
        String value = query.get(name).get(0);
        query.put(name, List.of(value, value));

        assertThat(codeFor(query)).isEqualTo(2);
    }

    @Test
    void refusesASignatureInUpperCase() {
        Map<String, List<String>> query = Calls.zegoQuery(NONCE);
        query.put("Signature", List.of(query.get("Signature").get(0).toUpperCase(Locale.ROOT)));

        assertThat(codeFor(query)).isEqualTo(100000005);
    }

    @Test
    void refusesWhatWasSignedWithAnotherSecret() {
        SimulatedApp other = new SimulatedApp(SimulatedApp.REHEARSAL.appId(), "administrator", "another secret");

        assertThat(api(other, Long.MAX_VALUE)
                        .read(request(Calls.zegoQuery(NONCE)), Calls.NOW)
                        .refusal())
                .hasValue(new Refusal(100000005, "the signature is wrong"));
    }

    @ParameterizedTest
    @CsvSource({"-601, 100000004", "-600, 0", "600, 0", "601, 100000004"})
    void acceptsATimeUpToTenMinutesOff(int seconds, int code) {
        String time = Long.toString(Calls.NOW.getEpochSecond() + seconds);

        assertThat(codeFor(Calls.zegoQuery(NONCE, time))).isEqualTo(code);
    }

    @Test
    void refusesASignatureOlderThanItsLife() {
        ZegoDeleteConversation strict = api(SimulatedApp.REHEARSAL, 2);

        assertThat(strict.read(request(Calls.zegoQuery(NONCE)), Calls.NOW.plusSeconds(2))
                        .refusal())
                .isEmpty();
        assertThat(strict.read(request(Calls.zegoQuery("0000000000000001")), Calls.NOW.plusSeconds(3))
                        .refusal())
                .hasValue(new Refusal(100000004, "the signature has expired"));
    }

    @Test
    void refusesANonceThatWasUsedBefore() {
        String later = Long.toString(Calls.NOW.getEpochSecond() + 1);

        assertThat(codeFor(Calls.zegoQuery(NONCE))).isZero();
        assertThat(api.read(request(Calls.zegoQuery(NONCE, later)), Calls.NOW).refusal())
                .hasValue(new Refusal(
                        100000005, "SignatureNonce was used before: every call needs a signature of its own"));
        assertThat(codeFor(Calls.zegoQuery("4fd24687296dd9f4"))).isZero();
    }

    @Test
    void aCallWithAWrongSignatureUsesUpNoNonce() {
        Map<String, List<String>> wrong = new LinkedHashMap<>(Calls.zegoQuery(NONCE));
        wrong.put("Signature", List.of("43e5cfcca828314675f91b001390566a"));

        assertThat(codeFor(wrong)).isEqualTo(100000005);
        assertThat(codeFor(Calls.zegoQuery(NONCE))).isZero();
    }

    @Test
    void aCallWithABadBodyUsesUpItsNonce() {
        assertThat(read("{}").refusal()).map(Refusal::code).hasValue(660000002);
        assertThat(codeFor(Calls.zegoQuery(NONCE))).isEqualTo(100000005);
    }

    @Test
    void tellsWhatWasAskedAlsoWhenItRefusesTheCaller() {
        Reading reading = api.read(request(Map.of()), Calls.NOW);

        assertThat(reading.asked())
                .isEqualTo(new Asked(Operation.DELETE_CONV, "ann", "bob", OptionalInt.of(0), OptionalInt.empty()));
    }

    private int codeFor(Map<String, List<String>> query) {
        return api.read(request(query), Calls.NOW).refusal().map(Refusal::code).orElse(0);
    }

    private Reading read(String body) {
        return api.read(Calls.zegoRequest(Calls.zegoQuery(NONCE), body.replace('\'', '"')), Calls.NOW);
    }

    private static WireRequest request(Map<String, List<String>> query) {
        return Calls.zegoRequest(query, BODY.replace('\'', '"'));
    }

    private static ZegoDeleteConversation api(SimulatedApp app, long life) {
        return new ZegoDeleteConversation(app, life);
    }
}
