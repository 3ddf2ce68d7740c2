package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.simulator.Faults.FaultShare;
import io.conversationcleanup.simulator.Faults.ScriptedFault;
import io.conversationcleanup.simulator.RecordedCall;
import io.conversationcleanup.simulator.SimulatorSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that fail: what is sent again, how often, and what becomes of the row. */
class FaultyProviderIT {

    private static final int ROWS = 40;

    @TempDir
    private Path directory;

    private Program program;

    @AfterEach
    void uninstall() {
        program.close();
    }

    @Test
    void usersThatDoNotExistFailAtOnce() {
        RunReports reports = run(1, Program.PROVIDER.withMissingUsers(Set.of("user-3", "user-17")));

        assertThat(reports.rowCounts()).isEqualTo(Map.of("deleted", 38L, "failed", 2L));
        assertThat(reports.failuresByCode()).isEqualTo(Map.of("50001", 2L));
        assertThat(reports.resultOf("user-17")).containsEntry("code", "50001").containsEntry("attempts", "1");
        assertThat(program.asked()).isEqualTo(Program.onceEach(Asked.rows(ROWS)));
    }

    @Test
    void aPassingFailureIsSentAgainUntilItPasses() {
        RunReports reports = run(0, scripted(fault(5, "50004", 2), fault(9, "60008", 1)));

        assertThat(reports.rowCounts()).isEqualTo(Map.of("deleted", 40L));
        assertThat(reports.attempts()).isEqualTo(Map.of(1, 38L, 2, 1L, 3, 1L));
        assertThat(reports.resultOf("user-5")).containsEntry("attempts", "3").containsEntry("code", "");
        assertThat(reports.resultOf("user-9")).containsEntry("attempts", "2");
        assertThat(reports.callCount("retries")).isEqualTo(3);
        assertThat(program.askedTimes()).isEqualTo(Map.of(1L, 38L, 2L, 1L, 3L, 1L));
        assertThat(program.asked()).containsEntry(Asked.row(5), 3L);
        assertThat(program.provider().stats().deletedAgain()).isZero();
    }

    @Test
    void aFailureThatNeverPassesUsesUpTheAttemptsAndIsRetryable() {
        program = Program.in(directory, scripted(ScriptedFault.parse("user-8:50004")));
        program.set("retry", "{max-attempts: 4, first-delay: 5ms}");

        RunReports reports = run(1);

        assertThat(reports.rowCounts()).isEqualTo(Map.of("deleted", 39L, "retryable", 1L));
        assertThat(reports.resultOf("user-8"))
                .containsEntry("outcome", "retryable")
                .containsEntry("code", "50004")
                .containsEntry("attempts", "4");
        assertThat(program.asked()).containsEntry(Asked.row(8), 4L);
        assertThat(program.calls()).isEqualTo(43);
    }

    @Test
    void aCodeThatNobodyKnowsGetsThreeAttemptsAndFails() {
        RunReports reports = run(1, scripted(ScriptedFault.parse("user-8:98765")));

        assertThat(reports.rowCounts()).isEqualTo(Map.of("deleted", 39L, "failed", 1L));
        assertThat(reports.resultOf("user-8")).containsEntry("code", "98765").containsEntry("attempts", "3");
        assertThat(program.asked()).containsEntry(Asked.row(8), 3L);
        assertThat(program.calls()).isEqualTo(42);
    }

    @Test
    void aThrottledCallCostsNoAttempt() {
        RunReports reports = run(0, scripted(fault(12, "60007", 1)));

        assertThat(reports.rowCounts()).isEqualTo(Map.of("deleted", 40L));
        assertThat(reports.attempts()).isEqualTo(Map.of(1, 40L));
        assertThat(reports.callCount("throttled")).isEqualTo(1);
        assertThat(reports.callCount("retries")).isEqualTo(1);
        assertThat(program.asked()).containsEntry(Asked.row(12), 2L);
        assertThat(program.calls()).isEqualTo(41);
    }

    @Test
    void anAnswerThatIsBrokenOrMissingIsSentAgain() {
        RunReports reports = run(
                0,
                scripted(fault(3, "garbage", 1), fault(11, "reset", 1), fault(19, "truncate", 1), fault(27, "502", 1)));

        assertThat(reports.rowCounts()).isEqualTo(Map.of("deleted", 40L));
        assertThat(reports.attempts()).isEqualTo(Map.of(1, 36L, 2, 4L));
        assertThat(List.of(3, 11, 19, 27))
                .allSatisfy(number -> assertThat(program.asked()).containsEntry(Asked.row(number), 2L));
        assertThat(program.calls()).isEqualTo(44);
        // These two calls had happened; only their answers were lost.
        assertThat(program.provider().stats().deletedAgain()).isEqualTo(2);
        assertThat(program.provider().calls())
                .filteredOn(RecordedCall::deletes)
                .extracting(RecordedCall::user)
                .filteredOn(List.of("user-3", "user-11", "user-19", "user-27")::contains)
                .containsExactlyInAnyOrder("user-3", "user-3", "user-11", "user-19", "user-19", "user-27");
    }

    @Test
    void whateverFailsAtRandomEveryRowIsDeletedInTheEndAndNoAttemptIsCountedWithoutACall() {
        program = Program.in(
                directory,
                Program.PROVIDER.withFaultShares(List.of(
                        FaultShare.parse("10%:50004"),
                        FaultShare.parse("1%:502"),
                        FaultShare.parse("1%:reset"),
                        FaultShare.parse("1%:garbage"))));
        program.set("retry", "{max-attempts: 20, first-delay: 5ms, max-delay: 20ms}");
        List<Asked> rows = Asked.rows(500);
        program.input(rows);

        CommandRun run = program.run();

        assertThat(run.exitCode()).isZero();
        RunReports reports = run.reports(500);
        assertThat(reports.rowCounts()).isEqualTo(Map.of("deleted", 500L));
        assertThat(reports.callCount("total")).isEqualTo(program.calls());
        assertThat(reports.callCount("retries")).isEqualTo(program.calls() - 500);
        assertThat(program.asked().keySet()).isEqualTo(Set.copyOf(rows));
        Map<String, Long> attempts = reports.results().stream()
                .collect(Collectors.toMap(line -> line.get("user"), line -> Long.valueOf(line.get("attempts"))));
        // More calls than attempts: where the last rows got no answer, an outage was suspected.
        assertThat(program.asked())
                .allSatisfy((row, calls) -> assertThat(attempts.get(row.user())).isBetween(1L, calls));
    }

    private RunReports run(int exitCode, SimulatorSettings provider) {
        program = Program.in(directory, provider);
        return run(exitCode);
    }

    private RunReports run(int exitCode) {
        program.input(Asked.rows(ROWS));
        CommandRun run = program.run();
        assertThat(run.exitCode()).isEqualTo(exitCode);
        RunReports reports = run.reports(ROWS);
        assertThat(reports.callCount("total")).isEqualTo(program.calls());
        assertThat(reports.callCount("inDoubt")).isZero();
        return reports;
    }

    private static SimulatorSettings scripted(ScriptedFault... faults) {
        return Program.PROVIDER.withScriptedFaults(List.of(faults));
    }

    private static ScriptedFault fault(int row, String reaction, int times) {
        return ScriptedFault.parse("user-" + row + ":" + reaction + ":" + times);
    }
}
