package io.conversationcleanup.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.provider.Outcome;
import io.conversationcleanup.provider.http.HttpReply;
import io.conversationcleanup.provider.http.ScriptedPoster;
import io.conversationcleanup.provider.http.TransportCode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderTest {

    private static final String OK = "{\"ActionStatus\":\"OK\",\"ErrorCode\":0,\"ErrorInfo\":\"\"}";
    private static final Conversation ONE_TO_ONE = new Conversation("alice", "bob", ConversationType.ONE_TO_ONE, true);

    private final ScriptedPoster http = new ScriptedPoster();
    private final Provider provider = operation(Facts.DELETE_CONVERSATION);

    @Test
    void aOneToOneConversationGoesOutAsDocumented() {
        assertThat(call(OK)).isEqualTo(new Outcome.Deleted());
        assertThat(http.bodies())
                .containsExactly("{\"From_Account\":\"alice\",\"Type\":1,\"To_Account\":\"bob\",\"ClearRamble\":1}");
    }

    @Test
    void aGroupConversationNamesTheGroupInItsOwnField() {
        http.reply(200, OK);
        provider.delete(new Conversation("alice", "@TGS#\"x", ConversationType.GROUP, false));
        assertThat(http.bodies())
                .containsExactly(
                        "{\"From_Account\":\"alice\",\"Type\":2,\"ToGroupid\":\"@TGS#\\\"x\",\"ClearRamble\":0}");
    }

    @Test
    void aConversationGroupGoesOutAsTheOneNameOfItsCall() {
        Provider groups = operation(Facts.DELETE_CONVERSATION_GROUP);
        http.reply(200, OK);
        groups.delete(new Conversation("alice", "朋友 🎉", ConversationType.CONVERSATION_GROUP, false));
        assertThat(http.bodies()).containsExactly("{\"From_Account\":\"alice\",\"GroupName\":[\"朋友 🎉\"]}");
        assertThat(http.paths().get(0)).startsWith("/v4/recentcontact/del_contact_group?sdkappid=1400000000&");
    }

    @Test
    void aConversationGroupThatDoesNotExistIsGoneAlready() {
        Provider groups = operation(Facts.DELETE_CONVERSATION_GROUP);
        http.reply(200, "{\"ErrorCode\":51009,\"ErrorInfo\":\"not found\"}");
        assertThat(ScriptedPoster.outcomeOf(
                        groups.delete(new Conversation("a", "g", ConversationType.CONVERSATION_GROUP, false))))
                .isEqualTo(new Outcome.AlreadyGone("51009", "not found"));
    }

    @Test
    void theQueryIsSignedAndComplete() {
        call(OK);
        URI uri = URI.create("http://localhost" + http.paths().get(0));
        assertThat(uri.getPath()).isEqualTo("/v4/recentcontact/delete");
        Map<String, String> query = Arrays.stream(uri.getQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        assertThat(query).containsOnlyKeys("sdkappid", "identifier", "usersig", "random", "contenttype");
        assertThat(query)
                .containsEntry("sdkappid", "1400000000")
                .containsEntry("identifier", "admin one")
                .containsEntry("contenttype", "json");
        assertThat(Long.parseLong(query.get("random"))).isBetween(0L, 4294967295L);
    }

    @Test
    void eachCallHasItsOwnRandomNumber() {
        call(OK);
        call(OK);
        assertThat(http.paths().get(0)).isNotEqualTo(http.paths().get(1));
    }

    @ParameterizedTest
    @CsvSource({
        "50001, Refused",
        "50002, Refused",
        "70107, Refused",
        "51009, Refused",
        "50004, Busy",
        "50005, Busy",
        "60008, Busy",
        "70500, Busy",
        "51007, Unexpected",
        "60999, Unexpected",
        "12345, Unexpected",
        "60007, Throttled",
        "60011, Throttled",
        "60018, Throttled",
        "72010, Throttled",
        "70003, Denied",
        "70009, Denied",
        "60026, Denied",
        "50003, Denied",
        "60020, Denied",
        "70001, SignedAnew",
        "70052, SignedAnew",
        "60004, SignedAnew",
        "60025, SignedAnew"
    })
    void eachCodeLeadsToItsOutcome(String code, String outcome) {
        Outcome got = call("{\"ActionStatus\":\"FAIL\",\"ErrorCode\":" + code + ",\"ErrorInfo\":\"why\"}");
        assertThat(got.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(got.code()).isEqualTo(code);
        assertThat(got.message()).startsWith("why");
    }

    @Test
    void aDenialTellsWhatToDo() {
        Golden.check(
                "explain/denial-without-a-text.txt",
                call("{\"ErrorCode\":60026,\"ErrorInfo\":\"\"}").message());
    }

    @Test
    void anExpiredSignatureIsSignedAnewOnceAndThenDenied() {
        String expired = "{\"ErrorCode\":70001,\"ErrorInfo\":\"expired\"}";
        assertThat(call(expired)).isInstanceOf(Outcome.SignedAnew.class);
        assertThat(call(expired)).isInstanceOf(Outcome.Denied.class);
    }

    @Test
    void aFailedAccountCheckIsSignedAnewTwiceAndThenDenied() {
        String failed = "{\"ErrorCode\":60004,\"ErrorInfo\":\"account check failed\"}";
        assertThat(call(failed)).isInstanceOf(Outcome.SignedAnew.class);
        assertThat(call(failed)).isInstanceOf(Outcome.SignedAnew.class);
        assertThat(call(failed)).isInstanceOf(Outcome.Denied.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>", "{\"ErrorCode\":0", "{}", "[]", "{\"ErrorCode\":\"0\"}", "{\"ErrorCode\":0}x"})
    void anAnswerThatIsNotTheDocumentedJsonMayHaveHappened(String body) {
        assertThat(call(body))
                .isInstanceOf(Outcome.Unknown.class)
                .matches(o -> o.code().equals("unreadable"));
    }

    @Test
    void aStatusFromSomethingElseAfterTheApiHasAnsweredCountsAsAnOutage() {
        call(OK);
        http.reply(new HttpReply.Answer(403, "<html>".getBytes(StandardCharsets.UTF_8), Optional.empty()));
        assertThat(ScriptedPoster.outcomeOf(provider.delete(ONE_TO_ONE)))
                .isEqualTo(new Outcome.Unknown("http-403", "HTTP status 403 instead of an answer"));
    }

    @Test
    void successThatSaysFailIsNotTakenForSuccess() {
        assertThat(call("{\"ActionStatus\":\"FAIL\",\"ErrorCode\":0}")).isInstanceOf(Outcome.Unexpected.class);
    }

    @ParameterizedTest
    @CsvSource({"500, Unknown", "502, Unknown", "408, Unknown", "404, Denied", "301, Denied", "403, Denied"})
    void anotherHttpStatusIsNoAnswerOfTheApi(int status, String outcome) {
        http.reply(new HttpReply.Answer(status, OK.getBytes(StandardCharsets.UTF_8), Optional.empty()));
        Outcome got = ScriptedPoster.outcomeOf(provider.delete(ONE_TO_ONE));
        assertThat(got.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(got.code()).isEqualTo("http-" + status);
    }

    @Test
    void status429AsksToSlowDownForAsLongAsItSays() {
        http.reply(new HttpReply.Answer(429, new byte[0], Optional.of(Duration.ofSeconds(7))));
        assertThat(ScriptedPoster.outcomeOf(provider.delete(ONE_TO_ONE)))
                .isEqualTo(new Outcome.Throttled(
                        "http-429", "HTTP status 429, too many requests", Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void aCallThatDidNotLeaveIsToldFromOneThatMayHaveHappened() {
        http.reply(new HttpReply.NotSent(TransportCode.CONNECT, "refused"));
        assertThat(ScriptedPoster.outcomeOf(provider.delete(ONE_TO_ONE)))
                .isEqualTo(new Outcome.Unavailable("connect", "refused"));
        http.reply(new HttpReply.NoAnswer(TransportCode.TIMEOUT, "late"));
        assertThat(ScriptedPoster.outcomeOf(provider.delete(ONE_TO_ONE)))
                .isEqualTo(new Outcome.Unknown("timeout", "late"));
    }

    @Test
    void noMessageHoldsTheSignature() {
        Outcome outcome = call("{\"ErrorCode\":70009,\"ErrorInfo\":\"bad sig\"}");
        String path = http.paths().get(0);
        String signature = path.substring(path.indexOf("usersig=") + 8, path.indexOf("&contenttype"));
        assertThat(outcome.toString()).doesNotContain(signature).doesNotContain("very-secret");
    }

    private Provider operation(String name) {
        App app = new App(1400000000L, "admin one", "very-secret");
        return new Provider(app, name, http, new SteadyClock(InstantSource.system(), System::nanoTime), new Random(1));
    }

    private Outcome call(String body) {
        http.reply(200, body);
        return ScriptedPoster.outcomeOf(provider.delete(ONE_TO_ONE));
    }
}
