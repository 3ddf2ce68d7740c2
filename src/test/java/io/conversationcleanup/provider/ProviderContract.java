package io.conversationcleanup.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.provider.http.HttpPoster;
import io.conversationcleanup.provider.http.HttpReply;
import io.conversationcleanup.provider.http.HttpSettings;
import io.conversationcleanup.provider.http.NettyHttpPoster;
import io.conversationcleanup.simulator.Faults.ScriptedFault;
import io.conversationcleanup.simulator.Reaction;
import io.conversationcleanup.simulator.RecordedCall;
import io.conversationcleanup.simulator.Simulator;
import io.conversationcleanup.simulator.SimulatorSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every operation of every provider does, held against the simulator over real connections. */
public abstract class ProviderContract {

    /** Longer than any answer takes on a busy machine. */
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private static final String SECRET = "contract-secret";

    private Simulator simulator;
    private HttpPoster http;
    private ConversationProvider provider;

    /** The operation, with the simulator's app and this secret. */
    protected abstract ConversationProvider provider(HttpPoster http, String secret);

    /** The simulator for the same app. */
    protected abstract SimulatorSettings settings(String secret);

    /** A conversation of this user, of each kind that the operation has. */
    protected abstract List<Conversation> conversations(String user);

    /** What the simulator must have seen of it, as {@code peer/type/clearRamble}. */
    protected abstract String onTheWire(Conversation conversation);

    /** Codes of the operation, one for each of: refused row, passing failure, quota, denial, expired signature. */
    protected abstract Codes codes();

