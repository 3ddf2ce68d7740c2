package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.job.RunControl;
import io.conversationcleanup.model.StopCause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is asked to stop does so in good order, and the same command goes on where it was. */
class StopAndResumeIT {

    @TempDir
    private Path directory;

    private final AtomicReference<RunControl> control = new AtomicReference<>();

    @Test
    void stoppedWhileDeletingNoRowIsRepeatedAndNoneForgotten() {
        try (Program program = Program.in(directory, Program.PROVIDER, new CallCounter(300, this::stop))) {
            List<Asked> rows = Asked.rows(1_000);
            program.input(rows);
            program.set("limits", "{calls-per-second: unlimited, max-in-flight: 16}");
            program.atStart(control::set);

            CommandRun stopped = program.run();

            assertThat(stopped.exitCode()).isEqualTo(4);
            RunReports reports = stopped.reports(1_000);
            assertThat(reports.status()).isEqualTo("STOPPED");
            assertThat(reports.reason()).isEqualTo("the test asked for it");
            assertThat(program.calls()).isBetween(300L, 300L + 16);
            assertThat(reports.rowCounts())
                    .isEqualTo(Map.of("deleted", program.calls(), "pending", 1_000 - program.calls()));

            CommandRun resumed = program.run();

            assertThat(resumed.exitCode()).isZero();
            RunReports after = resumed.reports(1_000);
            assertThat(after.run()).isEqualTo(reports.run());
            assertThat(after.rowCounts()).isEqualTo(Map.of("deleted", 1_000L));
            assertThat(after.reason()).isEmpty();
            assertThat(after.callCount("total")).isEqualTo(1_000);
            assertThat(after.callCount("retries")).isZero();
            assertThat(after.callCount("inDoubt")).isZero();
            assertThat(program.asked()).isEqualTo(Program.onceEach(rows));
            assertThat(program.run().out()).contains(after.run());
            assertThat(program.calls()).isEqualTo(1_000);
        }
    }

    @Test
    void stoppedWhileStagingNothingIsSentAndTheRestIsStagedLater() throws Exception {
        try (Program program = Program.in(directory, Program.PROVIDER)) {
            List<Asked> rows = Asked.rows(3_000);
            List<Asked> withDuplicates = new ArrayList<>(rows);
            // Each repeats a row on the other side of the stop, or on its own.
            withDuplicates.add(2_500, Asked.row(7));
            withDuplicates.add(2_501, Asked.row(2_200));
            withDuplicates.add(900, Asked.row(1));
            program.input(withDuplicates);
            program.atStart(control::set);
            StagingHook.install(program.data(), 1_200, this::stop);

            CommandRun stopped = program.run();

            assertThat(stopped.exitCode()).isEqualTo(4);
            RunReports before = stopped.reports(2_000);
            assertThat(before.rowCounts()).isEqualTo(Map.of("pending", 1_999L, "duplicate", 1L));
            assertThat(before.status()).isEqualTo("STOPPED");
            Golden.check("summary/reason-stopped-while-reading.txt", before.reason());
            assertThat(program.calls()).isZero();

            CommandRun resumed = program.run();

            assertThat(resumed.exitCode()).isZero();
            RunReports after = resumed.reports(3_003);
            assertThat(after.run()).isEqualTo(before.run());
            assertThat(after.rowCounts()).isEqualTo(Map.of("deleted", 3_000L, "duplicate", 3L));
            assertThat(after.results())
                    .filteredOn(line -> line.get("outcome").equals("duplicate"))
                    .extracting(line -> line.get("line") + " " + line.get("message"))
                    .containsExactly(
                            "902 the same conversation as line 2",
                            "2503 the same conversation as line 8",
                            "2504 the same conversation as line 2202");
            assertThat(program.asked()).isEqualTo(Program.onceEach(rows));
        }
    }

    @Test
    void stoppedBeforeTheFirstRowNothingIsSentAndEverythingIsLater() {
        try (Program program = Program.in(directory, Program.PROVIDER)) {
            List<Asked> rows = Asked.rows(30);
            program.input(rows);
            program.atStart(started -> started.stop(StopCause.PERSON, "the test asked for it"));

            CommandRun stopped = program.run();

            assertThat(stopped.exitCode()).isEqualTo(4);
            Golden.check(
                    "summary/reason-stopped-before-the-first-row.txt",
                    stopped.reports(0).reason());
            assertThat(program.calls()).isZero();

            program.atStart(started -> {});
            assertThat(program.run().reports(30).rowCounts()).isEqualTo(Map.of("deleted", 30L));
            assertThat(program.asked()).isEqualTo(Program.onceEach(rows));
        }
    }

    @Test
    void reportsThatCannotBeWrittenAreWrittenByTheNextStartWhichSendsNothing() throws IOException {
        Path reports = directory.resolve("reports");
        try (Program program = Program.in(directory, Program.PROVIDER, new CallCounter(1, () -> createFile(reports)))) {
            List<Asked> rows = Asked.rows(30);
            program.input(rows);

            CommandRun broken = program.run();

            assertThat(broken.exitCode()).isEqualTo(74);
            assertThat(broken.err()).contains(reports.toString()).doesNotContain("Internal error");
            Golden.check("errors/reports-not-written.txt", Golden.masked(broken.err(), directory));
            assertThat(broken.log())
                    .as("what --verbose tells more")
                    .anyMatch(line -> line.startsWith("DEBUG") && line.contains("The failure in full"));

            Files.delete(reports);
            CommandRun resumed = program.run();

            assertThat(resumed.exitCode()).isZero();
            assertThat(resumed.reports(30).rowCounts()).isEqualTo(Map.of("deleted", 30L));
            assertThat(program.asked()).isEqualTo(Program.onceEach(rows));
        }
    }

    private static void createFile(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stop() {
        control.get().stop(StopCause.PERSON, "the test asked for it");
    }
}
