package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.conversationcleanup.golden.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
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

    private static final Path EXAMPLES = Program.project("jobs/schedule");

    @TempDir
    private Path directory;

    @BeforeEach
    void everythingInItsPlace() {
        Workplace workplace = Workplace.of(directory, Rehearsal.rows(20), "simulator", "{calls-per-second: 150}");
        workplace.write("page", "#!/bin/sh\necho \"$1\" >> \"%s\"\n".formatted(directory.resolve("paged")));
        workplace.write("secrets", "TENCENT_SDK_APP_ID=7\nTENCENT_SECRET_KEY=x\n");
        assertThat(directory.resolve("page").toFile().setExecutable(true)).isTrue();
    }

    @Test
    void cronRunsTheFileOfTheDayBefore() throws IOException {
        String line = Files.readAllLines(EXAMPLES.resolve("cleanup.cron")).stream()
                .filter(text -> text.startsWith("15 2 * * *"))
                .findFirst()
                .orElseThrow();
        String command = placed(line.replaceFirst("15 2 \\* \\* \\*\\s+cleanup\\s+", ""));
        Files.move(
                directory.resolve("rows.csv"),
                directory.resolve(
                        "left-" + LocalDate.now(ZoneId.systemDefault()).minusDays(1) + ".csv"));

        Ended ended = run(Map.of(), "bash", "-c", command);

        assertThat(ended.code()).as(ended.text()).isZero();
        assertThat(ended.text()).contains("20 rows: 20 deleted");
    }

    @Test
    void theScriptPagesForWhatOnlyAPersonCanMend() throws IOException {
        Ended ended = run(Map.of(), script(), "job.yml", "--input", "nowhere.csv");

        assertThat(ended.code()).isEqualTo(65);
        Golden.check("schedule/page-for-unusable-input.txt", Files.readString(directory.resolve("paged")));
    }

    @Test
    void theScriptAsksForAReviewOfRowsThatFailed() throws IOException {
        Files.writeString(directory.resolve("rows.csv"), "user,peer,type\na,b,1\na,b,9\n");

        assertThat(run(Map.of(), script(), "job.yml").code()).isEqualTo(1);
        Golden.check("schedule/review-of-failed-rows.txt", Files.readString(directory.resolve("paged")));
    }

    @Test
    void theScriptGivesTheCommandAgainAfterAnOutageAndPagesIfThatLasts() throws IOException {
        Workplace.of(
                directory,
                Rehearsal.rows(20),
                "http://127.0.0.1:9",
                "{calls-per-second: 100}\noutage: {give-up-after: 1s}");

        Ended ended = run(Map.of(), script(), "job.yml", "--yes");

        assertThat(ended.code()).as(ended.text()).isEqualTo(2);
        assertThat(ended.text()).contains("STOPPED_BY_RULE");
        assertThat(Pattern.compile("packaged-\\d{8}-\\d{6}")
                        .matcher(ended.text())
                        .results())
                .extracting(MatchResult::group)
                .hasSizeGreaterThan(1)
                .as("each attempt resumes the same run")
                .containsOnly(ended.text().replaceFirst("(?s).*(packaged-\\d{8}-\\d{6}).*", "$1"));
        Golden.check("schedule/page-after-an-outage.txt", Files.readString(directory.resolve("paged")));
    }

    @Test
    void systemdTakesTheUnitsAndTheServicesCommandWorksTheInboxOff() throws IOException {
        String service = placed(Files.readString(EXAMPLES.resolve("cleanup.service")));
        Path inbox = Files.createDirectory(directory.resolve("inbox"));
        Files.createDirectory(directory.resolve("node"));
        Files.move(directory.resolve("rows.csv"), inbox.resolve("rows.csv"));
        Files.setLastModifiedTime(inbox.resolve("rows.csv"), FileTime.from(Instant.EPOCH));
        String command = service.lines()
                .filter(line -> line.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow()
                .substring("ExecStart=".length());

        Ended ended = run(Map.of(), command.split(" "));

        assertThat(ended.code()).as(ended.text()).isZero();
        assertThat(directory.resolve("node/cleanup.prom")).content().contains("outcome=\"deleted\"");
        assertThat(inbox.resolve("done")).isDirectoryContaining("glob:**.rows.csv");
        assumeTrue(has("systemd-analyze"), "systemd-analyze is not here");
        Path unit = Files.writeString(directory.resolve("cleanup.service"), service);
        Path timer = Files.copy(EXAMPLES.resolve("cleanup.timer"), directory.resolve("cleanup.timer"));
        assertThat(run(Map.of(), "systemd-analyze", "verify", unit.toString(), timer.toString())
                        .text())
                .doesNotContain("cleanup.service:", "cleanup.timer:", "Unknown", "Failed to parse");
    }

    @Test
    void kubernetesGetsTheCodesThatItsPolicyNames() throws IOException {
        Map<String, Object> job = new Yaml().load(Files.readString(EXAMPLES.resolve("cronjob.yaml")));
        assertThat(job).containsEntry("kind", "CronJob");
        Map<?, ?> pod = at(job, "spec", "jobTemplate", "spec", "template", "spec");
        Map<?, ?> container = (Map<?, ?>) ((List<?>) pod.get("containers")).get(0);
        String script = placed((String) ((List<?>) container.get("args")).get(0));
        assertThat(run(Map.of(), "sh", "-c", script).code()).isEqualTo(65);

        Files.writeString(
                directory.resolve(
                        "left-" + LocalDate.now(ZoneId.systemDefault()).minusDays(1) + ".csv"),
                "user,peer,type\na,b,1\na,b,9\n");

        Ended ended = run(Map.of(), "sh", "-c", script);

        assertThat(ended.code()).as(ended.text()).isZero();
        assertThat(ended.text()).contains("COMPLETED_WITH_FAILURES");
    }

    @Test
    void airflowRetriesSkipsAndPagesByTheCode() throws IOException {
        assumeTrue(has("python3"), "python3 is not here");
        Path dag = Files.copy(EXAMPLES.resolve("cleanup_dag.py"), directory.resolve("cleanup_dag.py"));

        Ended ended = run(Map.of("CLEANUP_JAR", jar()), "python3", "-c", """
                import cleanup_dag as dag
                print(*[dag.verdict(code) for code in (0, 1, 2, 3, 4, 5, 6, 64, 65, 70, 74, 78, 143)])
                print("ended", dag.run_cleanup("job.yml", "rows.csv"), dag.run_cleanup("job.yml", "no.csv"))
                """);

        assertThat(dag).exists();
        assertThat(ended.text())
                .contains("done review retry page retry skip page page page retry page page retry\n")
                .contains("ended 0 65");
    }

    private static Map<?, ?> at(Map<?, ?> tree, String... keys) {
        Map<?, ?> place = tree;
        for (String key : keys) {
            place = (Map<?, ?>) place.get(key);
        }
        return place;
    }

    /** The text with this test's places in place of its own. */
    private String placed(String text) {
        return text.replace("/opt/cleanup/conversation-cleanup.jar", jar())
                .replace("/opt/cleanup/nightly.sh", script())
                .replace("/var/lib/cleanup", directory.toString())
                .replace("/etc/cleanup", directory.toString())
                .replace("/srv/export", directory.toString())
                .replace("/var/spool/cleanup", directory.resolve("inbox").toString())
                .replace("/var/lib/node_exporter", directory.resolve("node").toString());
    }

    private static String script() {
        return EXAMPLES.resolve("nightly.sh").toString();
    }

    private static String jar() {
        return Program.project("target/conversation-cleanup.jar").toString();
    }

    private record Ended(int code, String text) {}

    private Ended run(Map<String, String> environment, String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
        Path java = Path.of(System.getProperty("java.home"), "bin");
        builder.environment().put("PATH", java + ":" + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        builder.environment()
                .putAll(Map.of(
                        "CLEANUP_JAR",
                        jar(),
                        "CLEANUP_ATTEMPTS",
                        "2",
                        "CLEANUP_WAIT",
                        "0",
                        "CLEANUP_PAGE",
                        directory.resolve("page").toString(),
                        "CLEANUP_REVIEW",
                        directory.resolve("page").toString(),
                        "PYTHONDONTWRITEBYTECODE",
                        "1"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private boolean has(String program) {
        return run(Map.of(), "sh", "-c", "command -v " + program).code() == 0;
    }
}
