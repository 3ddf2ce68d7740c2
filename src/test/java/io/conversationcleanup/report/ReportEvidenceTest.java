package io.conversationcleanup.report;

import static io.conversationcleanup.report.Samples.AT;
import static io.conversationcleanup.report.Samples.COLUMNS;
import static io.conversationcleanup.report.Samples.rejected;
import static io.conversationcleanup.report.Samples.row;
import static io.conversationcleanup.report.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.evidence.Manifest.FileStamp;
import io.conversationcleanup.evidence.Verification;
import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.ledger.HistoryStore.StartDetail;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.OwnedRun;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.runs.Pseudonyms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That reports can be verified, and that they name nobody if they must not. */
class ReportEvidenceTest {

    @TempDir
    private Path directory;

    @Test
    void theManifestHoldsTheHashesOfAllFilesAndTheyAreVerified() throws IOException {
        Ledger ledger = LedgerOfRows.of(row(2, "u1", "p1", RowState.DELETED));
        ledger.history().started(new OwnedRun(7, "me"), AT, "alice", new StartDetail(Map.of(), 4_711));

        ReportFiles files =
                Samples.reports().write(ledger, run(RunStatus.COMPLETED, COLUMNS), List.of(), directory, () -> {});

        Verification verification = Verification.of(directory);
        assertThat(verification.differences()).isEmpty();
        assertThat(verification.manifestSha256()).isEqualTo(files.manifestSha256());
        Manifest manifest = verification.manifest();
        assertThat(manifest.run()).isEqualTo("demo-20261121-000355");
        assertThat(manifest.writtenAt()).isEqualTo(AT);
        assertThat(manifest.input()).isEqualTo(new Manifest.Input("users.csv", "ab12", OptionalLong.of(4_711)));
        assertThat(manifest.files())
                .extracting(FileStamp::name)
                .containsExactly("results.csv", "failures.csv", "results.chain", "summary.json", "report.html");
        assertThat(manifest.chain().lines()).isEqualTo(2);
        assertThat(text("report.html"))
                .contains(manifest.files().get(0).sha256(), "Started by alice", "<bdi>Completed</bdi>");
    }

    @Test
    void withPseudonymsNoReportNamesAnybody() throws IOException {
        Pseudonyms pseudonyms = new Pseudonyms("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
        Ledger ledger = LedgerOfRows.of(
                row(2, "anna", "berta", RowState.FAILED, "50001", "no user anna, asked for berta", 1),
                rejected(3, "anna,berta,dora,emil", "Type is \"dora\"; ClearRamble is \"emil\""),
                rejected(4, "anna,\"berta", "a quote is not closed"));

        new Reports(Samples.RULES, code -> Optional.empty(), Optional.of(pseudonyms), () -> AT)
                .write(
                        ledger,
                        run(
                                RunStatus.STOPPED_BY_RULE,
                                "1 row was refused: no user anna",
                                COLUMNS,
                                160,
                                CallCounts.NONE),
                        List.of(),
                        directory,
                        () -> {});

        String anna = pseudonyms.of("anna");
        String berta = pseudonyms.of("berta");
        Golden.check("report/results-with-pseudonyms.csv", text("results.csv"));
        assertThat(text("results.csv"))
                .contains("2," + anna + "," + berta + ",")
                .doesNotContain("anna", "berta", "dora", "emil");
        Golden.check("report/failures-with-pseudonyms.csv", text("failures.csv"));
        assertThat(text("failures.csv"))
                .contains(anna + "," + berta + ",")
                .doesNotContain("anna", "berta", "dora", "emil");
        assertThat(text("summary.json")).contains("\"reason\" : \"1 row was refused: no user " + anna + "\"");
        assertThat(text("report.html")).contains(anna).doesNotContain("anna", "berta", "dora", "emil");
        assertThat(text("manifest.json")).contains("\"ids\" : \"pseudonyms\"");
    }

    private String text(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }
}
