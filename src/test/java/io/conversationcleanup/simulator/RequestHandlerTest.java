package io.conversationcleanup.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.conversationcleanup.simulator.Calls.DeletedConversation;
import io.conversationcleanup.simulator.Faults.ScriptedFault;
import io.conversationcleanup.simulator.Reaction.Code;
import io.conversationcleanup.simulator.Reaction.HttpStatus;
import io.conversationcleanup.simulator.Reaction.WireFault;
import io.conversationcleanup.simulator.RecordedCall.Operation;
import io.conversationcleanup.simulator.Transmission.WireReply;
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

class RequestHandlerTest {

    private final CallRegister register = new CallRegister(1000);
    private Instant now = Calls.NOW;

    @Test
    void deletesWhatIsAskedForAndAnswersAsDocumented() {
        WireReply reply = handler(SimulatorSettings.DEFAULT).take(Calls.delete("ann", "bob"));

        assertThat(reply.text()).isEqualTo(Calls.OK);
        assertThat(Calls.deleted(register.calls(0, Integer.MAX_VALUE)))
                .containsExactly(
                        new DeletedConversation(Operation.RECENTCONTACT_DELETE, "ann", "bob", OptionalInt.of(1), 1));
    }

    @Test
    void deletingAgainSucceedsToo() {
        RequestHandler handler = handler(SimulatorSettings.DEFAULT);

        assertThat(handler.take(Calls.delete("ann", "bob")).text()).isEqualTo(Calls.OK);
        assertThat(handler.take(Calls.delete("ann", "bob")).text()).isEqualTo(Calls.OK);

        assertThat(register.stats().deleted()).isEqualTo(1);
        assertThat(register.stats().deletedAgain()).isEqualTo(1);
    }

    @Test
    void aRefusedCallDeletesNothingAndIsRecorded() {
        WireReply reply = handler(SimulatorSettings.DEFAULT).take(Calls.delete("ann", ""));

        assertThat(reply.text())
                .isEqualTo(
                        "{\"ActionStatus\":\"FAIL\",\"ErrorCode\":50002,\"ErrorInfo\":\"To_Account must be a text that"
                                + " is not empty\",\"ErrorDisplay\":\"\"}");
        assertThat(Calls.deleted(register.calls(0, Integer.MAX_VALUE))).isEmpty();
        assertThat(register.calls(0, 9))
                .extracting(RecordedCall::user, RecordedCall::reaction)
                .containsExactly(tuple("ann", new Code(50002)));
    }

    @Test
    void quotesWhatItRepeatsOfTheCaller() {
        Map<String, List<String>> query = Calls.query();
        query.put("a\"b", List.of(""));

        assertThat(handler(SimulatorSettings.DEFAULT)
                        .take(Calls.request(query, "{}"))
                        .text())
                .contains("\"ErrorInfo\":\"unknown parameter 'a\\\"b' in the URL; names are case-sensitive\"");
    }

