package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.ledger.jdbc.PostgreSqlServer;
import io.conversationcleanup.simulator.Faults.ScriptedFault;
import io.conversationcleanup.simulator.SimulatorSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures that are sent again: by the rerun command, and as a file. */
class RerunIT {

    private static final int ROWS = 100;
    private static final int FAILURES = 20;
    private static final int IN_FLIGHT = 16;
    private static final String LIMITS =
            "{calls-per-second: 150, max-in-flight: %d}%nretry: {max-attempts: 1}%nstop-rules: {same-code-in-a-row: off}"
                    .formatted(IN_FLIGHT);

    @TempDir
    private Path directory;

    private static List<Row> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Row("user-" + i, "peer-" + i, 1, i % 2))
                .toList();
    }

    /** The rows of this many users fail, each at its first call. */
    private Rehearsal failing(List<Row> rows, int failures, String code) {
        List<ScriptedFault> faults = rows.stream()
                .limit(failures)
                .map(row -> ScriptedFault.parse(row.user() + ":" + code + ":1"))
                .toList();
        return Rehearsal.of(directory, rows, SimulatorSettings.DEFAULT.withScriptedFaults(faults), LIMITS);
    }

    private static String[] words(String words, String... more) {
        return Stream.concat(Stream.of(words.split(" ")), Stream.of(more)).toArray(String[]::new);
    }

    private static Map<Row, Long> times(Rehearsal rehearsal) {
        Map<Row, Long> times = new HashMap<>();
        rehearsal.calls().forEach(call -> times.merge(Row.asked(call), 1L, Long::sum));
        return times;
    }

    /** The first so many rows twice, the others once. */
    private static Map<Row, Long> firstTwice(List<Row> rows, int count) {
        Map<Row, Long> times = new HashMap<>();
        rows.forEach(row -> times.put(row, rows.indexOf(row) < count ? 2L : 1L));
        return times;
    }

    private static String run(WrittenReports reports) {
        return reports.summary().get("run").stringValue();
    }

    @Test
    void aRerunSendsExactlyTheFailuresOnceAndTheSameCommandHasNothingToDoThen() {
        try (Rehearsal rehearsal = failing(rows(ROWS), FAILURES, "50004")) {
            Program program = rehearsal.program();
            EndedProgram first =
                    program.run(words("run job.yml --yes --output out")).mustEndWith(1);
            String run = run(rehearsal.reports());
            assertThat(first.out()).contains("conversation-cleanup rerun " + run);

            assertThat(program.run("rerun", run).mustEndWith(6).err()).startsWith("20 ");
            assertThat(rehearsal.callsSoFar()).isEqualTo(ROWS);
            program.run("rerun", run, "--yes", "--max-rows", "19").mustEndWith(6);
            program.run("rerun", run, "--yes", "--output", "again", "--reason", "the provider was down")
                    .mustEndWith(0);

            assertThat(times(rehearsal)).isEqualTo(firstTwice(rehearsal.rows(), FAILURES));
            WrittenReports again = new WrittenReports(directory.resolve("again"));
            assertThat(again.balancedRows()).isEqualTo(FAILURES);
            assertThat(again.results())
                    .isEqualTo(IntStream.range(0, FAILURES)
                            .mapToObj(i -> new WrittenReports.Result(i + 2, "user-" + i, "peer-" + i, "deleted"))
                            .toList());
            assertThat(again.summary().get("rerunOf").stringValue()).isEqualTo(run);
            assertThat(again.summary().at("/askedBy/reason").stringValue()).isEqualTo("the provider was down");
            assertThat(again.summary().get("input"))
                    .isEqualTo(rehearsal.reports().summary().get("input"));
            assertThat(program.run("rerun", run, "--yes").mustEndWith(0).out()).contains(run(again), "COMPLETED");
            assertThat(program.run("rerun", run(again), "--yes").mustEndWith(0).out())
                    .contains(run(again));
            assertThat(rehearsal.callsSoFar()).isEqualTo(ROWS + FAILURES);
            assertThat(program.run("status", run).mustEndWith(0).out())
                    .contains(run(again))
                    .doesNotContain("conversation-cleanup rerun", "failures.csv");
        }
    }

    @Test
    void theFailuresFileAsInputSendsExactlyThem() {
        try (Rehearsal rehearsal = failing(rows(ROWS), FAILURES, "50004")) {
            Program program = rehearsal.program();
            program.run(words("run job.yml --yes --output out")).mustEndWith(1);

            program.run(words("run job.yml --yes --output again --input out/failures.csv"))
                    .mustEndWith(0);

            assertThat(times(rehearsal)).isEqualTo(firstTwice(rehearsal.rows(), FAILURES));
            assertThat(new WrittenReports(directory.resolve("again")).balancedRows())
                    .isEqualTo(FAILURES);
        }
    }

    @Test
    void rowsThatTheProviderRefusedAreSentAgainByTheirCodeAlone() {
        try (Rehearsal rehearsal = failing(rows(ROWS), FAILURES, "50001")) {
            Program program = rehearsal.program();
            program.run(words("run job.yml --yes --output out")).mustEndWith(1);
            String run = run(rehearsal.reports());

            Golden.check(
                    "rerun/rows-failed-for-good.txt",
                    Golden.masked(
                            program.run("rerun", run, "--yes").mustEndWith(0).out(), directory));
            program.run("rerun", run, "--yes", "--code", "1", "--code", "50001").mustEndWith(0);

            assertThat(times(rehearsal)).isEqualTo(firstTwice(rehearsal.rows(), FAILURES));
        }
    }

    @Test
    void aRerunThatIsKilledIsFinishedByTheSameCommand() {
        List<Row> rows = new ArrayList<>(rows(400));
        try (Rehearsal rehearsal = failing(rows, rows.size(), "50004")) {
            Program program = rehearsal.program();
            program.run(words("run job.yml --yes --output out")).mustEndWith(1);
            String[] rerun = {"rerun", run(rehearsal.reports()), "--yes", "--output", "again"};
            try (RunningProgram killed = program.start(rerun)) {
                killed.awaitThat("100 calls more", () -> rehearsal.callsSoFar() >= rows.size() + 100);
                killed.kill();
                killed.awaitEnd().mustEndWith(137);
            }
            assertThat(rehearsal.callsSoFar()).isLessThan(2L * rows.size());

            program.run(rerun).mustEndWith(0);

            WrittenReports again = new WrittenReports(directory.resolve("again"));
            assertThat(again.balancedRows()).isEqualTo(rows.size());
            assertThat(again.count("rows.deleted")).isEqualTo(rows.size());
            assertThat(times(rehearsal).keySet()).containsExactlyInAnyOrderElementsOf(rows);
            assertThat(rehearsal.callsSoFar() - 2L * rows.size()).isBetween(0L, again.count("calls.inDoubt"));
            assertThat(again.count("calls.inDoubt")).isLessThanOrEqualTo(IN_FLIGHT);
        }
    }

    @Test
    void rowsOfOneAppAreNotSentToAnother() {
        try (Rehearsal rehearsal = failing(rows(ROWS), FAILURES, "50004")) {
            Program program = rehearsal.program();
            program.run(words("run job.yml --yes --output out")).mustEndWith(1);
            String job = new WrittenReports(directory).text("job.yml");
            rehearsal.workplace().write("other.yml", job.replaceFirst("app-id: \\d+", "app-id: 1400000999"));

            EndedProgram refused = program.run("rerun", run(rehearsal.reports()), "--yes", "--job", "other.yml")
                    .mustEndWith(78);

            assertThat(refused.err()).contains("Nothing was sent").contains("/1400000999");
            assertThat(rehearsal.callsSoFar()).isEqualTo(ROWS);
        }
    }

    @Test
    void onPostgreSqlARunIsRerunFoundReportedAndForgottenToo() {
        String url = PostgreSqlServer.newDatabase();
        try (Rehearsal rehearsal = failing(rows(ROWS), FAILURES, "50004")) {
            Program program = rehearsal.program();
            program.run(words("run job.yml --yes --output out --repository", url))
                    .mustEndWith(1);
            String run = run(rehearsal.reports());

            program.run("rerun", run, "--yes", "--output", "again", "--repository", url)
                    .mustEndWith(0);
            assertThat(times(rehearsal)).isEqualTo(firstTwice(rehearsal.rows(), FAILURES));
            String rerun = run(new WrittenReports(directory.resolve("again")));
            assertThat(program.run("find", "user-3", "--repository", url)
                            .mustEndWith(0)
                            .out())
                    .startsWith("user-3: 2 rows in 2 runs\nRun " + rerun + "\n")
                    .contains("deleted, 2")
                    .contains("retryable 50004,");
            program.run("report", run, "--output", "third", "--repository", url).mustEndWith(0);
            assertThat(new WrittenReports(directory.resolve("third")).text("results.csv"))
                    .isEqualTo(rehearsal.reports().text("results.csv"));
            assertThat(program.run("plan", "job.yml", "--repository", url)
                            .mustEndWith(0)
                            .out())
                    .contains("    * Run " + run + " of this job");
            program.run("forget", run, "--yes", "--repository", url).mustEndWith(0);
            assertThat(program.run("status", "--repository", url).mustEndWith(0).out())
                    .contains(rerun)
                    .doesNotContain(run + " ");
            program.run(words("run job.yml --yes --overwrite --output out --repository", url))
                    .mustEndWith(0);
            assertThat(rehearsal.callsSoFar()).isEqualTo(2 * ROWS + FAILURES);
        }
    }
}
