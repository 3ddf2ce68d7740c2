package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.conversationcleanup.ledger.jdbc.PostgreSqlServer;
import io.conversationcleanup.simulator.RecordedCall;
import io.conversationcleanup.simulator.Simulator;
import io.conversationcleanup.simulator.SimulatorSettings;
import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Processes whose wall clocks are set while they run, or differ from each other's. */
class ClockStepsIT {

    private static final String MINUTES_BACK = "-600";
    private static final String SECONDS_AHEAD = "+3";
    private static final String MINUTES_AHEAD = "+600";
    private static final String DAY_AHEAD = "+86400";
    private static final String[] RUN = {"run", "job.yml", "--yes", "--output", "out"};

    @TempDir
    private Path directory;

    @BeforeAll
    static void requireFaketime() {
        if (Program.LIBFAKETIME.isPresent()) {
            return;
        }
        String missing = "No clock can be stepped here: apt-get install faketime";
        if (Boolean.getBoolean("faketime.required")) {
            fail(missing);
        }
        abort(missing);
    }

    @Test
    void whoeverLooksAtALiveRunWithAnotherClockSeesItLive() {
        try (Rehearsal rehearsal = rehearsal(3_000, 20);
                RunningProgram run = clockOf(rehearsal, "run", "+0").start(RUN)) {
            run.awaitThat("a call", () -> rehearsal.callsSoFar() > 0);

            for (String step : List.of(MINUTES_BACK, SECONDS_AHEAD, MINUTES_AHEAD, DAY_AHEAD)) {
                Program other = clockOf(rehearsal, "other", step);
                assertThat(status(other).get("status").stringValue()).isEqualTo("RUNNING");
                other.run("forget", "packaged", "--unfinished", "--yes").mustEndWith(5);
                other.run(RUN).mustEndWith(5);
            }
            Program other = clockOf(rehearsal, "other", DAY_AHEAD);
            other.run("pause", "packaged").mustEndWith(0);
            other.run("rate", "packaged", "30").mustEndWith(0);
            clockOf(rehearsal, "other", MINUTES_BACK).run("unpause", "packaged").mustEndWith(0);
            long before = rehearsal.callsSoFar();
            run.awaitThat("calls again", () -> rehearsal.callsSoFar() > before);
            clockOf(rehearsal, "other", MINUTES_AHEAD).run("stop", "packaged").mustEndWith(0);

            run.awaitEnd().mustEndWith(4);
            long sent = rehearsal.callsSoFar();
            assertThat(sent).isLessThan(3_000);
            assertThat(rehearsal.reports().count("rows.deleted")).isEqualTo(sent);
            assertThat(rehearsal.timesCalled().values()).containsOnly(1L);
        }
    }

    @Test
    void onPostgreSqlNobodyWithAnotherClockTakesALiveRunOverOrRemovesIt() {
        String url = PostgreSqlServer.newDatabase();
        String[] run = {"--repository", url, "run", "job.yml", "--yes", "--output", "out"};
        try (Rehearsal rehearsal = rehearsal(300, 20);
                RunningProgram first = clockOf(rehearsal, "run", "+0").start(run)) {
            first.awaitThat("a call", () -> rehearsal.callsSoFar() > 0);
            // So that it does not end meanwhile.
            rehearsal.program().run("--repository", url, "pause", "packaged").mustEndWith(0);

            for (String step : List.of(MINUTES_BACK, DAY_AHEAD)) {
                Program other = clockOf(rehearsal, "other", step);
                other.run(run).mustEndWith(5);
                other.run("--repository", url, "forget", "packaged", "--unfinished", "--yes")
                        .mustEndWith(5);
            }

            rehearsal.program().run("--repository", url, "unpause", "packaged").mustEndWith(0);
            first.awaitEnd().mustEndWith(0);
            rehearsal.mustHaveCalledEachOnce();
        }
    }

