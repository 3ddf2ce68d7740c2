package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.conversationcleanup.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The examples of {@code jobs/schedule}: each is taken as it stands, but for the places where things lie. */
class ScheduleIT {

    @TempDir
    private Path directory;

    private Schedules schedules;

    @BeforeEach
    void everythingInItsPlace() {
        Workplace.of(directory, Rehearsal.rows(20), "simulator", "{calls-per-second: 150}");
        schedules = new Schedules(directory);
    }

    @Test
    void cronRunsTheFileOfTheDayBefore() throws IOException {
        String line = Files.readAllLines(Schedules.example("cleanup.cron")).stream()
                .filter(text -> text.startsWith("15 2 * * *"))
                .findFirst()
                .orElseThrow();
        String command = schedules.placed(line.replaceFirst("15 2 \\* \\* \\*\\s+cleanup\\s+", ""));
        Files.move(
                directory.resolve("rows.csv"),
                directory.resolve(
                        "left-" + LocalDate.now(ZoneId.systemDefault()).minusDays(1) + ".csv"));

        Schedules.Ended ended = schedules.run(Map.of(), "bash", "-c", command);

        assertThat(ended.code()).as(ended.text()).isZero();
        assertThat(ended.text()).contains("20 rows: 20 deleted");
    }

    @Test
    void theScriptPagesForWhatOnlyAPersonCanMend() throws IOException {
        Schedules.Ended ended = schedules.run(Map.of(), Schedules.script(), "job.yml", "--input", "nowhere.csv");

        assertThat(ended.code()).isEqualTo(65);
        Golden.check(
                "schedule/page-for-unusable-input.txt", schedules.paged().replaceAll("\\d{4}-\\d\\d-\\d\\d", "<DAY>"));
    }

    @Test
    void theScriptAsksForAReviewOfRowsThatFailed() throws IOException {
        Files.writeString(directory.resolve("rows.csv"), "user,peer,type\na,b,1\na,b,9\n");

        assertThat(schedules.run(Map.of(), Schedules.script(), "job.yml").code())
                .isEqualTo(1);
        Golden.check(
                "schedule/review-of-failed-rows.txt", schedules.paged().replaceAll("\\d{4}-\\d\\d-\\d\\d", "<DAY>"));
    }

    @Test
    void theScriptGivesTheCommandAgainAfterAnOutageAndPagesIfThatLasts() throws IOException {
        Workplace.of(
                directory,
                Rehearsal.rows(20),
                "http://127.0.0.1:9",
                "{calls-per-second: 100}\noutage: {give-up-after: 1s}");

        Schedules.Ended ended = schedules.run(Map.of(), Schedules.script(), "job.yml", "--yes");

        assertThat(ended.code()).as(ended.text()).isEqualTo(2);
        assertThat(ended.text()).contains("STOPPED_BY_RULE");
        assertThat(Pattern.compile("packaged-\\d{8}-\\d{6}")
                        .matcher(ended.text())
                        .results())
                .extracting(MatchResult::group)
                .hasSizeGreaterThan(1)
                .as("each attempt resumes the same run")
                .containsOnly(ended.text().replaceFirst("(?s).*(packaged-\\d{8}-\\d{6}).*", "$1"));
        Golden.check(
                "schedule/page-after-an-outage.txt", schedules.paged().replaceAll("\\d{4}-\\d\\d-\\d\\d", "<DAY>"));
    }

    @Test
    void systemdTakesTheUnitsAndTheServicesCommandWorksTheInboxOff() throws IOException {
        String service = schedules.placed(Files.readString(Schedules.example("cleanup.service")));
        Path inbox = Files.createDirectory(directory.resolve("inbox"));
        Files.createDirectory(directory.resolve("node"));
        Files.move(directory.resolve("rows.csv"), inbox.resolve("rows.csv"));
        Files.setLastModifiedTime(inbox.resolve("rows.csv"), FileTime.from(Instant.EPOCH));
        String command = service.lines()
                .filter(line -> line.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow()
                .substring("ExecStart=".length());

        Schedules.Ended ended = schedules.run(Map.of(), command.split(" "));

        assertThat(ended.code()).as(ended.text()).isZero();
        assertThat(directory.resolve("node/cleanup.prom")).content().contains("outcome=\"deleted\"");
        assertThat(inbox.resolve("done")).isDirectoryContaining("glob:**.rows.csv");
        assumeTrue(schedules.has("systemd-analyze"), "systemd-analyze is not here");
        Path unit = Files.writeString(directory.resolve("cleanup.service"), service);
        Path timer = Files.copy(Schedules.example("cleanup.timer"), directory.resolve("cleanup.timer"));
        assertThat(schedules
                        .run(Map.of(), "systemd-analyze", "verify", unit.toString(), timer.toString())
                        .text())
                .doesNotContain("cleanup.service:", "cleanup.timer:", "Unknown", "Failed to parse");
    }

    @Test
    void kubernetesGetsTheCodesThatItsPolicyNames() throws IOException {
        Map<String, Object> job = new Yaml().load(Files.readString(Schedules.example("cronjob.yaml")));
        assertThat(job).containsEntry("kind", "CronJob");
        Map<?, ?> pod = at(job, "spec", "jobTemplate", "spec", "template", "spec");
        Map<?, ?> container = (Map<?, ?>) ((List<?>) pod.get("containers")).get(0);
        String script = schedules.placed((String) ((List<?>) container.get("args")).get(0));
        // Due at 2026-11-20T02:15Z.
        Map<String, String> environment =
                Map.of("JOB_NAME", "conversation-cleanup-29919015", "CLEANUP_SUCCESS", "1 4 5");
        assertThat(schedules.run(environment, "bash", "-c", script).code()).isEqualTo(65);

        Files.writeString(directory.resolve("left-2026-11-19.csv"), "user,peer,type\na,b,1\na,b,9\n");

        Schedules.Ended ended = schedules.run(environment, "bash", "-c", script);

        assertThat(ended.code()).as(ended.text()).isZero();
        assertThat(ended.text()).contains("COMPLETED_WITH_FAILURES");
    }

    @Test
    void airflowRetriesReviewsAndPagesByTheCode() throws IOException {
        assumeTrue(schedules.has("python3"), "python3 is not here");
        Path dag = Files.copy(Schedules.example("cleanup_dag.py"), directory.resolve("cleanup_dag.py"));

        Schedules.Ended ended = schedules.run(Map.of(), "python3", "-c", """
                import cleanup_dag as dag
                print(*[dag.verdict(code) for code in (0, 1, 2, 3, 4, 5, 6, 7, 64, 65, 70, 74, 78, 143)])
                print("ended", dag.night("job.yml", "rows.csv"), dag.night("job.yml", "no.csv"))
                """);

        assertThat(dag).exists();
        assertThat(ended.text())
                .contains("done review retry page review retry page page page page retry page page retry\n")
                .contains("ended ('done', '0, 0') ('page', '0, 65')");
    }

    private static Map<?, ?> at(Map<?, ?> tree, String... keys) {
        Map<?, ?> place = tree;
        for (String key : keys) {
            place = (Map<?, ?>) place.get(key);
        }
        return place;
    }
}
