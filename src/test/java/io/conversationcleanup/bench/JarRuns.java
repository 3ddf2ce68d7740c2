package io.conversationcleanup.bench;

import io.conversationcleanup.repository.RepositoryUrl;
import io.conversationcleanup.simulator.Simulator;
import io.conversationcleanup.simulator.SimulatorSettings;
import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Runs of the packaged jar in a directory of their own, unthrottled, with 256 MB of heap. Not thread-safe. */
final class JarRuns {

    private static final Map<String, String> SECRET = Map.of("BENCH_SECRET", SimulatedApp.REHEARSAL.secret());

    private final Path place;
    private final List<String> options;
    private final String recordings;

    JarRuns(Path place, String url, List<String> options, String recordings) throws IOException {
        this.place = place;
        this.options = options;
        this.recordings = recordings;
        job("job.yml", url);
    }

    private void job(String file, String url) throws IOException {
        Files.writeString(place.resolve(file), """
                name: bench
                provider: tencent
                operation: delete-conversation
                endpoint: %s
                credentials: {app-id: %d, admin: administrator, secret: "${BENCH_SECRET}"}
                limits: {calls-per-second: unlimited}
                """.formatted(url, SimulatedApp.REHEARSAL.appId()));
    }

    /** Stages and sends nothing: more rows than may be sent. */
    Measured stage(Path csv, List<String> repository, int mostRows) {
        return jar(6, "job.yml", csv, repository, "--max-rows", Integer.toString(mostRows));
    }

    Measured run(Path csv, List<String> repository) {
        return jar(0, "job.yml", csv, repository, "--output", "reports");
    }

    private Measured jar(int exitCode, String job, Path csv, List<String> repository, String... more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(options);
        if (!recordings.isEmpty()) {
            command.add("-XX:StartFlightRecording=settings=profile,filename="
                    + Path.of(recordings)
                            .toAbsolutePath()
                            .resolve(place.getFileName() + "-" + System.nanoTime() + ".jfr"));
        }
        command.addAll(List.of(
                "-jar",
                Path.of(System.getProperty("basedir", "."), "target/conversation-cleanup.jar")
                        .toAbsolutePath()
                        .toString()));
        command.addAll(List.of("run", job, "--input", csv.toString(), "--yes"));
        command.addAll(repository);
        command.addAll(List.of(more));
        Measured run = Measured.run(place, SECRET, command);
        if (run.exitCode() != exitCode) {
            throw new IllegalStateException("ended with " + run.exitCode() + ", see " + place);
        }
        return run;
    }

    double callsPerSecond() throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(place.resolve("reports/summary.json")))
                .at("/rate/meanPerSecond")
                .asDouble();
    }

    long repositoryBytes() throws IOException {
        try (Stream<Path> files = Files.list(place.resolve("cleanup-data"))) {
            return files.filter(file -> file.toString().endsWith(".mv.db"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** Makes the finished run one that was stopped when so many of its last rows were left. */
    void undo(int rows) {
        String url = RepositoryUrl.effective(RepositoryUrl.embedded(place.resolve("cleanup-data")));
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("SET @cut = (SELECT MAX(row_key) FROM cleanup_row) - " + rows);
            statement.execute("DELETE FROM cleanup_outcome WHERE row_key > @cut");
            statement.execute("UPDATE cleanup_sender SET deleted = deleted - " + rows
                    + " WHERE sender = 0 AND run_no = @cut / 10000000000");
            statement.execute("UPDATE batch_job_execution SET status = 'STOPPED', exit_code = 'STOPPED'");
            statement.execute("UPDATE cleanup_run SET status = 'STOPPED', ended_at = NULL, figures = NULL,"
                    + " watermark = last_row - " + rows + " WHERE run_no = @cut / 10000000000");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From the start of the program to the first call that arrives. */
    double secondsToFirstCall(Path csv) throws IOException {
        try (Simulator simulator =
                Simulator.start(SimulatorSettings.DEFAULT, 0, InstantSource.system(), new Random(1))) {
            job("restart.yml", simulator.baseUri().toString());
            Instant begun = Instant.now();
            jar(0, "restart.yml", csv, List.of(), "--output", "reports");
            Instant first = simulator.calls().stream()
                    .map(call -> call.arrivedAt())
                    .min(Instant::compareTo)
                    .orElseThrow();
            return Duration.between(begun, first).toNanos() / 1e9;
        }
    }
}