    @Test
    void aRunWhoseOwnClockIsSetSendsEachRowOnceAndKeepsItsLimits() throws IOException {
        SimulatorSettings settings = SimulatorSettings.DEFAULT;
        Instant begun = Instant.now();
        try (Simulator provider = Simulator.start(settings, 0, InstantSource.system(), new Random(1))) {
            List<Row> rows = Rehearsal.rows(400);
            Workplace place = Workplace.of(directory, rows, provider.baseUri().toString(), "{calls-per-second: 50}");
            Path clock = place.write("clock", "+0");
            Program program = place.program();
            try (RunningProgram run = program.withClockOf(clock).start(RUN)) {
                run.awaitThat("calls", () -> provider.stats().calls() > 40);
                place.write("clock", MINUTES_BACK);
                run.awaitThat("calls", () -> provider.stats().calls() > 80);
                program.run("pause", "packaged").mustEndWith(0);
                place.write("clock", DAY_AHEAD);
                assertThat(status(program).get("status").stringValue()).isEqualTo("RUNNING");
                program.run("unpause", "packaged").mustEndWith(0);
                long before = provider.stats().calls();
                run.awaitThat("calls", () -> provider.stats().calls() > before);
                provider.goDark();
                run.awaitThat("the outage", () -> run.errSoFar().contains("The provider cannot be used"));
                place.write("clock", SECONDS_AHEAD);
                provider.comeBack();
                run.awaitEnd().mustEndWith(0);
            }

            WrittenReports reports = place.reports();
            assertThat(reports.count("rows.deleted")).isEqualTo(400);
            assertThat(reports.summary().get("durationSeconds").doubleValue())
                    .isBetween(400 / 50.0 - 1, seconds(Duration.between(begun, Instant.now())));
            assertThat(reports.count("rate.maxInAnySecond")).isLessThanOrEqualTo(50);
            // One that was on its way when the provider went dark has had no answer, and is sent again.
            assertThat(provider.calls().stream().map(Row::asked).distinct()).containsExactlyInAnyOrderElementsOf(rows);
            assertThat(provider.stats().byReaction()).containsOnlyKeys("0");
        }
    }

    /** ZEGOCLOUD refuses a call that is dated more than ten minutes off. */
    @Test
    void noStepMakesASignatureWrong() throws IOException {
        try (Simulator provider =
                Simulator.start(SimulatorSettings.DEFAULT, 0, InstantSource.system(), new Random(1))) {
            Workplace place = new Workplace(directory);
            place.write("secret.txt", SimulatedApp.REHEARSAL.secret());
            place.write(
                    "rows.csv",
                    String.join(
                            "\n",
                            IntStream.range(0, 250)
                                    .mapToObj(row -> row == 0 ? "user,peer,type" : "user-" + row + ",peer,0")
                                    .toList()));
            place.write("job.yml", """
                    name: packaged
                    provider: zego
                    operation: delete-conversation
                    endpoint: %s
                    credentials: {app-id: %d, secret: "${file:secret.txt}"}
                    input: {path: rows.csv}
                    limits: {calls-per-second: 50}
                    """.formatted(provider.baseUri(), SimulatedApp.REHEARSAL.appId()));
            Path clock = place.write("clock", "+0");
            try (RunningProgram run = place.program().withClockOf(clock).start(RUN)) {
                for (String step : List.of("-700", DAY_AHEAD, SECONDS_AHEAD)) {
                    long before = provider.stats().calls();
                    run.awaitThat("calls", () -> provider.stats().calls() > before + 30);
                    place.write("clock", step);
                }
                run.awaitEnd().mustEndWith(0);
            }

            assertThat(provider.stats().byReaction()).containsOnlyKeys("0");
            assertThat(provider.calls())
                    .extracting(RecordedCall::user)
                    .doesNotHaveDuplicates()
                    .hasSize(249);
        }
    }

    @Test
    void aClockThatIsADayAheadRemovesNothingThatIsYounger() {
        try (Rehearsal rehearsal = rehearsal(5, 50)) {
            rehearsal.program().run(RUN).mustEndWith(0);

            EndedProgram early = clockOf(rehearsal, "other", DAY_AHEAD)
                    .run("forget", "--older-than", "12h", "--yes")
                    .mustEndWith(0);

            assertThat(early.err()).contains("by the clock alone");
            assertThat(rehearsal.program().run("status").mustEndWith(0).out()).contains("packaged-");
        }
    }

    private Rehearsal rehearsal(int rows, int callsPerSecond) {
        return Rehearsal.of(
                directory,
                Rehearsal.rows(rows),
                SimulatorSettings.DEFAULT,
                "{calls-per-second: " + callsPerSecond + "}");
    }

    private static Program clockOf(Rehearsal rehearsal, String whose, String offset) {
        return rehearsal.program().withClockOf(rehearsal.workplace().write("clock-of-" + whose, offset));
    }

    private static JsonNode status(Program program) {
        return new JsonMapper()
                .readTree(program.run("status", "packaged", "--json")
                        .mustEndWith(0)
                        .out());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