    @Test
    void aMissingUserIsToldSo() {
        RequestHandler handler = handler(SimulatorSettings.DEFAULT.withMissingUsers(Set.of("gone")));

        assertThat(handler.take(Calls.delete("gone", "bob")).reaction()).isEqualTo(new Code(50001));
        assertThat(handler.take(Calls.delete("ann", "gone")).reaction()).isEqualTo(new Code(0));
        assertThat(Calls.deleted(register.calls(0, Integer.MAX_VALUE)))
                .extracting(DeletedConversation::user)
                .containsExactly("ann");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//", "/v4/recentcontact/delete/", "/v4/recentcontact/get_list", "/v4/RecentContact/delete"})
    void anotherAddressIsNotThere(String path) {
        WireRequest request = Calls.delete("ann", "bob");

        WireReply reply =
                handler(SimulatorSettings.DEFAULT).take(new WireRequest("POST", path, request.query(), request.body()));

        assertThat(reply.reaction()).isEqualTo(new Code(60009));
        assertThat(Calls.deleted(register.calls(0, Integer.MAX_VALUE))).isEmpty();
        assertThat(register.calls(0, 9)).extracting(RecordedCall::operation).containsExactly(Operation.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "post"})
    void anotherMethodIsNotAllowed(String method) {
        WireRequest request = Calls.delete("ann", "bob");

        WireReply reply = handler(SimulatorSettings.DEFAULT)
                .take(new WireRequest(method, Calls.PATH, request.query(), request.body()));

        assertThat(reply.reaction()).isEqualTo(new HttpStatus(405));
        assertThat(Calls.deleted(register.calls(0, Integer.MAX_VALUE))).isEmpty();
    }

    @Test
    void letsThroughTheQuotaInAnyOneSecond() {
        RequestHandler handler = handler(SimulatorSettings.DEFAULT.withCallsPerSecond(3));

        assertThat(codeAfter(handler, 0)).isZero();
        assertThat(codeAfter(handler, 500)).isZero();
        assertThat(codeAfter(handler, 0)).isZero();
        assertThat(codeAfter(handler, 499)).isEqualTo(60007);
        // One second after the first: its place is free, and the refused call took none.
        assertThat(codeAfter(handler, 1)).isZero();
        assertThat(codeAfter(handler, 499)).isEqualTo(60007);
        assertThat(codeAfter(handler, 1)).isZero();
        assertThat(codeAfter(handler, 0)).isZero();
        assertThat(codeAfter(handler, 0)).isEqualTo(60007);

        assertThat(register.stats().byReaction()).isEqualTo(Map.of("0", 6L, "60007", 3L));
        assertThat(register.stats().mostInAnySecond()).isEqualTo(6);
    }

    @Test
    void aRefusedCallUsesUpNoQuota() {
        RequestHandler handler = handler(SimulatorSettings.DEFAULT.withCallsPerSecond(1));

        assertThat(handler.take(Calls.delete("", "bob")).reaction()).isEqualTo(new Code(50002));
        assertThat(handler.take(Calls.delete("ann", "bob")).reaction()).isEqualTo(new Code(0));
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
        RequestHandler handler = handler(
                SimulatorSettings.DEFAULT.withScriptedFaults(List.of(ScriptedFault.parse("*:" + fault.label()))));

        assertThat(handler.take(Calls.delete("ann", "bob")).reaction()).isEqualTo(fault);
        assertThat(Calls.deleted(register.calls(0, Integer.MAX_VALUE))).hasSize(deletions);
        assertThat(register.calls(0, 9)).extracting(RecordedCall::reaction).containsExactly(fault);
    }

    @Test
    void aMissingUserIsNotDeletedByADamagedAnswer() {
        RequestHandler handler = handler(SimulatorSettings.DEFAULT
                .withMissingUsers(Set.of("gone"))
                .withScriptedFaults(List.of(ScriptedFault.parse("*:garbage"))));

        handler.take(Calls.delete("gone", "bob"));

        assertThat(Calls.deleted(register.calls(0, Integer.MAX_VALUE))).isEmpty();
    }

    @Test
    void aWrongCallIsToldSoWhateverTheScriptSays() {
        RequestHandler handler =
                handler(SimulatorSettings.DEFAULT.withScriptedFaults(List.of(ScriptedFault.parse("*:reset"))));

        assertThat(handler.take(Calls.delete("ann", "")).reaction()).isEqualTo(new Code(50002));
    }

    @Test
    void deletingAGroupAgainFindsNone() {
        RequestHandler handler = handler(SimulatorSettings.DEFAULT);

        assertThat(handler.take(Calls.deleteGroup("ann", "gröup \\\"1\\\"")).text())
                .isEqualTo("{\"GroupItem\":[{\"GroupName\":\"gröup \\\"1\\\"\",\"GroupId\":"
                        + (1 + Math.floorMod("gröup \"1\"".hashCode(), 1_000_000))
                        + "}],\"ActionStatus\":\"OK\",\"ErrorCode\":0,\"ErrorInfo\":\"\"}");
        assertThat(handler.take(Calls.deleteGroup("bob", "gröup \\\"1\\\"")).reaction())
                .isEqualTo(new Code(0));
        assertThat(handler.take(Calls.deleteGroup("ann", "gröup \\\"1\\\"")).text())
                .isEqualTo("{\"ActionStatus\":\"FAIL\",\"ErrorCode\":51009,\"ErrorInfo\":\"the conversation group was"
                        + " not found\"}");

        Operation operation = Operation.RECENTCONTACT_DEL_CONTACT_GROUP;
        assertThat(Calls.deleted(register.calls(0, Integer.MAX_VALUE)))
                .containsExactly(
                        new DeletedConversation(operation, "ann", "gröup \"1\"", OptionalInt.empty(), 2),
                        new DeletedConversation(operation, "bob", "gröup \"1\"", OptionalInt.empty(), 1));
        assertThat(register.stats().byReaction()).isEqualTo(Map.of("0", 2L, "51009", 1L));
    }

    @Test
    void aGroupWhoseDeletionFailedIsStillThere() {
        RequestHandler handler =
                handler(SimulatorSettings.DEFAULT.withScriptedFaults(List.of(ScriptedFault.parse("*:50004:1"))));

        assertThat(handler.take(Calls.deleteGroup("ann", "g")).reaction()).isEqualTo(new Code(50004));
        assertThat(handler.take(Calls.deleteGroup("ann", "g")).reaction()).isEqualTo(new Code(0));
        assertThat(handler.take(Calls.deleteGroup("ann", "g")).reaction()).isEqualTo(new Code(51009));
    }

    @Test
    void aDamagedAnswerAboutAGroupIsOfWhatWouldHaveBeenSaid() {
        RequestHandler handler =
                handler(SimulatorSettings.DEFAULT.withScriptedFaults(List.of(ScriptedFault.parse("*:oversize"))));

        assertThat(handler.take(Calls.deleteGroup("ann", "g")).text())
                .startsWith("{\"GroupItem\":[{\"GroupName\":\"g\"");
        assertThat(handler.take(Calls.deleteGroup("ann", "g")).text())
                .startsWith("{\"ActionStatus\":\"FAIL\",\"ErrorCode\":51009,");
    }

    @Test
    void deletesForZegoAndAgain() {
        RequestHandler handler = handler(SimulatorSettings.DEFAULT);

        assertThat(handler.take(Calls.zegoDelete("0000000000000001", "ann", "bob"))
                        .text())
                .isEqualTo("{\"Code\":0,\"Message\":\"success\",\"RequestId\":\"1\"}");
        assertThat(handler.take(Calls.zegoDelete("0000000000000002", "ann", "bob"))
                        .text())
                .isEqualTo("{\"Code\":0,\"Message\":\"success\",\"RequestId\":\"2\"}");

        assertThat(Calls.deleted(register.calls(0, Integer.MAX_VALUE)))
                .containsExactly(new DeletedConversation(Operation.DELETE_CONV, "ann", "bob", OptionalInt.of(0), 2));
        assertThat(register.stats().deletedAgain()).isEqualTo(1);
    }

    @Test
    void providersKeepTheirConversationsApart() {
        RequestHandler handler = handler(SimulatorSettings.DEFAULT);

        handler.take(Calls.delete("ann", "bob"));
        handler.take(Calls.deleteGroup("ann", "bob"));
        handler.take(Calls.zegoDelete("0000000000000001", "ann", "bob"));

        assertThat(register.stats().deleted()).isEqualTo(3);
        assertThat(register.stats().byReaction()).isEqualTo(Map.of("0", 3L));
    }

    @ParameterizedTest
    @CsvSource({"'', 100000006", "QueryConversationList, 100000007", "deleteconv, 100000007"})
    void zegoHasNoOtherAction(String action, int code) {
        Map<String, List<String>> query = Calls.zegoQuery("0000000000000001");
        query.put("Action", List.of(action));

        assertThat(handler(SimulatorSettings.DEFAULT)
                        .take(Calls.zegoRequest(query, "{}"))
                        .text())
                .isEqualTo("{\"Code\":" + code + ",\"Message\":\"there is no such Action\",\"RequestId\":\"1\"}");
        assertThat(register.calls(0, 9)).extracting(RecordedCall::operation).containsExactly(Operation.UNKNOWN);
    }

    @Test
    void zegoSaysInItsOwnCodesThatAUserIsMissingOrCallsAreTooMany() {
        RequestHandler handler = handler(
                SimulatorSettings.DEFAULT.withMissingUsers(Set.of("gone")).withCallsPerSecond(1));

        assertThat(handler.take(Calls.zegoDelete("0000000000000001", "gone", "bob"))
                        .text())
                .isEqualTo("{\"Code\":660500002,\"Message\":\"the user does not exist\",\"RequestId\":\"1\"}");
        assertThat(handler.take(Calls.zegoDelete("0000000000000002", "ann", "bob"))
                        .reaction())
                .isEqualTo(new Code(660300005));
        assertThat(Calls.deleted(register.calls(0, Integer.MAX_VALUE))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 660000002, 100000015, 660300005})
    void aCodeOfZegoCanBeScripted(int code) {
        RequestHandler handler = handler(SimulatorSettings.DEFAULT);
        handler.script(List.of(ScriptedFault.parse("ann:" + code + ":1")));

        assertThat(handler.take(Calls.zegoDelete("0000000000000001", "ann", "bob"))
                        .text())
                .isEqualTo("{\"Code\":" + code + ",\"Message\":\"a simulated failure\",\"RequestId\":\"1\"}");
        assertThat(handler.take(Calls.zegoDelete("0000000000000002", "ann", "bob"))
                        .reaction())
                .isEqualTo(new Code(0));
    }

    @Test
    void eachOperationHasItsOwnQuota() {
        RequestHandler handler = handler(SimulatorSettings.DEFAULT.withCallsPerSecond(1));

        assertThat(handler.take(Calls.delete("ann", "bob")).reaction()).isEqualTo(new Code(0));
        assertThat(handler.take(Calls.deleteGroup("ann", "g")).reaction()).isEqualTo(new Code(0));
        assertThat(handler.take(Calls.zegoDelete("0000000000000001", "ann", "bob"))
                        .reaction())
                .isEqualTo(new Code(0));
        assertThat(handler.take(Calls.deleteGroup("ann", "h")).reaction()).isEqualTo(new Code(60007));
    }

    @Test
    void signaturesOlderThanTheirLifeAreRefusedByBothProviders() {
        RequestHandler handler = handler(SimulatorSettings.DEFAULT.withSignatureLife(Duration.ofSeconds(1)));

        now = now.plusSeconds(2);

        assertThat(handler.take(Calls.delete("ann", "bob")).reaction()).isEqualTo(new Code(70001));
        assertThat(handler.take(Calls.zegoDelete("0000000000000001", "ann", "bob"))
                        .reaction())
                .isEqualTo(new Code(100000004));
        assertThat(Calls.deleted(register.calls(0, Integer.MAX_VALUE))).isEmpty();
    }

    @Test
    void inSilenceNoCallIsAnsweredOrServed() {
        RequestHandler handler = handler(SimulatorSettings.DEFAULT);
        WireRequest elsewhere = new WireRequest("GET", "/nowhere", Map.of(), Optional.empty());

        handler.setSilent(true);
        assertThat(handler.take(Calls.delete("ann", "bob")).reaction()).isEqualTo(WireFault.HANG);
        assertThat(handler.take(Calls.delete("", "bob")).reaction()).isEqualTo(WireFault.HANG);
        assertThat(handler.take(elsewhere).reaction()).isEqualTo(WireFault.HANG);
        assertThat(handler.refuseUnreadable().reaction()).isEqualTo(WireFault.HANG);

        assertThat(register.stats().byReaction()).isEqualTo(Map.of("hang", 4L));
        assertThat(register.calls(0, 1)).extracting(RecordedCall::user).containsExactly("ann");
        assertThat(Calls.deleted(register.calls(0, Integer.MAX_VALUE))).isEmpty();
        handler.setSilent(false);
        assertThat(handler.take(Calls.delete("ann", "bob")).reaction()).isEqualTo(new Code(0));
    }

    private int codeAfter(RequestHandler handler, long millis) {
        now = now.plus(Duration.ofMillis(millis));
        return ((Code) handler.take(Calls.delete("ann", "bob")).reaction()).code();
    }

    private RequestHandler handler(SimulatorSettings settings) {
        return new RequestHandler(settings, register, () -> now, new Random(1));
    }
}
