package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.simulator.Faults.ScriptedFault;
import io.conversationcleanup.simulator.RecordedCall;
import io.conversationcleanup.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The provider cannot be reached, for a while or for too long: no row loses an attempt. */
@Timeout(120)
class OutageIT {

    @TempDir
    private Path directory;

    @Test
    void anOutageThatLastsTooLongStopsTheRunAndTheSameCommandGoesOn() throws IOException {
        try (Program program = Program.in(directory, Program.PROVIDER)) {
            List<Asked> rows = Asked.rows(100);
            program.input(rows);
            program.set("outage", "{give-up-after: 500ms}");
            RunReports reports;
            int port;
            try (UnservedPort unserved = new UnservedPort()) {
                port = unserved.number();
                program.set("endpoint", "http://127.0.0.1:" + port);

                CommandRun stopped = program.run();

                assertThat(stopped.exitCode()).isEqualTo(2);
                reports = stopped.reports(100);
                assertThat(reports.status()).isEqualTo("STOPPED_BY_RULE");
                assertThat(reports.reason()).contains("outage.give-up-after").contains("no connection");
                assertThat(reports.rowCounts()).isEqualTo(Map.of("pending", 100L));
                assertThat(reports.attempts()).isEqualTo(Map.of(0, 100L));
            }
            program.serve(Program.PROVIDER, port, InstantSource.system());

            CommandRun resumed = program.run();

            assertThat(resumed.exitCode()).isZero();
            RunReports after = resumed.reports(100);
            assertThat(after.run()).isEqualTo(reports.run());
            assertThat(after.rowCounts()).isEqualTo(Map.of("deleted", 100L));
            assertThat(after.attempts()).isEqualTo(Map.of(1, 100L));
            assertThat(after.callCount("inDoubt")).isZero();
            assertThat(program.asked()).isEqualTo(Program.onceEach(rows));
        }
    }

    @Test
    void aProviderThatGoesAwayAndComesBackCostsNoAttempt() throws IOException {
        // One call is answered and the others hang, so that whatever is in flight when the wire is cut stays
        // unanswered.
        int arrived = 64;
        CompletableFuture<Void> allInFlight = new CompletableFuture<>();
        CompletableFuture<Void> noticed = new CompletableFuture<>();
        try (Program program = Program.in(
                        directory,
                        Program.PROVIDER.withScriptedFaults(
                                List.of(ScriptedFault.parse("*:0:1"), ScriptedFault.parse("*:hang"))),
                        new CallCounter(arrived, () -> allInFlight.complete(null)));
                Wire wire = Wire.to(program.provider().baseUri())) {
            // Enough for each sender to have a range, and so for all calls to be in flight at once.
            List<Asked> rows = Asked.rows(400);
            program.input(rows);
            program.set("endpoint", wire.baseUri().toString());
            program.set("limits", "{calls-per-second: unlimited, max-in-flight: " + arrived + "}");
            program.atLog(line -> {
                if (line.contains("The provider cannot be used")) {
                    noticed.complete(null);
                }
            });
            Simulator before = program.provider();
            Simulator after = program.serve(Program.PROVIDER, 0, InstantSource.system());
            CompletableFuture<Void> cut = allInFlight.thenRunAsync(wire::cut);
            CompletableFuture<Void> mended = cut.runAfterBothAsync(noticed, () -> wire.mend(after.baseUri()));

            CommandRun run = program.run();

            assertThat(mended).isCompleted();
            assertThat(run.exitCode()).isZero();
            RunReports reports = run.reports(400);
            assertThat(reports.rowCounts()).isEqualTo(Map.of("deleted", 400L));
            assertThat(reports.attempts()).isEqualTo(Map.of(1, 400L));
            assertThat(reports.callCount("retries")).isGreaterThanOrEqualTo(arrived - 1);
            assertThat(run.log()).anyMatch(line -> line.contains("The provider answers again"));
            // One has been answered, so one more than may be in flight can have left before the cut.
            assertThat(before.stats().calls()).isBetween((long) arrived, arrived + 1L);
            assertThat(before.stats().deleted()).isEqualTo(1);
            assertThat(after.stats().deletedAgain()).isZero();
            assertThat(Stream.of(before, after)
                            .flatMap(provider -> provider.calls().stream())
                            .filter(RecordedCall::deletes)
                            .map(RecordedCall::user))
                    .containsExactlyInAnyOrderElementsOf(
                            rows.stream().map(Asked::user).toList());
        }
    }
}
