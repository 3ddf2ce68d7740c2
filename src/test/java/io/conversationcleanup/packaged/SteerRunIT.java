package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.h2.api.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run that other processes see and steer while it goes on. */
class SteerRunIT {

    private static final int ROWS = 20_000;
    private static final int KILLED = 137;
    private static final String[] RUN = {"run", "job.yml", "--yes", "--output", "out"};

    @TempDir
    private Path directory;

    @Test
    void withoutARepositoryThereIsNothingToSeeAndNoneIsMade() {
        Program program = Program.in(directory);

        Golden.check(
                "status/list-of-none.txt", program.run("status").mustEndWith(0).out());
        assertThat(program.run("status", "--json").mustEndWith(0).out()).isEqualTo("[]\n");
        Golden.check(
                "errors/no-repository.txt",
                program.run("stop", "some").mustEndWith(64).err());
        assertThat(new Workplace(directory).files()).isEmpty();
    }

    @Test
    void aRunIsSeenSteeredAndStoppedFromOtherProcesses() {
        try (Rehearsal rehearsal = rehearsal("{calls-per-second: 100}");
                RunningProgram run = rehearsal.program().start(RUN)) {
            run.awaitThat("a call", () -> rehearsal.callsSoFar() > 0);
            Program other = rehearsal.program();

            JsonNode seen = status(other, now -> now.at("/rows/deleted").longValue() > 0);
            String id = seen.get("run").stringValue();
            assertThat(seen.get("status").stringValue()).isEqualTo("RUNNING");
            assertThat(seen.get("endedAt").isNull()).isTrue();
            assertThat(seen.at("/rows/total").longValue()).isEqualTo(ROWS);
            assertThat(other.run("status").mustEndWith(0).out())
                    .contains("RUN  ", id + "  running")
                    .hasLineCount(2);

            mustAnswer("steering/pause-by-the-jar.txt", other.run("pause", id));
            long paused = rehearsal.callsSoFar();
            assertThat(other.run("status", "packaged").mustEndWith(0).out())
                    .contains(id, "conversation-cleanup unpause " + id);
            assertThat(one(other).get("etaSeconds").isNull()).isTrue();
            assertThat(rehearsal.callsSoFar()).isEqualTo(paused);

            mustAnswer("steering/rate-by-the-jar.txt", other.run("rate", id, "400"));
            mustAnswer("steering/unpause-by-the-jar.txt", other.run("unpause", id));
            run.awaitThat("calls again", () -> rehearsal.callsSoFar() > paused + 100);
            JsonNode faster = status(other, now -> now.get("etaSeconds").isNumber());
            assertThat(faster.at("/rate/limitPerSecond").longValue()).isEqualTo(400);
            assertThat(faster.get("etaSeconds").longValue()).isPositive();

            mustAnswer("steering/stop-by-the-jar.txt", other.run("stop", id));
            EndedProgram ended = run.awaitEnd().mustEndWith(4);
            assertStopped(rehearsal, ended, id);
            mustAnswer("steering/stop-again-by-the-jar.txt", other.run("stop", id));
            assertThat(other.run("status", id).mustEndWith(0).out())
                    .contains(
                            rehearsal.workplace().directory().resolve("out").toString(),
                            "  Resume: conversation-cleanup resume packaged-");
        }
    }

    private void mustAnswer(String golden, EndedProgram command) {
        command.mustEndWith(0);
        Golden.check(golden, Golden.masked(command.out() + command.err(), directory));
    }

    private static void assertStopped(Rehearsal rehearsal, EndedProgram ended, String id) {
        WrittenReports reports = rehearsal.reports();
        assertThat(ended.out()).startsWith("Run " + id + ": STOPPED\n  stopped by ");
        assertThat(ended.err())
                .containsPattern("INFO +\\S+ on .+ \\(process \\d+\\) paused the run")
                .containsPattern("INFO +.+ set the rate to 400\\.0 calls/s")
                .containsPattern("INFO +.+ let the run go on")
                .containsPattern("INFO +.+ asked the run to stop");
        assertThat(reports.status()).isEqualTo("STOPPED");
        assertThat(reports.count("rate.limitPerSecond")).isEqualTo(400);
        assertThat(reports.count("rows.deleted")).isEqualTo(rehearsal.callsSoFar());
        assertThat(reports.balancedRows()).isEqualTo(ROWS);
        assertThat(reports.count("calls.inDoubt")).isZero();
        assertThat(rehearsal.timesCalled().values()).containsOnly(1L);
        JsonNode kept = one(rehearsal.program());
        assertThat(kept.get("etaSeconds").isNull()).isTrue();
        JsonNode summary = reports.summary();
        assertThat(kept.propertyNames())
                .containsExactlyElementsOf(
                        () -> Stream.concat(summary.propertyNames().stream(), Stream.of("etaSeconds"))
                                .iterator());
        assertThat(kept.get("rows")).isEqualTo(summary.get("rows"));
        assertThat(kept.get("status")).isEqualTo(summary.get("status"));
    }

    @Test
    void aRunThatIsWatchedIsToldOfUntilItEnds() {
        try (Rehearsal rehearsal = rehearsal("{calls-per-second: 100}");
                RunningProgram run = rehearsal.program().start(RUN)) {
            run.awaitThat("a call", () -> rehearsal.callsSoFar() > 0);
            try (RunningProgram watch = rehearsal.program().start("status", "packaged", "--watch")) {
                watch.awaitThat("a line of progress", () -> watch.outSoFar().contains("calls/s, ETA"));
                rehearsal.program().run("stop", "packaged").mustEndWith(0);

                EndedProgram watched = watch.awaitEnd().mustEndWith(0);

                assertThat(watched.out()).containsPattern("Run packaged-\\d{8}-\\d{6}: STOPPED\n");
            }
            run.awaitEnd().mustEndWith(4);
        }
    }

