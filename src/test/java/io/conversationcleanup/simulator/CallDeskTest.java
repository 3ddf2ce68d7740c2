package io.conversationcleanup.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.conversationcleanup.simulator.Reaction.Code;
import io.conversationcleanup.simulator.Reaction.HttpStatus;
import io.conversationcleanup.simulator.Reaction.WireFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallDeskTest {

    private final CallRegister register = new CallRegister(1000);
    private Instant now = Calls.NOW;

    @Test
    void deletesWhatIsAskedForAndAnswersAsDocumented() {
        WireReply reply = desk(SimulatorSettings.DEFAULT).take(Calls.delete("ann", "bob"));

        assertThat(reply.text()).isEqualTo(Calls.OK);
        assertThat(register.deleted())
                .containsExactly(new DeletedConversation(
                        WireOperation.RECENTCONTACT_DELETE, "ann", "bob", OptionalInt.of(1), 1));
    }

    @Test
    void deletingAgainSucceedsToo() {
        CallDesk desk = desk(SimulatorSettings.DEFAULT);

        assertThat(desk.take(Calls.delete("ann", "bob")).text()).isEqualTo(Calls.OK);
        assertThat(desk.take(Calls.delete("ann", "bob")).text()).isEqualTo(Calls.OK);

        assertThat(register.stats().deleted()).isEqualTo(1);
        assertThat(register.stats().deletedAgain()).isEqualTo(1);
    }

    @Test
    void aRefusedCallDeletesNothingAndIsRecorded() {
        WireReply reply = desk(SimulatorSettings.DEFAULT).take(Calls.delete("ann", ""));

        assertThat(reply.text())
                .isEqualTo(
                        "{\"ActionStatus\":\"FAIL\",\"ErrorCode\":50002,\"ErrorInfo\":\"To_Account must be a text that"
                                + " is not empty\",\"ErrorDisplay\":\"\"}");
        assertThat(register.deleted()).isEmpty();
        assertThat(register.calls(0, 9))
                .extracting(RecordedCall::user, RecordedCall::reaction)
                .containsExactly(tuple("ann", new Code(50002)));
    }

    @Test
    void quotesWhatItRepeatsOfTheCaller() {
        Map<String, List<String>> query = Calls.query();
        query.put("a\"b", List.of(""));

        assertThat(desk(SimulatorSettings.DEFAULT)
                        .take(Calls.request(query, "{}"))
                        .text())
                .contains("\"ErrorInfo\":\"unknown parameter 'a\\\"b' in the URL; names are case-sensitive\"");
    }

    @Test
    void aMissingUserIsToldSo() {
        CallDesk desk = desk(SimulatorSettings.DEFAULT.withMissingUsers(Set.of("gone")));

        assertThat(desk.take(Calls.delete("gone", "bob")).reaction()).isEqualTo(new Code(50001));
        assertThat(desk.take(Calls.delete("ann", "gone")).reaction()).isEqualTo(new Code(0));
        assertThat(register.deleted()).extracting(DeletedConversation::user).containsExactly("ann");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//", "/v4/recentcontact/delete/", "/v4/recentcontact/get_list", "/v4/RecentContact/delete"})
    void anotherAddressIsNotThere(String path) {
        WireRequest request = Calls.delete("ann", "bob");

        WireReply reply =
                desk(SimulatorSettings.DEFAULT).take(new WireRequest("POST", path, request.query(), request.body()));

        assertThat(reply.reaction()).isEqualTo(new Code(60009));
        assertThat(register.deleted()).isEmpty();
        assertThat(register.calls(0, 9)).extracting(RecordedCall::operation).containsExactly(WireOperation.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "post"})
    void anotherMethodIsNotAllowed(String method) {
        WireRequest request = Calls.delete("ann", "bob");

        WireReply reply = desk(SimulatorSettings.DEFAULT)
                .take(new WireRequest(method, Calls.PATH, request.query(), request.body()));

        assertThat(reply.reaction()).isEqualTo(new HttpStatus(405));
        assertThat(register.deleted()).isEmpty();
    }

    @Test
    void letsThroughTheQuotaInAnyOneSecond() {
        CallDesk desk = desk(SimulatorSettings.DEFAULT.withCallsPerSecond(3));

        assertThat(codeAfter(desk, 0)).isZero();
        assertThat(codeAfter(desk, 500)).isZero();
        assertThat(codeAfter(desk, 0)).isZero();
        assertThat(codeAfter(desk, 499)).isEqualTo(60007);
        // One second after the first: its place is free, and the refused call took none.
        assertThat(codeAfter(desk, 1)).isZero();
        assertThat(codeAfter(desk, 499)).isEqualTo(60007);
        assertThat(codeAfter(desk, 1)).isZero();
        assertThat(codeAfter(desk, 0)).isZero();
        assertThat(codeAfter(desk, 0)).isEqualTo(60007);

        assertThat(register.stats().byReaction()).isEqualTo(Map.of("0", 6L, "60007", 3L));
        assertThat(register.stats().mostInAnySecond()).isEqualTo(6);
    }

    @Test
    void aRefusedCallUsesUpNoQuota() {
        CallDesk desk = desk(SimulatorSettings.DEFAULT.withCallsPerSecond(1));

        assertThat(desk.take(Calls.delete("", "bob")).reaction()).isEqualTo(new Code(50002));
        assertThat(desk.take(Calls.delete("ann", "bob")).reaction()).isEqualTo(new Code(0));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "50004, 0",
        "60007, 0",
        "502, 0",
        "reset, 0",
        "hang, 0",
        "garbage, 1",
        "truncate, 1",
        "oversize, 1",
        "302, 0",
    })
    void onlyFaultsOfTheAnswerLeaveTheDeletionDone(String label, int deletions) {
        Reaction fault = Reaction.parse(label);
        CallDesk desk = desk(SimulatorSettings.DEFAULT.withScriptedFaults(List.of(ScriptedFault.forAnyUser(fault))));

        assertThat(desk.take(Calls.delete("ann", "bob")).reaction()).isEqualTo(fault);
        assertThat(register.deleted()).hasSize(deletions);
        assertThat(register.calls(0, 9)).extracting(RecordedCall::reaction).containsExactly(fault);
    }

    @Test
    void aMissingUserIsNotDeletedByADamagedAnswer() {
        CallDesk desk = desk(SimulatorSettings.DEFAULT
                .withMissingUsers(Set.of("gone"))
                .withScriptedFaults(List.of(ScriptedFault.forAnyUser(WireFault.GARBAGE))));

        desk.take(Calls.delete("gone", "bob"));

        assertThat(register.deleted()).isEmpty();
    }

    @Test
    void aWrongCallIsToldSoWhateverTheScriptSays() {
        CallDesk desk =
                desk(SimulatorSettings.DEFAULT.withScriptedFaults(List.of(ScriptedFault.forAnyUser(WireFault.RESET))));

        assertThat(desk.take(Calls.delete("ann", "")).reaction()).isEqualTo(new Code(50002));
    }

    @Test
    void deletingAGroupAgainFindsNone() {
        CallDesk desk = desk(SimulatorSettings.DEFAULT);

        assertThat(desk.take(Calls.deleteGroup("ann", "gröup \\\"1\\\"")).text())
                .isEqualTo("{\"GroupItem\":[{\"GroupName\":\"gröup \\\"1\\\"\",\"GroupId\":"
                        + (1 + Math.floorMod("gröup \"1\"".hashCode(), 1_000_000))
                        + "}],\"ActionStatus\":\"OK\",\"ErrorCode\":0,\"ErrorInfo\":\"\"}");
        assertThat(desk.take(Calls.deleteGroup("bob", "gröup \\\"1\\\"")).reaction())
                .isEqualTo(new Code(0));
        assertThat(desk.take(Calls.deleteGroup("ann", "gröup \\\"1\\\"")).text())
                .isEqualTo("{\"ActionStatus\":\"FAIL\",\"ErrorCode\":51009,\"ErrorInfo\":\"the conversation group was"
                        + " not found\"}");

        WireOperation operation = WireOperation.RECENTCONTACT_DEL_CONTACT_GROUP;
        assertThat(register.deleted())
                .containsExactly(
                        new DeletedConversation(operation, "ann", "gröup \"1\"", OptionalInt.empty(), 2),
                        new DeletedConversation(operation, "bob", "gröup \"1\"", OptionalInt.empty(), 1));
        assertThat(register.stats().byReaction()).isEqualTo(Map.of("0", 2L, "51009", 1L));
    }

    @Test
    void aGroupWhoseDeletionFailedIsStillThere() {
        CallDesk desk = desk(SimulatorSettings.DEFAULT.withScriptedFaults(
                List.of(ScriptedFault.forAnyUser(new Code(50004)).firstTimes(1))));

        assertThat(desk.take(Calls.deleteGroup("ann", "g")).reaction()).isEqualTo(new Code(50004));
        assertThat(desk.take(Calls.deleteGroup("ann", "g")).reaction()).isEqualTo(new Code(0));
        assertThat(desk.take(Calls.deleteGroup("ann", "g")).reaction()).isEqualTo(new Code(51009));
    }

    @Test
    void aDamagedAnswerAboutAGroupIsOfWhatWouldHaveBeenSaid() {
        CallDesk desk = desk(
                SimulatorSettings.DEFAULT.withScriptedFaults(List.of(ScriptedFault.forAnyUser(WireFault.OVERSIZE))));

        assertThat(desk.take(Calls.deleteGroup("ann", "g")).text()).startsWith("{\"GroupItem\":[{\"GroupName\":\"g\"");
        assertThat(desk.take(Calls.deleteGroup("ann", "g")).text())
                .startsWith("{\"ActionStatus\":\"FAIL\",\"ErrorCode\":51009,");
    }

    @Test
    void deletesForZegoAndAgain() {
        CallDesk desk = desk(SimulatorSettings.DEFAULT);

        assertThat(desk.take(Calls.zegoDelete("0000000000000001", "ann", "bob")).text())
                .isEqualTo("{\"Code\":0,\"Message\":\"success\",\"RequestId\":\"1\"}");
        assertThat(desk.take(Calls.zegoDelete("0000000000000002", "ann", "bob")).text())
                .isEqualTo("{\"Code\":0,\"Message\":\"success\",\"RequestId\":\"2\"}");

        assertThat(register.deleted())
                .containsExactly(
                        new DeletedConversation(WireOperation.DELETE_CONV, "ann", "bob", OptionalInt.of(0), 2));
        assertThat(register.stats().deletedAgain()).isEqualTo(1);
    }

    @Test
    void providersKeepTheirConversationsApart() {
        CallDesk desk = desk(SimulatorSettings.DEFAULT);

        desk.take(Calls.delete("ann", "bob"));
        desk.take(Calls.deleteGroup("ann", "bob"));
        desk.take(Calls.zegoDelete("0000000000000001", "ann", "bob"));

        assertThat(register.stats().deleted()).isEqualTo(3);
        assertThat(register.stats().byReaction()).isEqualTo(Map.of("0", 3L));
    }

    @ParameterizedTest
    @CsvSource({"'', 100000006", "QueryConversationList, 100000007", "deleteconv, 100000007"})
    void zegoHasNoOtherAction(String action, int code) {
        Map<String, List<String>> query = Calls.zegoQuery("0000000000000001");
        query.put("Action", List.of(action));

        assertThat(desk(SimulatorSettings.DEFAULT)
                        .take(Calls.zegoRequest(query, "{}"))
                        .text())
                .isEqualTo("{\"Code\":" + code + ",\"Message\":\"there is no such Action\",\"RequestId\":\"1\"}");
        assertThat(register.calls(0, 9)).extracting(RecordedCall::operation).containsExactly(WireOperation.UNKNOWN);
    }

    @Test
    void zegoSaysInItsOwnCodesThatAUserIsMissingOrCallsAreTooMany() {
        CallDesk desk =
                desk(SimulatorSettings.DEFAULT.withMissingUsers(Set.of("gone")).withCallsPerSecond(1));

        assertThat(desk.take(Calls.zegoDelete("0000000000000001", "gone", "bob"))
                        .text())
                .isEqualTo("{\"Code\":660500002,\"Message\":\"the user does not exist\",\"RequestId\":\"1\"}");
        assertThat(desk.take(Calls.zegoDelete("0000000000000002", "ann", "bob")).reaction())
                .isEqualTo(new Code(660300005));
        assertThat(register.deleted()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 660000002, 100000015, 660300005})
    void aCodeOfZegoCanBeScripted(int code) {
        CallDesk desk = desk(SimulatorSettings.DEFAULT);
        desk.script(List.of(ScriptedFault.forUser("ann", new Code(code)).firstTimes(1)));

        assertThat(desk.take(Calls.zegoDelete("0000000000000001", "ann", "bob")).text())
                .isEqualTo("{\"Code\":" + code + ",\"Message\":\"a simulated failure\",\"RequestId\":\"1\"}");
        assertThat(desk.take(Calls.zegoDelete("0000000000000002", "ann", "bob")).reaction())
                .isEqualTo(new Code(0));
    }

    @Test
    void eachOperationHasItsOwnQuota() {
        CallDesk desk = desk(SimulatorSettings.DEFAULT.withCallsPerSecond(1));

        assertThat(desk.take(Calls.delete("ann", "bob")).reaction()).isEqualTo(new Code(0));
        assertThat(desk.take(Calls.deleteGroup("ann", "g")).reaction()).isEqualTo(new Code(0));
        assertThat(desk.take(Calls.zegoDelete("0000000000000001", "ann", "bob")).reaction())
                .isEqualTo(new Code(0));
        assertThat(desk.take(Calls.deleteGroup("ann", "h")).reaction()).isEqualTo(new Code(60007));
    }

    @Test
    void signaturesMadeBeforeAreRefusedByBothProviders() {
        CallDesk desk = desk(SimulatorSettings.DEFAULT);

        desk.refuseSignaturesMadeBefore(Calls.NOW.plusSeconds(1));

        assertThat(desk.take(Calls.delete("ann", "bob")).reaction()).isEqualTo(new Code(70001));
        assertThat(desk.take(Calls.zegoDelete("0000000000000001", "ann", "bob")).reaction())
                .isEqualTo(new Code(100000004));
        assertThat(register.deleted()).isEmpty();
    }

    @Test
    void inSilenceNoCallIsAnsweredOrServed() {
        CallDesk desk = desk(SimulatorSettings.DEFAULT);
        WireRequest elsewhere = new WireRequest("GET", "/nowhere", Map.of(), Optional.empty());

        desk.fallSilent();
        assertThat(desk.take(Calls.delete("ann", "bob")).reaction()).isEqualTo(WireFault.HANG);
        assertThat(desk.take(Calls.delete("", "bob")).reaction()).isEqualTo(WireFault.HANG);
        assertThat(desk.take(elsewhere).reaction()).isEqualTo(WireFault.HANG);
        assertThat(desk.refuseUnreadable().reaction()).isEqualTo(WireFault.HANG);

        assertThat(register.stats().byReaction()).isEqualTo(Map.of("hang", 4L));
        assertThat(register.calls(0, 1)).extracting(RecordedCall::user).containsExactly("ann");
        assertThat(register.deleted()).isEmpty();
        desk.speak();
        assertThat(desk.take(Calls.delete("ann", "bob")).reaction()).isEqualTo(new Code(0));
    }

    private int codeAfter(CallDesk desk, long millis) {
        now = now.plus(Duration.ofMillis(millis));
        return ((Code) desk.take(Calls.delete("ann", "bob")).reaction()).code();
    }

    private CallDesk desk(SimulatorSettings settings) {
        return new CallDesk(settings, register, () -> now, new Random(1));
    }
}
