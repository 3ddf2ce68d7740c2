package io.conversationcleanup.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import io.conversationcleanup.simulator.Calls.DeletedConversation;
import io.conversationcleanup.simulator.Faults.ScriptedFault;
import io.conversationcleanup.simulator.Reaction.Code;
import io.conversationcleanup.simulator.RecordedCall.Operation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The simulator over real connections on the loopback. */
class SimulatorTest {

    private static final InetAddress ADDRESS = InetAddress.getLoopbackAddress();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Simulator simulator;

    @AfterEach
    void stop() {
        if (simulator != null) {
            simulator.close();
        }
    }

    @Test
    void servesACallAndRecordsIt() throws Exception {
        start(SimulatorSettings.DEFAULT);

        HttpResponse<String> answer = send(post("ann", "bob"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo(Calls.OK);
        assertThat(simulator.calls())
                .containsExactly(new RecordedCall(
                        1,
                        Calls.NOW,
                        Operation.RECENTCONTACT_DELETE,
                        "ann",
                        "bob",
                        OptionalInt.of(1),
                        OptionalInt.of(1),
                        new Code(0),
                        true));
        assertThat(Calls.deleted(simulator.calls()))
                .extracting(DeletedConversation::user)
                .containsExactly("ann");
        assertThat(simulator.stats().mostInAnySecond()).isEqualTo(1);
    }

    @Test
    void servesManyConnectionsAtOnceAndLosesNoCall() throws Exception {
        start(SimulatorSettings.DEFAULT);

        List<CompletableFuture<String>> answers = IntStream.range(0, 100)
                .mapToObj(i -> client.sendAsync(post("u" + i, "p" + i), HttpResponse.BodyHandlers.ofString())
                        .thenApply(HttpResponse::body))
                .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(Calls.OK));
        assertThat(simulator.calls())
                .extracting(RecordedCall::user)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> "u" + i).toList());
        assertThat(simulator.stats().deleted()).isEqualTo(100);
    }

    @Test
    void listsItsCallsOverHttp() throws Exception {
        start(SimulatorSettings.DEFAULT);
        send(post("ann", "b\\\"ob"));
        send(post("", "bob"));
        send(HttpRequest.newBuilder(uri("/nowhere"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());

        HttpResponse<String> answer = send(get("/simulator/calls"));

        assertThat(answer.headers().firstValue("content-type")).hasValue("application/x-ndjson");
        assertThat(answer.body()).isEqualTo("""
                {"sequence":1,"arrivedAt":"2026-01-02T03:04:05.600Z","operation":"recentcontact/delete","user":"ann",\
                "peer":"b\\"ob","type":1,"clearRamble":1,"reaction":"0"}
                {"sequence":2,"arrivedAt":"2026-01-02T03:04:05.600Z","operation":"recentcontact/delete","user":"",\
                "peer":"bob","type":1,"clearRamble":1,"reaction":"50002"}
                {"sequence":3,"arrivedAt":"2026-01-02T03:04:05.600Z","operation":"unknown","user":"","peer":"",\
                "reaction":"60009"}
                """);
    }

    @Test
    void tellsItsCountsOverHttp() throws Exception {
        start(SimulatorSettings.DEFAULT);
        send(post("ann", "bob"));
        send(post("ann", "bob"));
        send(post("ann", ""));

        assertThat(send(get("/simulator/stats")).body())
                .isEqualTo("{\"calls\":3,\"recorded\":3,\"deleted\":1,\"deletedAgain\":1,\"mostInAnySecond\":3,"
                        + "\"byReaction\":{\"0\":2,\"50002\":1}}");
    }

    @Test
    void otherQuestionsToItselfAreNotFoundAndNoCalls() throws Exception {
        start(SimulatorSettings.DEFAULT);

        assertThat(send(get("/simulator/other")).statusCode()).isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(uri("/simulator/calls")).DELETE().build())
                        .statusCode())
                .isEqualTo(405);
        assertThat(simulator.stats().calls()).isZero();
    }

    @Test
    void aResetBreaksTheConnection() throws Exception {
        start(SimulatorSettings.DEFAULT.withScriptedFaults(List.of(ScriptedFault.parse("*:reset:1"))));

        assertThatIOException().isThrownBy(() -> send(post("ann", "bob"))).withStackTraceContaining("reset");
        assertThat(send(post("ann", "bob")).body()).isEqualTo(Calls.OK);
    }

    @Test
    void aTruncatedAnswerIsAnError() throws Exception {
        start(SimulatorSettings.DEFAULT.withScriptedFaults(List.of(ScriptedFault.parse("*:truncate"))));

        assertThatIOException().isThrownBy(() -> send(post("ann", "bob")));
    }

    @Test
    void closingEndsHangingCallsAndKeepsTheLog() throws Exception {
        start(SimulatorSettings.DEFAULT.withScriptedFaults(List.of(ScriptedFault.parse("ann:hang"))));
        CompletableFuture<?> hanging = client.sendAsync(post("ann", "bob"), HttpResponse.BodyHandlers.discarding());
        await().until(() -> simulator.stats().calls() == 1);

        simulator.close();

        assertThat(hanging).failsWithin(Duration.ofSeconds(10));
        assertThat(simulator.calls()).hasSize(1);
        assertThatIOException().isThrownBy(() -> send(get("/simulator/stats")));
    }

    @Test
    void servesAllOperationsOnOnePort() throws Exception {
        start(SimulatorSettings.DEFAULT);

        HttpResponse<String> group = send(postTo(
                Calls.GROUP_PATH + "?" + Calls.rawQuery(), "{\"From_Account\":\"ann\",\"GroupName\":[\"gröup\"]}"));
        HttpResponse<String> zego = send(postTo(
                "/?" + raw(Calls.zegoQuery("4fd24687296dd9f3")),
                "{\"FromUserId\":\"ann\",\"ConvId\":\"bob\",\"ConvType\":2}"));

        assertThat(group.body()).contains("\"GroupName\":\"gröup\"", "\"ErrorCode\":0,");
        assertThat(zego.body()).isEqualTo("{\"Code\":0,\"Message\":\"success\",\"RequestId\":\"1\"}");
        assertThat(Calls.deleted(simulator.calls()))
                .containsExactly(
                        new DeletedConversation(
                                Operation.RECENTCONTACT_DEL_CONTACT_GROUP, "ann", "gröup", OptionalInt.empty(), 1),
                        new DeletedConversation(Operation.DELETE_CONV, "ann", "bob", OptionalInt.of(2), 1));
    }

    @Test
    void followsANewScriptFromTheNextCallOn() throws Exception {
        start(SimulatorSettings.DEFAULT);
        assertThat(send(post("ann", "bob")).body()).isEqualTo(Calls.OK);

        simulator.script(List.of(ScriptedFault.parse("ann:50004:1")));

        assertThat(send(post("ann", "bob")).body()).contains("\"ErrorCode\":50004");
        assertThat(send(post("ann", "bob")).body()).isEqualTo(Calls.OK);
    }

    @Test
    void inTheDarkConnectionsEndAndNewOnesAreRefusedUntilItComesBack() throws Exception {
        start(SimulatorSettings.DEFAULT);
        for (int round = 0; round < 50; round++) {
            try (Socket idle = new Socket(ADDRESS, simulator.baseUri().getPort())) {
                assertThat(send(post("ann", "bob")).body()).isEqualTo(Calls.OK);

                simulator.goDark();
                assertThat(idle.getInputStream().read()).isEqualTo(-1);
                assertThatExceptionOfType(ConnectException.class)
                        .isThrownBy(
                                () -> new Socket(ADDRESS, simulator.baseUri().getPort()).close());
                simulator.comeBack();
            }
        }

        assertThat(send(post("ann", "bob")).body()).isEqualTo(Calls.OK);
        assertThat(simulator.stats().calls()).isEqualTo(51);
    }

    @Test
    void goingDarkEndsACallThatIsNotAnsweredYet() throws Exception {
        start(SimulatorSettings.DEFAULT.withScriptedFaults(List.of(ScriptedFault.parse("ann:hang"))));
        CompletableFuture<?> hanging = client.sendAsync(post("ann", "bob"), HttpResponse.BodyHandlers.discarding());
        await().until(() -> simulator.stats().calls() == 1);

        simulator.goDark();
        simulator.goDark();

        assertThat(hanging).failsWithin(Duration.ofSeconds(10));
        simulator.comeBack();
        simulator.comeBack();
        assertThat(send(post("bob", "ann")).body()).isEqualTo(Calls.OK);
    }

    @Test
    void goesDarkForATimeWhenToldOverHttp() throws Exception {
        start(SimulatorSettings.DEFAULT);
        try (Socket idle = new Socket(ADDRESS, simulator.baseUri().getPort())) {
            assertThat(send(postTo("/simulator/dark?seconds=0.01", "")).body()).isEqualTo("dark for 0.01 s\n");

            assertThat(idle.getInputStream().read()).isEqualTo(-1);
            await().ignoreExceptions()
                    .until(() -> send(post("ann", "bob")).body().equals(Calls.OK));
        }
    }

    @Test
    void aSilentSimulatorTakesCallsAndAnswersAfterItComesBack() throws Exception {
        start(SimulatorSettings.DEFAULT);

        assertThat(send(postTo("/simulator/silent?seconds=99999", "")).body()).isEqualTo("silent for 99999 s\n");
        CompletableFuture<?> unanswered = client.sendAsync(post("ann", "bob"), HttpResponse.BodyHandlers.discarding());
        await().until(() -> simulator.stats().calls() == 1);
        assertThat(send(get("/simulator/stats")).body()).contains("\"byReaction\":{\"hang\":1}");
        simulator.comeBack();

        assertThat(send(post("bob", "ann")).body()).isEqualTo(Calls.OK);
        assertThat(unanswered).isNotDone();
        assertThat(Calls.deleted(simulator.calls()))
                .extracting(DeletedConversation::user)
                .containsExactly("bob");
    }

    @Test
    void saysWhenAnotherHasTakenThePortInTheDark() throws Exception {
        start(SimulatorSettings.DEFAULT);
        simulator.goDark();

        try (ServerSocket other = new ServerSocket(simulator.baseUri().getPort(), 1, ADDRESS)) {
            assertThatIOException()
                    .isThrownBy(() -> simulator.comeBack())
                    .withMessageStartingWith("the simulator cannot listen on 127.0.0.1:" + other.getLocalPort());
        }
        simulator.comeBack();
        assertThat(send(post("ann", "bob")).body()).isEqualTo(Calls.OK);
    }

    @Test
    void saysWhenThePortIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress(ADDRESS, 0));

            assertThatIOException()
                    .isThrownBy(() -> Simulator.start(
                            SimulatorSettings.DEFAULT, other.getLocalPort(), Calls.CLOCK, new Random(1)))
                    .withMessageStartingWith("the simulator cannot listen on 127.0.0.1:" + other.getLocalPort() + ": ")
                    .withMessageContaining("Address already in use");
        }
    }

    @Test
    void listensOnTheLoopbackOnly() throws Exception {
        start(SimulatorSettings.DEFAULT);

        assertThat(simulator.baseUri().getHost()).isEqualTo("127.0.0.1");
        // The same port of another loopback address is free, as it would not be for a server on all addresses.
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress(
                    InetAddress.getByAddress(new byte[] {127, 0, 0, 2}),
                    simulator.baseUri().getPort()));
            assertThat(other.isBound()).isTrue();
        }
    }

    private void start(SimulatorSettings settings) throws IOException {
        simulator = Simulator.start(settings, 0, Calls.CLOCK, new Random(1));
    }

    private URI uri(String path) {
        return URI.create(simulator.baseUri() + path);
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(uri(path)).build();
    }

    private HttpRequest post(String user, String peer) {
        return postTo(Calls.PATH + "?" + Calls.rawQuery(), Calls.oneToOne(user, peer));
    }

    private HttpRequest postTo(String path, String body) {
        return HttpRequest.newBuilder(uri(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String raw(Map<String, List<String>> query) {
        return query.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + parameter.getValue().get(0))
                .collect(Collectors.joining("&"));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