    public record Codes(int row, int busy, int slow, int denied, int expired) {}

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(settings(SECRET), 0, InstantSource.system(), new Random(1));
        connect(PATIENT);
    }

    private void connect(Duration answerTimeout) {
        http = new NettyHttpPoster(
                new HttpSettings(simulator.baseUri(), 32, PATIENT, answerTimeout, 64 * 1024), System::nanoTime);
        provider = provider(http, SECRET);
    }

    @AfterEach
    void stop() {
        http.close();
        simulator.close();
    }

    @Test
    void asksForExactlyWhatTheRowNames() {
        for (Conversation conversation : conversations("alice")) {
            assertThat(outcomeOf(conversation)).isEqualTo(Outcome.deleted());
        }
        assertThat(simulator.calls())
                .extracting(ProviderContract::seen)
                .containsExactlyElementsOf(conversations("alice").stream()
                        .map(conversation -> "alice/" + onTheWire(conversation))
                        .toList());
    }

    @Test
    void manyCallsAreInFlightTogetherAndEachIsSignedForItself() {
        List<CompletableFuture<Outcome>> calls = IntStream.range(0, 500)
                .mapToObj(i -> start(conversations("user" + i).get(0)))
                .toList();
        assertThat(calls)
                .allSatisfy(call -> assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo(Outcome.deleted()));
        assertThat(simulator.stats().calls()).isEqualTo(500);
        assertThat(simulator.stats().deleted()).isEqualTo(500);
    }

    @Test
    void codesLeadToTheirOutcomes() {
        answer(code(codes().row()));
        assertThat(outcome()).returns(Outcome.Kind.REFUSED, Outcome::kind).matches(o -> hasCode(o, codes().row()));
        answer(code(codes().busy()));
        assertThat(outcome()).returns(Outcome.Kind.BUSY, Outcome::kind).matches(o -> hasCode(o, codes().busy()));
        answer(code(codes().slow()));
        assertThat(outcome()).returns(Outcome.Kind.THROTTLED, Outcome::kind).matches(o -> hasCode(o, codes().slow()));
        answer(code(codes().denied()));
        assertThat(outcome()).returns(Outcome.Kind.DENIED, Outcome::kind).matches(o -> hasCode(o, codes().denied()));
        answer(code(123456));
        assertThat(outcome()).returns(Outcome.Kind.UNEXPECTED, Outcome::kind).matches(o -> hasCode(o, 123456));
    }

    @Test
    void aCallThatLeftAndGotNoUsableAnswerMayHaveHappened() {
        assertThat(unknown(Reaction.parse("reset"))).isEqualTo("reset");
        assertThat(unknown(Reaction.parse("garbage"))).isEqualTo("unreadable");
        assertThat(unknown(Reaction.parse("truncate"))).isEqualTo("truncated");
        assertThat(unknown(Reaction.parse("oversize"))).isEqualTo("oversized");
        assertThat(unknown(Reaction.parse("502"))).isEqualTo("http-502");
    }

    @Test
    void aCallThatIsNotAnsweredInTimeMayHaveHappened() {
        http.close();
        connect(Duration.ofMillis(100));
        assertThat(unknown(Reaction.parse("hang"))).isEqualTo("timeout");
    }

    @Test
    void aCallThatFoundNoConnectionDidNotHappen() {
        simulator.goDark();
        assertThat(outcome())
                .returns(Outcome.Kind.UNAVAILABLE, Outcome::kind)
                .matches(o -> o.code().equals("connect"));
        assertThat(simulator.stats().calls()).isZero();
    }

    @Test
    void callsThatMeetAnExpiredSignatureTogetherCauseOneNewOne() {
        simulator.script(
                List.of(ScriptedFault.parse("*:" + code(codes().expired()).label() + ":8")));
        CompletableFuture<Boolean> allSigned = new CompletableFuture<>();
        provider = provider(answeringAfter(allSigned), SECRET);
        List<CompletableFuture<Outcome>> together = IntStream.range(0, 8)
                .mapToObj(i -> start(conversations("user" + i).get(0)))
                .toList();
        allSigned.complete(true);
        assertThat(together)
                .allSatisfy(call ->
                        assertThat(call.get(10, TimeUnit.SECONDS)).returns(Outcome.Kind.SIGNED_ANEW, Outcome::kind));
        assertThat(outcome()).isEqualTo(Outcome.deleted());
    }

    @Test
    void aSignatureThatStaysRefusedIsDenied() {
        answer(code(codes().expired()));
        assertThat(outcome()).returns(Outcome.Kind.SIGNED_ANEW, Outcome::kind);
        assertThat(outcome()).returns(Outcome.Kind.DENIED, Outcome::kind);
    }

    @Test
    void aWrongSecretIsDeniedAtTheLatestAfterSigningAnew() {
        provider = provider(http, "another-secret");
        Outcome first = outcome();
        assertThat(first.kind() == Outcome.Kind.SIGNED_ANEW ? outcome() : first)
                .returns(Outcome.Kind.DENIED, Outcome::kind);
        assertThat(simulator.stats().deleted()).isZero();
    }

    @Test
    void noOutcomeShowsASecret() {
        provider = provider(http, "another-secret");
        assertThat(outcome().toString() + outcome())
                .doesNotContain("another-secret")
                .doesNotContainIgnoringCase("sig=");
    }

    /** The same connections, on which no answer is heard before this. */
    private HttpPoster answeringAfter(CompletableFuture<Boolean> moment) {
        return new HttpPoster() {
            @Override
            public CompletionStage<Optional<HttpReply.NotSent>> connect() {
                return http.connect();
            }

            @Override
            public CompletionStage<HttpReply> post(String pathAndQuery, byte[] json) {
                return http.post(pathAndQuery, json).thenCombine(moment, (reply, now) -> reply);
            }

            @Override
            public void close() {}
        };
    }

    private Outcome outcome() {
        return outcomeOf(conversations("bob").get(0));
    }

    /** Makes a call as soon as it can leave. */
    private CompletableFuture<Outcome> start(Conversation conversation) {
        return provider.ready()
                .toCompletableFuture()
                .join()
                .<CompletionStage<Outcome>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> provider.delete(conversation))
                .toCompletableFuture();
    }

    private Outcome outcomeOf(Conversation conversation) {
        return start(conversation).join();
    }

    private String unknown(Reaction reaction) {
        answer(reaction);
        Outcome outcome = outcome();
        assertThat(outcome).returns(Outcome.Kind.UNKNOWN, Outcome::kind);
        return outcome.code();
    }

    private void answer(Reaction reaction) {
        simulator.script(List.of(ScriptedFault.parse("*:" + reaction.label())));
    }

    private static Reaction code(int number) {
        return new Reaction.Code(number);
    }

    private static boolean hasCode(Outcome outcome, int code) {
        return outcome.code().equals(Integer.toString(code));
    }

    private static String seen(RecordedCall call) {
        return call.user() + "/" + call.peer() + "/" + number(call.type()) + "/" + number(call.clearRamble());
    }

    private static String number(OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : "-";
    }
}
