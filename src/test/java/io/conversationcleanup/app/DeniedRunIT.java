package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.simulator.Faults.ScriptedFault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider refuses the credentials, the app or the plan: the run ends at once and goes on after the fix. */
class DeniedRunIT {

    private static final int ROWS = 200;
    private static final int IN_FLIGHT = 4;

    @TempDir
    private Path directory;

    @Test
    void aWrongSecretCostsOneCallAndNoRow() {
        try (Program program = denied(Program.in(directory, Program.PROVIDER))) {
            program.variable(JobFile.SECRET_VARIABLE, "0".repeat(32));

            CommandRun denied = program.run();

            assertThat(denied.exitCode()).isEqualTo(3);
            assertThat(program.calls()).isEqualTo(1);
            RunReports reports = denied.reports(ROWS);
            assertThat(reports.status()).isEqualTo("ABORTED");
            assertThat(reports.reason()).contains("70009").contains("credentials.secret");
            assertThat(reports.rowCounts()).isEqualTo(Map.of("pending", 200L));
            assertThat(reports.attempts()).isEqualTo(Map.of(0, 200L));
            assertThat(reports.callCount("total")).isEqualTo(1);

            program.variable(JobFile.SECRET_VARIABLE, Program.SECRET);
            CommandRun mended = program.run();

            assertThat(mended.exitCode()).isZero();
            RunReports after = mended.reports(ROWS);
            assertThat(after.run()).isEqualTo(reports.run());
            assertThat(after.rowCounts()).isEqualTo(Map.of("deleted", 200L));
            assertThat(after.attempts()).isEqualTo(Map.of(1, 200L));
            assertThat(after.callCount("inDoubt")).isZero();
            assertThat(program.calls()).isEqualTo(ROWS + 1);
            assertThat(program.provider().stats().deleted()).isEqualTo(ROWS);
            assertThat(program.provider().stats().deletedAgain()).isZero();
        }
    }

    @Test
    void aDenialInTheMiddleKeepsWhatIsDoneAndRepeatsNoneOfIt() {
        try (Program program = denied(Program.in(
                directory, Program.PROVIDER.withScriptedFaults(List.of(ScriptedFault.parse("user-120:60026:1")))))) {
            CommandRun denied = program.run();

            assertThat(denied.exitCode()).isEqualTo(3);
            RunReports reports = denied.reports(ROWS);
            assertThat(reports.status()).isEqualTo("ABORTED");
            assertThat(reports.reason()).contains("60026");
            assertThat(reports.resultOf("user-120")).containsEntry("outcome", "pending");
            long deleted = program.provider().stats().deleted();
            // The other sender is at the rows from 151 on meanwhile; of those from 121 on none leaves but what is in
            // flight.
            assertThat(deleted).isBetween(1L, ROWS - 31L + IN_FLIGHT);
            assertThat(reports.rowCounts()).isEqualTo(Map.of("deleted", deleted, "pending", ROWS - deleted));
            assertThat(program.calls()).isEqualTo(deleted + 1);

            CommandRun mended = program.run();

            assertThat(mended.exitCode()).isZero();
            assertThat(mended.reports(ROWS).rowCounts()).isEqualTo(Map.of("deleted", 200L));
            assertThat(program.askedTimes()).isEqualTo(Map.of(1L, 199L, 2L, 1L));
            assertThat(program.provider().stats().deletedAgain()).isZero();
        }
    }

    private static Program denied(Program program) {
        program.input(Asked.rows(ROWS));
        program.set("limits", "{calls-per-second: unlimited, max-in-flight: " + IN_FLIGHT + "}");
        return program;
    }
}
