package io.conversationcleanup.provider.zego;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.provider.Outcome;
import io.conversationcleanup.provider.http.ScriptedPoster;
import io.conversationcleanup.provider.zego.Signer.App;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderTest {

    private static final String OK = "{\"Code\":0,\"Message\":\"success\",\"RequestId\":\"1\"}";
    private static final Conversation ONE_TO_ONE = new Conversation("alice", "bob", ConversationType.ONE_TO_ONE, false);

    private final ScriptedPoster http = new ScriptedPoster();
    private final Provider provider = new Provider(
            new App(12345, "very-secret"),
            http,
            new SteadyClock(InstantSource.system(), System::nanoTime),
            new Random(1));

    @Test
    void conversationsGoOutAsDocumented() {
        assertThat(call(OK)).isEqualTo(Outcome.deleted());
        http.reply(200, OK);
        provider.delete(new Conversation("alice", "team", ConversationType.GROUP, true));
        assertThat(http.bodies())
                .containsExactly(
                        "{\"FromUserId\":\"alice\",\"ConvId\":\"bob\",\"ConvType\":0}",
                        "{\"FromUserId\":\"alice\",\"ConvId\":\"team\",\"ConvType\":2}");
        assertThat(http.paths()).allMatch(path -> path.startsWith("/?Action=DeleteConv&AppId=12345&SignatureNonce="));
    }

    @ParameterizedTest
    @CsvSource({
        "1, BUSY",
        "2, REFUSED",
        "3, DENIED",
        "7, THROTTLED",
        "660300005, THROTTLED",
        "100000004, SIGNED_ANEW",
        "100000010, UNEXPECTED",
        "660800002, ALREADY_GONE",
        "660000002, REFUSED",
        "5555, UNEXPECTED"
    })
    void eachCodeLeadsToItsOutcome(String code, Outcome.Kind outcome) {
        Outcome got = call("{\"Code\":" + code + ",\"Message\":\"why\"}");
        assertThat(got.kind()).isEqualTo(outcome);
        assertThat(got.code()).isEqualTo(code);
        assertThat(got.message()).startsWith("why");
    }

    @Test
    void aSignatureThatIsRefusedAgainAfterSigningAnewIsHopeless() {
        String expired = "{\"Code\":100000004,\"Message\":\"expired\"}";
        assertThat(call(expired)).returns(Outcome.Kind.SIGNED_ANEW, Outcome::kind);
        Outcome denied = call(expired);
        assertThat(denied).returns(Outcome.Kind.DENIED, Outcome::kind);
        assertThat(denied.code()).isEqualTo("100000004");
        Golden.check("explain/denial-with-advice.txt", denied.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{\"Code\":0", "{}", "[]", "{\"Code\":\"0\"}", "{\"ErrorCode\":0}"})
    void anAnswerThatIsNotTheDocumentedJsonMayHaveHappened(String body) {
        assertThat(call(body))
                .returns(Outcome.Kind.UNKNOWN, Outcome::kind)
                .matches(o -> o.code().equals("unreadable"));
    }

    @Test
    void theProvidersWordCountsForMoreThanAnUndocumentedStatus() {
        http.reply(401, "{\"Code\":3,\"Message\":\"no\"}");
        assertThat(ScriptedPoster.outcomeOf(provider.delete(ONE_TO_ONE)))
                .isEqualTo(Outcome.denied("3", "no (Check credentials.app-id and credentials.secret)"));
        http.reply(404, OK);
        assertThat(ScriptedPoster.outcomeOf(provider.delete(ONE_TO_ONE)).code()).isEqualTo("http-404");
    }

    @Test
    void noMessageHoldsTheSignature() {
        Outcome outcome = call("{\"Code\":100000005,\"Message\":\"bad sig\"}");
        String path = http.paths().get(0);
        assertThat(outcome.toString())
                .doesNotContain(path.substring(path.indexOf("&Signature=") + 11))
                .doesNotContain("very-secret");
    }

    private Outcome call(String body) {
        http.reply(200, body);
        return ScriptedPoster.outcomeOf(provider.delete(ONE_TO_ONE));
    }
}
