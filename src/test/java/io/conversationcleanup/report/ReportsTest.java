package io.conversationcleanup.report;

import static io.conversationcleanup.report.Samples.AT;
import static io.conversationcleanup.report.Samples.COLUMNS;
import static io.conversationcleanup.report.Samples.rejected;
import static io.conversationcleanup.report.Samples.row;
import static io.conversationcleanup.report.Samples.run;
import static io.conversationcleanup.report.Samples.untouched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.golden.HtmlOutline;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.RowStore.ReportRow;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.runs.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

    private static final Ledger EVERY_OUTCOME = LedgerOfRows.of(
            row(2, "u1", "p1", RowState.DELETED),
            new ReportRow(
                    3,
                    new Conversation("u2", "g2", ConversationType.GROUP, true),
                    null,
                    RowState.ALREADY_GONE,
                    null,
                    null,
                    2,
                    AT.plusNanos(23_456_789)),
            row(4, "u3", "p3", RowState.FAILED, "50001", "conversation is locked", 1),
            row(5, "u4", "p4", RowState.RETRYABLE, "timeout", "no answer within 10 s", 5),
            row(6, "u5", "p5", RowState.WAITING, "timeout", "no answer within 10 s", 2),
            rejected(7, "u6,,0,0", "To_Account: is empty"),
            untouched(8, "u1", "p1", RowState.DUPLICATE, "the same conversation as line 2"),
            untouched(9, "u7", "p7", RowState.PENDING, null));

    @TempDir
    Path directory;

    @Test
    void resultsHoldEveryRowWithItsOutcome() throws IOException {
        write(EVERY_OUTCOME);

        Golden.check("report/results.csv", text("results.csv"));
    }

    @Test
    void failuresHoldTheRowsNotDoneInTheInputsOwnColumns() throws IOException {
        write(EVERY_OUTCOME);

        Golden.check("report/failures.csv", text("failures.csv"));
    }

    @Test
    void summaryCountsWaitingRowsAsRetryableAndBalances() throws IOException {
        CallCounts calls = new CallCounts(12, 4, 1, 2, 9);
        Samples.reports()
                .write(
                        EVERY_OUTCOME,
                        run(RunStatus.STOPPED, "asked to stop by \"ops\"", COLUMNS, 19.8, calls),
                        List.of(),
                        directory,
                        () -> {});

        Golden.check("report/summary.json", text("summary.json"));
        // The hashes that it lists are those of files that the tests hold, or that change with the page's markup.
        Golden.check(
                "report/report.html-text", HtmlOutline.of(text("report.html")).replaceAll("[0-9a-f]{64}", "<SHA-256>"));
        Golden.check(
                "report/manifest.json",
                text("manifest.json")
                        .replaceAll("[0-9a-f]{64}", "<SHA-256>")
                        .replaceAll("\"bytes\" : \\d+", "\"bytes\" : <BYTES>"));
    }

    @Test
    void anEmptyInputHasReportsToo() throws IOException {
        Path deep = directory.resolve("runs/demo");
        ReportFiles files = Samples.reports()
                .write(LedgerOfRows.of(), run(RunStatus.COMPLETED, COLUMNS), List.of(), deep, () -> {});

        assertThat(Files.readString(files.results()))
                .isEqualTo("line,user,peer,type,clearRamble,outcome,code,message,attempts,finishedAt\n");
        assertThat(Files.readString(files.failures()))
                .isEqualTo("From_Account,To_Account,Type,ClearRamble,_line,_outcome,_code,_message,_attempts\n");
        assertThat(Files.readString(files.summaryJson())).contains("\"total\" : 0,");
        assertThat(Files.readString(files.html())).contains("The input has no rows.");
        assertThat(files)
                .isEqualTo(new ReportFiles(
                        deep.resolve("results.csv"),
                        deep.resolve("failures.csv"),
                        deep.resolve("summary.json"),
                        deep.resolve("report.html"),
                        files.summary(),
                        files.manifestSha256(),
                        Manifest.Ids.PLAIN));
    }

    @Test
    void newReportsReplaceEarlierOnesAndLeaveNothingElseBehind() throws IOException {
        write(EVERY_OUTCOME);
        write(LedgerOfRows.of(row(2, "u1", "p1", RowState.DELETED)));

        assertThat(text("results.csv").lines()).hasSize(2);
        assertThat(names())
                .containsExactly(
                        "failures.csv", "manifest.json", "report.html", "results.chain", "results.csv", "summary.json");
    }

    @Test
    void temporaryFilesOfAProcessThatIsGoneAreRemovedAndOthersKept() throws IOException {
        Files.writeString(directory.resolve("results.csv.999999999999.tmp"), "half a fi");
        Files.writeString(directory.resolve("results.csv.1.tmp"), "another process writes this");
        Files.writeString(directory.resolve("results.csv.mine.tmp"), "nobody's business");

        write(EVERY_OUTCOME);

        assertThat(names())
                .containsExactly(
                        "failures.csv",
                        "manifest.json",
                        "report.html",
                        "results.chain",
                        "results.csv",
                        "results.csv.1.tmp",
                        "results.csv.mine.tmp",
                        "summary.json");
    }

    @Test
    void aLinkToADirectoryWillDo() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);

        Samples.reports().write(EVERY_OUTCOME, run(RunStatus.STOPPED, COLUMNS), List.of(), link, () -> {});

        assertThat(real.resolve("summary.json")).exists();
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsNamed() throws IOException {
        Path file = Files.createFile(directory.resolve("out"));

        Throwable refused = catchThrowable(() ->
                Samples.reports().write(EVERY_OUTCOME, run(RunStatus.STOPPED, COLUMNS), List.of(), file, () -> {}));

        assertThat(refused).isInstanceOf(ReportException.class);
        Golden.check("errors/output-is-a-file.txt", Golden.masked(refused.getMessage(), directory));
    }

    @Test
    void aPlaceThatCannotTakeReportsIsFoundOutBeforehandAndNothingIsMade() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Path below = file.resolve("a/b");

        Throwable refused = catchThrowable(() -> Reports.requireWritable(below));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        ReportException.class, e -> assertThat(e.kind()).isEqualTo(ReportException.Kind.UNWRITABLE));
        Golden.check("errors/output-below-a-file.txt", Golden.masked(refused.getMessage(), directory));
        assertThatThrownBy(() -> Reports.requireWritable(file)).hasMessageContaining(file + " is not a directory");

        Reports.requireWritable(directory.resolve("not/there/yet"));
        assertThat(directory.resolve("not")).doesNotExist();
    }

    @Test
    void afterAFailureTheEarlierReportsAreStillThereAndNothingElse() throws IOException {
        write(EVERY_OUTCOME);
        String before = text("results.csv");
        Files.createDirectories(directory
                .resolve("summary.json." + ProcessHandle.current().pid() + ".tmp")
                .resolve("full"));

        assertThatThrownBy(() -> write(LedgerOfRows.of()))
                .isInstanceOf(ReportException.class)
                .hasMessageStartingWith("Cannot write " + directory.resolve("summary.json") + ": ");
        assertThat(text("results.csv")).isEqualTo(before);
        assertThat(names().filter(name -> !name.startsWith("summary.json.")))
                .containsExactly(
                        "failures.csv", "manifest.json", "report.html", "results.chain", "results.csv", "summary.json");
    }

    @Test
    void aLedgerThatFailsHalfwayLeavesNothingBehind() throws IOException {
        Ledger broken = LedgerOfRows.reading(new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0), consumer -> {
            consumer.accept(Samples.row(2, "u1", "p1", RowState.DELETED));
            throw new IllegalStateException("connection lost");
        });

        assertThatThrownBy(() -> write(broken)).hasMessage("connection lost");
        assertThat(names()).isEmpty();
    }

    @Test
    void rowsThatDoNotAddUpToTheLedgersCountAreNoReport() throws IOException {
        Ledger forgetful =
                LedgerOfRows.counting(new Tally(2, 2, 0, 0, 0, 0, 0, 0, 0), row(2, "u1", "p1", RowState.DELETED));

        Throwable refused = catchThrowable(() -> write(forgetful));

        assertThat(refused).isInstanceOf(ReportException.class);
        Golden.check("errors/reports-do-not-add-up.txt", refused.getMessage());
        assertThat(names()).isEmpty();
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws IOException {
        Path report = Files.createFile(directory.resolve("results.csv"));
        Files.createFile(directory.resolve("results.csv.999999999.tmp"));
        Files.createFile(directory.resolve("manifest.json.999999999.tmp"));

        Reports.removeLeftovers(directory);
        Reports.removeLeftovers(directory.resolve("not-there"));

        assertThat(directory).isDirectoryContaining(report::equals).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aRunningRunMayHaveMovedOnWhileItsRowsWereRead() throws IOException {
        Ledger moving =
                LedgerOfRows.counting(new Tally(2, 2, 0, 0, 0, 0, 0, 0, 0), row(2, "u1", "p1", RowState.DELETED));

        Summary summary = Samples.reports()
                .write(moving, run(RunStatus.RUNNING, COLUMNS), List.of(), directory, () -> {})
                .summary();

        assertThat(summary.rows()).isEqualTo(new Tally(1, 1, 0, 0, 0, 0, 0, 0, 0));
    }

    private void write(Ledger ledger) {
        Samples.reports().write(ledger, run(RunStatus.STOPPED, COLUMNS), List.of(), directory, () -> {});
    }

    private String text(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return List.copyOf(
                    files.map(file -> file.getFileName().toString()).sorted().toList())
                    .stream();
        }
    }
}
