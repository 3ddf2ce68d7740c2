package io.conversationcleanup.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.OutstandingStore.RowRange;
import io.conversationcleanup.ledger.OwnedRun;
import io.conversationcleanup.ledger.RowStore.ReportRow;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.repository.RepositoryUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that records outcomes is killed with no warning; whatever it was told is recorded must be there. */
class LedgerDurabilityIT {

    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 200;

    @Test
    void whatWasRecordedOutlivesAKillAndTheRestIsInDoubtOrPending(@TempDir Path directory) throws Exception {
        Process process = start(directory);
        List<Long> acknowledged = new ArrayList<>();
        Throwable whileHeld = null;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(RecordingProcess.RECORDED)) {
                    acknowledged.add(RecordingProcess.rowOf(line));
                }
                if (acknowledged.size() == 1 && whileHeld == null) {
                    whileHeld = openingFails(directory);
                }
                if (acknowledged.size() == ACKNOWLEDGED_BEFORE_THE_KILL) {
                    process.destroyForcibly();
                }
            }
        } catch (IOException cutShort) {
            // The kill may end the stream in the middle of a line.
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_BEFORE_THE_KILL);
        assertThat(RepositoryUrl.isLocked(whileHeld)).isTrue();
        try (OpenRepository repository = OpenRepository.onH2(directory).withTables()) {
            assertAllThere(repository.ledger(InstantSource.system()), acknowledged.get(acknowledged.size() - 1));
        }
    }

    private static void assertAllThere(Ledger ledger, long lastAcknowledged) {
        long run = ledger.runs().find(RecordingProcess.RUN).orElseThrow().number();
        Tally tally = ledger.results().tally(run);
        List<ReportRow> rows = new ArrayList<>();
        ledger.rows().forEachRow(run, rows::add);

        assertThat(rows).hasSize(RecordingProcess.ROWS);
        assertThat(rows.subList(0, (int) lastAcknowledged))
                .extracting(ReportRow::state)
                .containsOnly(RowState.DELETED);
        assertThat(tally.deleted() + tally.pending()).isEqualTo(RecordingProcess.ROWS);

        List<Long> inDoubt = ledger.outstanding().recoverInDoubt(new OwnedRun(run, RecordingProcess.TOKEN)).stream()
                .map(Row::number)
                .toList();
        List<Long> next =
                ledger
                        .outstanding()
                        .pending(run, new RowRange(1, RecordingProcess.ROWS), RecordingProcess.CHUNK)
                        .stream()
                        .map(Row::number)
                        .toList();
        assertThat(next.get(0)).isEqualTo(tally.deleted() + 1);
        assertThat(inDoubt).isEqualTo(next);
        assertThat(ledger.runs().find(RecordingProcess.RUN).orElseThrow().calls())
                .isEqualTo(new CallCounts(tally.deleted(), 0, 0, RecordingProcess.CHUNK, 1));
    }

    private static Throwable openingFails(Path directory) {
        try (OpenRepository second = OpenRepository.onH2(directory)) {
            return catchThrowable(second::withTables);
        }
    }

    private static Process start(Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecordingProcess.class.getName(),
                        directory.toString())
                .redirectError(Redirect.INHERIT)
                .start();
    }
}
