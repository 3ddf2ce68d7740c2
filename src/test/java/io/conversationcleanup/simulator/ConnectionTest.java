package io.conversationcleanup.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.simulator.Faults.ScriptedFault;
import io.conversationcleanup.simulator.ProviderApi.Asked;
import io.conversationcleanup.simulator.Reaction.WireFault;
import io.conversationcleanup.simulator.RecordedCall.Operation;
import io.conversationcleanup.simulator.SimulatorSettings.Latency;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's side of one connection, on bytes, in virtual time. */
class ConnectionTest {

    private static final Latency TWENTY_MILLIS = new Latency(Duration.ofMillis(20), Duration.ZERO);
    private static final String OK_ANSWER = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
            + Calls.OK.length() + "\r\n\r\n" + Calls.OK;

    private final CallRegister register = new CallRegister(2000);
    private final List<String> port = new ArrayList<>();
    /** What the port is opened and closed on: a channel of its own, because a closed one runs no tasks any more. */
    private final EmbeddedChannel loop = new EmbeddedChannel();

    private RequestHandler handler;

    ConnectionTest() {
        loop.freezeTime();
    }

    @Test
    void answersACallAtOnceAndKeepsTheConnection() {
        EmbeddedChannel channel = connect(SimulatorSettings.DEFAULT);

        channel.writeInbound(post("ann", ""));

        assertThat(received(channel)).isEqualTo(OK_ANSWER);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void closesTheConnectionWhenAskedTo() {
        EmbeddedChannel channel = connect(SimulatorSettings.DEFAULT);

        channel.writeInbound(post("ann", "Connection: close\r\n"));

        assertThat(received(channel)).contains("\r\nconnection: close\r\n").endsWith(Calls.OK);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void answersRequestsThatFollowEachOtherInTheirOrder() {
        EmbeddedChannel channel = connect(SimulatorSettings.DEFAULT);

        channel.writeInbound(Unpooled.wrappedBuffer(post("ann", ""), post("", ""), post("cid", "")));

        String received = received(channel);
        assertThat(received).startsWith(OK_ANSWER).endsWith(OK_ANSWER);
        assertThat(received.split("HTTP/1.1 200 OK", -1)).hasSize(4);
        assertThat(register.calls(0, 9)).extracting(RecordedCall::user).containsExactly("ann", "", "cid");
    }

    @Test
    void takesACallOnArrivalAndAnswersAfterTheLatency() {
        EmbeddedChannel channel = connect(SimulatorSettings.DEFAULT.withLatency(TWENTY_MILLIS));

        channel.writeInbound(post("ann", ""));

        assertThat(Calls.deleted(register.calls(0, Integer.MAX_VALUE))).hasSize(1);
        assertThat(receivedAfter(channel, 19_999)).isEmpty();
        assertThat(receivedAfter(channel, 1)).isEqualTo(OK_ANSWER);
    }

    @Test
    void requestsBehindASlowOneWaitForItsAnswer() {
        EmbeddedChannel quick = connect(SimulatorSettings.DEFAULT);
        quick.writeInbound(post("", ""));
        String refusal = received(quick);
        // The first draws the longest latency, the others nearly none, so that all become ready at once.
        RandomGenerator slowFirst = new RandomGenerator() {
            private boolean first = true;

            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public long nextLong(long bound) {
                long drawn = first ? bound - 1 : 1;
                first = false;
                return drawn;
            }
        };
        Latency latency = new Latency(Duration.ofMillis(20), Duration.ofMillis(20));
        EmbeddedChannel channel = connect(SimulatorSettings.DEFAULT.withLatency(latency), slowFirst);

        for (int i = 0; i < 10_000; i++) {
            channel.writeInbound(post(i % 2 == 0 ? "ann" : "", ""));
        }

        assertThat(receivedAfter(channel, 39_999)).isEmpty();
        assertThat(receivedAfter(channel, 1)).isEqualTo((OK_ANSWER + refusal).repeat(5_000));
    }

    @Test
    void aHangingCallIsNeverAnsweredAndNeitherAreThoseBehindIt() {
        EmbeddedChannel channel = connect(failing(WireFault.HANG));

        channel.writeInbound(post("ann", ""));
        channel.writeInbound(post("bob", ""));

        assertThat(receivedAfter(channel, TimeUnit.HOURS.toMicros(1))).isEmpty();
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aResetEndsTheConnectionWithoutAnAnswer() {
        EmbeddedChannel channel = connect(failing(WireFault.RESET));

        channel.writeInbound(post("ann", ""));

        assertThat(received(channel)).isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aTruncatedAnswerPromisesMoreThanItHolds() {
        EmbeddedChannel channel = connect(failing(WireFault.TRUNCATE));

        channel.writeInbound(post("ann", ""));

        assertThat(received(channel))
                .contains("content-length: " + Calls.OK.length())
                .endsWith("\r\n\r\n" + Calls.OK.substring(0, Calls.OK.length() / 2));
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void garbageIsAWholeAnswerThatIsNoJson() {
        EmbeddedChannel channel = connect(failing(WireFault.GARBAGE));

        channel.writeInbound(post("ann", ""));

        String received = received(channel);
        assertThat(received).startsWith("HTTP/1.1 200 OK\r\n").contains("content-length: 19\r\n");
        assertThat(received.split("\r\n\r\n", -1)[1]).hasSize(19).startsWith("<<<");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void anOversizedAnswerIsTheRightOneInAMegabyte() {
        EmbeddedChannel channel = connect(failing(WireFault.OVERSIZE));

        channel.writeInbound(post("ann", ""));

        assertThat(received(channel))
                .contains("content-length: 1048576\r\n")
                .endsWith("\r\n\r\n" + Calls.OK + " ".repeat(1_048_576 - Calls.OK.length()));
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void answersThatItGoesDarkBeforeItDoes() {
        EmbeddedChannel channel = connect(SimulatorSettings.DEFAULT);

        channel.writeInbound(control("/simulator/dark?seconds=8.5", ""));

        assertThat(received(channel)).contains("connection: close\r\n").endsWith("\r\n\r\ndark for 8.5 s\n");
        assertThat(channel.isOpen()).isFalse();
        loop.runPendingTasks();
        assertThat(port).containsExactly("close");
        receivedAfter(loop, 8_499_999);
        assertThat(port).containsExactly("close");
        receivedAfter(loop, 1);
        assertThat(port).containsExactly("close", "open");
    }

    @Test
    void fallsSilentForATime() {
        EmbeddedChannel channel = connect(SimulatorSettings.DEFAULT);

        channel.writeInbound(control("/simulator/silent?seconds=2", ""));
        loop.runPendingTasks();

        assertThat(received(channel)).endsWith("\r\n\r\nsilent for 2 s\n");
        assertThat(port).containsExactly("open");
        assertThat(handler.take(Calls.delete("ann", "bob")).reaction()).isEqualTo(WireFault.HANG);
        receivedAfter(loop, 2_000_000);
        assertThat(handler.take(Calls.delete("ann", "bob")).reaction()).isEqualTo(new Reaction.Code(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?seconds=", "?seconds=-1", "?seconds=1e3", "?seconds=100000", "?second=1"})
    void needsToKnowForHowLong(String query) {
        EmbeddedChannel channel = connect(SimulatorSettings.DEFAULT);

        channel.writeInbound(control("/simulator/dark" + query, ""));
        loop.runPendingTasks();

        assertThat(received(channel))
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .endsWith("\r\n\r\nsay for how long, such as ?seconds=8\n");
        assertThat(port).isEmpty();
    }

    @Test
    void isGivenAScriptWhileItRuns() {
        EmbeddedChannel channel = connect(failing(WireFault.RESET));

        channel.writeInbound(control("/simulator/script", "ann 660000002 1\r\n\n* 100000015\n"));
        channel.writeInbound(post("ann", ""));
        channel.writeInbound(post("ann", ""));

        assertThat(received(channel)).contains("\r\n\r\nscripted: 2\n");
        assertThat(register.calls(0, 9))
                .extracting(call -> call.reaction().label())
                .containsExactly("660000002", "100000015");
    }

    @Test
    void anEmptyScriptEndsAllScriptedFaults() {
        EmbeddedChannel channel = connect(failing(WireFault.RESET));

        channel.writeInbound(control("/simulator/script", ""));
        channel.writeInbound(post("ann", ""));

        assertThat(received(channel)).contains("\r\n\r\nscripted: 0\n").endsWith(OK_ANSWER);
    }

    @Test
    void aScriptWithAMistakeIsExplainedAndChangesNothing() {
        EmbeddedChannel channel = connect(failing(new Reaction.Code(50004)));

        channel.writeInbound(control("/simulator/script", "bob 50004\nbob boom\n"));
        String refusal = received(channel);
        channel.writeInbound(post("ann", ""));

        assertThat(refusal).startsWith("HTTP/1.1 400 Bad Request\r\n").contains("'boom' is no reaction: give ");
        assertThat(received(channel)).contains("\"ErrorCode\":50004");
    }

    @Test
    void aQuestionToItselfThatCannotBeReadIsNoCall() {
        EmbeddedChannel channel = connect(SimulatorSettings.DEFAULT);

        channel.writeInbound(control("/simulator/dark?seconds=%zz", ""));

        assertThat(received(channel)).startsWith("HTTP/1.1 400 Bad Request\r\n");
        assertThat(register.stats().calls()).isZero();
    }

    @Test
    void aGatewayErrorKeepsTheConnection() {
        EmbeddedChannel channel = connect(failing(new Reaction.HttpStatus(502)));

        channel.writeInbound(post("ann", ""));

        assertThat(received(channel)).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
        assertThat(channel.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no HTTP at all\r\n\r\n",
                "POST " + Calls.PATH + "?sdkappid=%zz HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
            })
    void whatCannotBeReadIsABadRequestAndRecorded(String request) {
        EmbeddedChannel channel = connect(SimulatorSettings.DEFAULT);

        channel.writeInbound(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));

        assertThat(received(channel)).startsWith("HTTP/1.1 400 Bad Request\r\n");
        assertThat(register.stats().byReaction()).containsOnlyKeys("400");
    }

    @Test
    void aParameterWithASemicolonIsOneParameter() {
        EmbeddedChannel channel = connect(SimulatorSettings.DEFAULT);

        channel.writeInbound(request(Calls.rawQuery() + ";random=1", Calls.oneToOne("ann", "bob"), ""));

        assertThat(received(channel)).contains("contenttype must be json");
    }

    @Test
    void listsALongLogInPiecesAndAnswersWhatFollows() {
        for (int i = 0; i < 1234; i++) {
            Asked asked = new Asked(
                    Operation.RECENTCONTACT_DELETE, "user" + i, "bob", OptionalInt.of(1), OptionalInt.empty());
            register.add(Calls.NOW, asked, new Reaction.Code(0), false);
        }
        EmbeddedChannel channel = connect(SimulatorSettings.DEFAULT);

        channel.writeInbound(Unpooled.wrappedBuffer(get("/simulator/calls"), post("ann", "")));
        channel.runPendingTasks();

        String received = received(channel);
        assertThat(received).contains("transfer-encoding: chunked\r\n").endsWith("\r\n0\r\n\r\n" + OK_ANSWER);
        assertThat(received.lines().filter(line -> line.startsWith("{\"sequence\":")))
                .hasSize(1234)
                .last()
                .asString()
                .startsWith("{\"sequence\":1234,")
                .contains("\"user\":\"user1233\"");
    }

    private EmbeddedChannel connect(SimulatorSettings settings) {
        return connect(settings, new Random(1));
    }

    private EmbeddedChannel connect(SimulatorSettings settings, RandomGenerator random) {
        handler = new RequestHandler(settings, register, Calls.CLOCK, random);
        EmbeddedChannel channel = new EmbeddedChannel(Listener.codec(), new HttpObjectAggregator(65536));
        ControlPages pages = new ControlPages(register, handler, new FakeListener()::become);
        channel.pipeline().addLast(new Connection(handler, pages, settings.latency(), random));
        channel.freezeTime();
        return channel;
    }

    private static SimulatorSettings failing(Reaction reaction) {
        return SimulatorSettings.DEFAULT.withScriptedFaults(List.of(ScriptedFault.parse("ann:" + reaction.label())));
    }

    private static ByteBuf control(String path, String body) {
        return Unpooled.copiedBuffer(
                "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body,
                StandardCharsets.US_ASCII);
    }

    private static ByteBuf get(String path) {
        return Unpooled.copiedBuffer("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n", StandardCharsets.US_ASCII);
    }

    private static ByteBuf post(String user, String headers) {
        return request(Calls.rawQuery(), Calls.oneToOne(user, "bob"), headers);
    }

    private static ByteBuf request(String query, String body, String headers) {
        return Unpooled.copiedBuffer(
                "POST " + Calls.PATH + "?" + query + " HTTP/1.1\r\nHost: x\r\n" + headers + "Content-Length: "
                        + body.length() + "\r\n\r\n" + body,
                StandardCharsets.US_ASCII);
    }

    private static String receivedAfter(EmbeddedChannel channel, long micros) {
        channel.advanceTimeBy(micros, TimeUnit.MICROSECONDS);
        channel.runScheduledPendingTasks();
        return received(channel);
    }

    private static String received(EmbeddedChannel channel) {
        StringBuilder received = new StringBuilder();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            received.append(piece.toString(StandardCharsets.US_ASCII));
            piece.release();
        }
        return received.toString();
    }

    /** Notes what happens to its port. */
    private final class FakeListener extends Listener {

        FakeListener() {
            super(loop.eventLoop(), handler, 0);
        }

        @Override
        Future<Void> open() {
            port.add("open");
            return loop.newSucceededFuture();
        }

        @Override
        Future<Void> close() {
            port.add("close");
            return loop.newSucceededFuture();
        }
    }
}
