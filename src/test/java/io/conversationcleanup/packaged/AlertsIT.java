package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the README's alerts fire on what the program leaves in each way to end. */
class AlertsIT {

    private static final double HOUR = 3_600;
    private static final String HEARTBEAT = "conversation_cleanup_heartbeat_time_seconds";

    private final Alerts alerts = Alerts.ofReadme();

    @TempDir
    private Path directory;

    @Test
    void aRunThatWasKilledFiresAndOneThatIsAliveDoesNot() {
        Workplace workplace = job(3_000, "simulator", "{calls-per-second: 20}");
        Path file = directory.resolve("cleanup.prom");
        Map<String, Double> left;
        try (RunningProgram running = workplace.program().start("run", "job.yml", "--metrics-file", "cleanup.prom")) {
            running.awaitThat(
                    "a heartbeat is written",
                    () -> Files.exists(file) && Alerts.values(file).containsKey(HEARTBEAT));
            left = Alerts.values(file);
            running.kill();
        }

        double heard = left.get(HEARTBEAT);
        assertThat(heard).isGreaterThanOrEqualTo(left.get("conversation_cleanup_start_time_seconds"));
        assertThat(left)
                .containsEntry("conversation_cleanup_running", 1.0)
                .doesNotContainKeys("conversation_cleanup_end_time_seconds", "conversation_cleanup_exit_code");
        assertThat(alerts.firing(left, heard + 60)).doesNotContain("CleanupDied");
        assertThat(alerts.firing(left, heard + 301)).contains("CleanupDied", "CleanupNeverRan");
    }

    @Test
    void aRunThatHasEndedWellFiresOnlyWhenTheNextIsMissed() throws IOException {
        job(20, "simulator", "{calls-per-second: 150}")
                .program()
                .run("run", "job.yml", "--metrics-file", "cleanup.prom")
                .mustEndWith(0);
        Map<String, Double> left = Alerts.values(directory.resolve("cleanup.prom"));
        double end = left.get("conversation_cleanup_end_time_seconds");

        assertThat(left.keySet()).as("what the alerts name").containsAll(alerts.metrics());
        assertThat(alerts.firing(left, end + HOUR)).isEmpty();
        assertThat(alerts.firing(left, end + 24 * HOUR)).isEmpty();
        assertThat(alerts.firing(left, end + 26 * HOUR)).containsExactly("CleanupMissed");
    }

    @Test
    void aRunThatAnOutageEndedFires() {
        job(20, "http://127.0.0.1:9", "{calls-per-second: 150}\noutage: {give-up-after: 1s}")
                .program()
                .run("run", "job.yml", "--yes", "--metrics-file", "cleanup.prom")
                .mustEndWith(2);

        Map<String, Double> left = Alerts.values(directory.resolve("cleanup.prom"));

        assertThat(alerts.firing(left, left.get("conversation_cleanup_end_time_seconds") + 1))
                .isEqualTo(Set.of("CleanupFailed"));
    }

    /** As the file of a run that goes on would be. */
    @Test
    void anOutageAndAStallFireWhileTheRunGoesOn() {
        Map<String, Double> live = new HashMap<>(Map.of(
                "conversation_cleanup_running",
                1.0,
                "conversation_cleanup_paused",
                0.0,
                "conversation_cleanup_outage_seconds",
                0.0,
                "conversation_cleanup_calls_total",
                7.0,
                HEARTBEAT,
                1_000.0,
                "conversation_cleanup_end_time_seconds",
                900.0));

        assertThat(alerts.firing(live, 1_001)).isEqualTo(Set.of("CleanupStalled"));
        live.put("conversation_cleanup_paused", 1.0);
        assertThat(alerts.firing(live, 1_001)).isEmpty();
        live.put("conversation_cleanup_outage_seconds", 901.0);
        assertThat(alerts.firing(live, 1_001)).isEqualTo(Set.of("CleanupOutage"));
    }

    @Test
    void noRunAtAllFires() {
        assertThat(alerts.firing(Map.of(), 0)).isEqualTo(Set.of("CleanupNeverRan"));
    }

    private Workplace job(int rows, String endpoint, String limits) {
        return Workplace.of(directory, Rehearsal.rows(rows), endpoint, limits);
    }
}
