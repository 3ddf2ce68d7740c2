package io.conversationcleanup.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.provider.Outcome;
import io.conversationcleanup.provider.http.HttpPoster.HttpReply;
import io.conversationcleanup.provider.http.ScriptedPoster;
import io.conversationcleanup.provider.http.TransportCode;
import io.conversationcleanup.provider.tencent.Signer.App;
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
        assertThat(call(OK)).isEqualTo(Outcome.deleted());
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
                .isEqualTo(Outcome.alreadyGone("51009", "not found"));
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
        "50001, REFUSED",
        "50002, REFUSED",
        "70107, REFUSED",
        "51009, REFUSED",
        "50004, BUSY",
        "50005, BUSY",
        "60008, BUSY",
        "70500, BUSY",
        "51007, UNEXPECTED",
        "60999, UNEXPECTED",
        "12345, UNEXPECTED",
        "60007, THROTTLED",
        "60011, THROTTLED",
        "60018, THROTTLED",
        "72010, THROTTLED",
        "70003, DENIED",
        "70009, DENIED",
        "60026, DENIED",
        "50003, DENIED",
        "60020, DENIED",
        "70001, SIGNED_ANEW",
        "70052, SIGNED_ANEW",
        "60004, SIGNED_ANEW",
        "60025, SIGNED_ANEW"
    })
    void eachCodeLeadsToItsOutcome(String code, Outcome.Kind outcome) {
        Outcome got = call("{\"ActionStatus\":\"FAIL\",\"ErrorCode\":" + code + ",\"ErrorInfo\":\"why\"}");
        assertThat(got.kind()).isEqualTo(outcome);
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
        assertThat(call(expired)).returns(Outcome.Kind.SIGNED_ANEW, Outcome::kind);
        assertThat(call(expired)).returns(Outcome.Kind.DENIED, Outcome::kind);
    }

    @Test
    void aFailedAccountCheckIsSignedAnewTwiceAndThenDenied() {
        String failed = "{\"ErrorCode\":60004,\"ErrorInfo\":\"account check failed\"}";
        assertThat(call(failed)).returns(Outcome.Kind.SIGNED_ANEW, Outcome::kind);
        assertThat(call(failed)).returns(Outcome.Kind.SIGNED_ANEW, Outcome::kind);
        assertThat(call(failed)).returns(Outcome.Kind.DENIED, Outcome::kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>", "{\"ErrorCode\":0", "{}", "[]", "{\"ErrorCode\":\"0\"}", "{\"ErrorCode\":0}x"})
    void anAnswerThatIsNotTheDocumentedJsonMayHaveHappened(String body) {
        assertThat(call(body))
                .returns(Outcome.Kind.UNKNOWN, Outcome::kind)
                .matches(o -> o.code().equals("unreadable"));
    }

    @Test
    void aStatusFromSomethingElseAfterTheApiHasAnsweredCountsAsAnOutage() {
        call(OK);
        http.reply(new HttpReply.Answer(403, "<html>".getBytes(StandardCharsets.UTF_8), Optional.empty()));
        assertThat(ScriptedPoster.outcomeOf(provider.delete(ONE_TO_ONE)))
                .isEqualTo(Outcome.unknown("http-403", "HTTP status 403 instead of an answer"));
    }

    @Test
    void successThatSaysFailIsNotTakenForSuccess() {
        assertThat(call("{\"ActionStatus\":\"FAIL\",\"ErrorCode\":0}")).returns(Outcome.Kind.UNEXPECTED, Outcome::kind);
    }

    @ParameterizedTest
    @CsvSource({"500, UNKNOWN", "502, UNKNOWN", "408, UNKNOWN", "404, DENIED", "301, DENIED", "403, DENIED"})
    void anotherHttpStatusIsNoAnswerOfTheApi(int status, Outcome.Kind outcome) {
        http.reply(new HttpReply.Answer(status, OK.getBytes(StandardCharsets.UTF_8), Optional.empty()));
        Outcome got = ScriptedPoster.outcomeOf(provider.delete(ONE_TO_ONE));
        assertThat(got.kind()).isEqualTo(outcome);
        assertThat(got.code()).isEqualTo("http-" + status);
    }

    @Test
    void status429AsksToSlowDownForAsLongAsItSays() {
        http.reply(new HttpReply.Answer(429, new byte[0], Optional.of(Duration.ofSeconds(7))));
        assertThat(ScriptedPoster.outcomeOf(provider.delete(ONE_TO_ONE)))
                .isEqualTo(Outcome.throttled(
                        "http-429", "HTTP status 429, too many requests", Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void aCallThatDidNotLeaveIsToldFromOneThatMayHaveHappened() {
        http.reply(new HttpReply.NotSent(TransportCode.CONNECT, "refused"));
        assertThat(ScriptedPoster.outcomeOf(provider.delete(ONE_TO_ONE)))
                .isEqualTo(Outcome.unavailable("connect", "refused"));
        http.reply(new HttpReply.NoAnswer(TransportCode.TIMEOUT, "late"));
        assertThat(ScriptedPoster.outcomeOf(provider.delete(ONE_TO_ONE))).isEqualTo(Outcome.unknown("timeout", "late"));
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