    @Test
    void aRunThatIsKilledIsSeenAsItIsAndTheSameCommandTakesItUp() {
        try (Rehearsal rehearsal = Rehearsal.of(
                directory,
                Rehearsal.rows(2_000),
                SimulatorSettings.DEFAULT,
                "{calls-per-second: 500, max-in-flight: 32}")) {
            try (RunningProgram run = rehearsal.program().start(RUN)) {
                run.awaitThat("300 calls", () -> rehearsal.callsSoFar() >= 300);
                run.kill();
                run.awaitEnd().mustEndWith(KILLED);
            }

            assertThat(rehearsal.program().run("status").mustEndWith(0).out()).contains("process gone");
            EndedProgram seen = rehearsal.program().run("status", "packaged").mustEndWith(0);
            assertThat(seen.out()).contains("  Resume: conversation-cleanup resume packaged-");
            assertThat(one(rehearsal.program()).get("status").stringValue()).isEqualTo("STOPPED");
            mustAnswer("steering/stop-of-a-killed-run.txt", rehearsal.program().run("stop", "packaged"));

            rehearsal.program().run(RUN).mustEndWith(0);

            assertThat(rehearsal.reports().count("rows.deleted")).isEqualTo(2_000);
            assertThat(rehearsal.timesCalled()).hasSize(2_000);
            assertThat(rehearsal.reports().count("calls.inDoubt")).isLessThanOrEqualTo(32);
            assertThat(directory.resolve("cleanup-data/repository.holder")).doesNotExist();
        }
    }

    @Test
    void looksAtTheMomentOfAStartMakeNoRunFail() {
        try (Rehearsal rehearsal = Rehearsal.of(
                directory, Rehearsal.rows(50), SimulatorSettings.DEFAULT, "{calls-per-second: unlimited}")) {
            rehearsal.program().run(RUN).mustEndWith(0);
            for (int start = 0; start < 2; start++) {
                try (RunningProgram first = rehearsal.program().start("status");
                        RunningProgram run = rehearsal.program().start("run", "job.yml", "--yes", "--fresh");
                        RunningProgram second = rehearsal.program().start("status")) {
                    first.awaitEnd().mustEndWith(0);
                    run.awaitEnd().mustEndWith(0);
                    second.awaitEnd().mustEndWith(0);
                }
            }
            assertThat(rehearsal.program().run("status").mustEndWith(0).out()).hasLineCount(4);
        }
    }

    @Test
    void theRepositoryIsServedOnLoopbackAloneAndToNobodyWithoutTheKey() throws IOException, SQLException {
        try (Rehearsal rehearsal = rehearsal("{calls-per-second: 100}");
                RunningProgram run = rehearsal.program().start(RUN)) {
            run.awaitThat("a call", () -> rehearsal.callsSoFar() > 0);
            Properties holder = new Properties();
            holder.load(Files.newBufferedReader(directory.resolve("cleanup-data/repository.holder")));
            int port = Integer.parseInt(holder.getProperty("port"));
            String key = holder.getProperty("key");
            String served = "jdbc:h2:tcp://127.0.0.1:" + port + "/";

            assertThat(key).matches("[0-9a-f]{32}");
            try (Connection connection = DriverManager.getConnection(served + key)) {
                assertThat(connection.isValid(5)).isTrue();
            }
            String database = directory.resolve("cleanup-data/repository").toString();
            for (String wrong : List.of(key.replace(key.charAt(0), 'x'), database, "file:" + database, "mem:x")) {
                assertThatThrownBy(() -> DriverManager.getConnection(served + wrong))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                refused ->
                                        assertThat(refused.getErrorCode()).isEqualTo(ErrorCode.WRONG_USER_OR_PASSWORD));
            }
            for (InetAddress address : otherAddresses()) {
                assertThatThrownBy(() -> connect(address, port)).isInstanceOf(ConnectException.class);
            }
            assertThat(listeningAddresses(port)).containsExactly("0100007F");
            run.terminate();
            assertThat(run.awaitEnd().err()).doesNotContain(key);
        }
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 5_000);
        }
    }

    /** This machine's addresses but for 127.0.0.1; that of IPv6's loopback among them. */
    private static List<InetAddress> otherAddresses() throws IOException {
        return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Predicate.not(address -> address.getHostAddress().equals("127.0.0.1")))
                .toList();
    }

    /** The addresses at which somebody listens at this port, as the system writes them; a listener there is known. */
    private static List<String> listeningAddresses(int port) throws IOException {
        String wanted = ":%04X".formatted(port);
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (!Files.isReadable(Path.of(table))) {
                continue;
            }
            Files.readAllLines(Path.of(table)).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(cells -> cells[1].endsWith(wanted) && cells[3].equals("0A"))
                    .forEach(cells -> addresses.add(cells[1].replace(wanted, "")));
        }
        return addresses.stream()
                .map(address -> address.replaceFirst("^0000000000000000FFFF0000", ""))
                .toList();
    }

    private Rehearsal rehearsal(String limits) {
        return Rehearsal.of(directory, Rehearsal.rows(ROWS), SimulatorSettings.DEFAULT, limits);
    }

    /** What {@code status} says of the run, which goes on, as soon as this holds. */
    private static JsonNode status(Program program, Predicate<JsonNode> expected) {
        while (true) {
            JsonNode now = one(program);
            assertThat(now.get("status").stringValue()).isEqualTo("RUNNING");
            if (expected.test(now)) {
                return now;
            }
        }
    }

    private static JsonNode one(Program program) {
        return new JsonMapper()
                .readTree(program.run("status", "packaged", "--json")
                        .mustEndWith(0)
                        .out());
    }
}
