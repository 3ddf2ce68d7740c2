package io.conversationcleanup.report;

import static io.conversationcleanup.report.Samples.AT;
import static io.conversationcleanup.report.Samples.COLUMNS;
import static io.conversationcleanup.report.Samples.rejected;
import static io.conversationcleanup.report.Samples.row;
import static io.conversationcleanup.report.Samples.run;
import static io.conversationcleanup.report.Samples.untouched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.ledger.CallCounts;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.ReportRow;
import io.conversationcleanup.ledger.RowState;
import io.conversationcleanup.ledger.Tally;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

    private static final Ledger EVERY_OUTCOME = new LedgerOfRows(
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

        assertThat(directory.resolve("results.csv")).hasContent("""
                line,user,peer,type,clearRamble,outcome,code,message,attempts,finishedAt
                2,u1,p1,0,0,deleted,,,1,2026-11-21T00:03:55.100Z
                3,u2,g2,9,1,already-gone,,,2,2026-11-21T00:03:55.123Z
                4,u3,p3,0,0,failed,50001,conversation is locked,1,2026-11-21T00:03:55.100Z
                5,u4,p4,0,0,retryable,timeout,no answer within 10 s,5,2026-11-21T00:03:55.100Z
                6,u5,p5,0,0,retryable,timeout,no answer within 10 s,2,2026-11-21T00:03:55.100Z
                7,u6,,0,0,rejected,,To_Account: is empty,0,
                8,u1,p1,0,0,duplicate,,the same conversation as line 2,0,
                9,u7,p7,0,0,pending,,,0,
                """);
    }

    @Test
    void failuresHoldTheRowsNotDoneInTheInputsOwnColumns() throws IOException {
        write(EVERY_OUTCOME);

        assertThat(text("failures.csv")).isEqualTo("""
                From_Account,To_Account,Type,ClearRamble,_line,_outcome,_code,_message,_attempts
                u3,p3,0,0,4,failed,50001,conversation is locked,1
                u4,p4,0,0,5,retryable,timeout,no answer within 10 s,5
                u5,p5,0,0,6,retryable,timeout,no answer within 10 s,2
                u6,,0,0,7,rejected,,To_Account: is empty,0
                """);
    }

    @Test
    void summaryCountsWaitingRowsAsRetryableAndBalances() throws IOException {
        CallCounts calls = new CallCounts(12, 4, 1, 2, 9);
        Samples.reports()
                .write(
                        EVERY_OUTCOME,
                        run(RunStatus.STOPPED, "asked to stop by \"ops\"", COLUMNS, 19.8, calls),
                        directory,
                        () -> {});

        assertThat(text("summary.json")).isEqualTo("""
                {
                  "run" : "demo-20261121-000355",
                  "job" : "demo",
                  "provider" : "tencent",
                  "operation" : "delete-conversation",
                  "status" : "STOPPED",
                  "input" : {
                    "file" : "users.csv",
                    "sha256" : "ab12"
                  },
                  "rows" : {
                    "total" : 8,
                    "deleted" : 1,
                    "alreadyGone" : 1,
                    "failed" : 1,
                    "retryable" : 2,
                    "rejected" : 1,
                    "duplicate" : 1,
                    "pending" : 1
                  },
                  "calls" : {
                    "total" : 12,
                    "retries" : 4,
                    "throttled" : 1,
                    "inDoubt" : 2
                  },
                  "rate" : {
                    "limitPerSecond" : 19.8,
                    "meanPerSecond" : 2.4,
                    "maxInAnySecond" : 9
                  },
                  "failuresByCode" : {
                    "timeout" : 2,
                    "50001" : 1
                  },
                  "startedAt" : "2026-11-21T00:03:55.100Z",
                  "endedAt" : "2026-11-21T00:05:25.100Z",
                  "durationSeconds" : 6.4,
                  "outstanding" : 2,
                  "reason" : "asked to stop by \\"ops\\"",
                  "askedBy" : {
                    "user" : "alice",
                    "reason" : "GDPR-7"
                  },
                  "rerunOf" : null,
                  "reruns" : [ ]
                }
                """);
    }

    @Test
    void anEmptyInputHasReportsToo() throws IOException {
        Path deep = directory.resolve("runs/demo");
        ReportFiles files =
                Samples.reports().write(new LedgerOfRows(), run(RunStatus.COMPLETED, COLUMNS), deep, () -> {});

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
        write(new LedgerOfRows(row(2, "u1", "p1", RowState.DELETED)));

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

        Samples.reports().write(EVERY_OUTCOME, run(RunStatus.STOPPED, COLUMNS), link, () -> {});

        assertThat(real.resolve("summary.json")).exists();
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsNamed() throws IOException {
        Path file = Files.createFile(directory.resolve("out"));

        assertThatThrownBy(
                        () -> Samples.reports().write(EVERY_OUTCOME, run(RunStatus.STOPPED, COLUMNS), file, () -> {}))
                .isInstanceOf(ReportException.class)
                .hasMessage("Cannot write " + file + ": something that is not a directory has this name. The outcome of"
                        + " every row is kept in the repository, nothing is lost: make room or give access, or choose"
                        + " another directory with --output, and give the same command again.");
    }

    @Test
    void aPlaceThatCannotTakeReportsIsFoundOutBeforehandAndNothingIsMade() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Path below = file.resolve("a/b");

        assertThatThrownBy(() -> Reports.requireWritable(below))
                .isInstanceOfSatisfying(
                        ReportException.class, e -> assertThat(e.when()).isEqualTo(ReportException.When.BEFOREHAND))
                .hasMessage("Nothing was sent: reports cannot be written to " + below + " (" + file
                        + " is not a directory). Give access to it, or another directory with --output.");
        assertThatThrownBy(() -> Reports.requireWritable(file)).hasMessageContaining(file + " is not a directory");

        Reports.requireWritable(directory.resolve("not/there/yet"));
        assertThat(directory.resolve("not")).doesNotExist();
    }

    @Test
    void afterAFailureTheEarlierReportsAreStillThereAndNothingElse() throws IOException {
        write(EVERY_OUTCOME);
        String before = text("results.csv");
        Files.createDirectory(
                directory.resolve("summary.json." + ProcessHandle.current().pid() + ".tmp"));

        assertThatThrownBy(() -> write(new LedgerOfRows()))
                .isInstanceOf(ReportException.class)
                .hasMessageStartingWith("Cannot write " + directory.resolve("summary.json") + ": ");
        assertThat(text("results.csv")).isEqualTo(before);
        assertThat(names().filter(name -> !name.startsWith("summary.json.")))
                .containsExactly(
                        "failures.csv", "manifest.json", "report.html", "results.chain", "results.csv", "summary.json");
    }

    @Test
    void aLedgerThatFailsHalfwayLeavesNothingBehind() throws IOException {
        Ledger broken = new LedgerOfRows() {
            @Override
            public void forEachRow(long run, Consumer<ReportRow> consumer) {
                consumer.accept(Samples.row(2, "u1", "p1", RowState.DELETED));
                throw new IllegalStateException("connection lost");
            }
        };

        assertThatThrownBy(() -> write(broken)).hasMessage("connection lost");
        assertThat(names()).isEmpty();
    }

    @Test
    void rowsThatDoNotAddUpToTheLedgersCountAreNoReport() throws IOException {
        Ledger forgetful = new LedgerOfRows(row(2, "u1", "p1", RowState.DELETED)) {
            @Override
            public Tally tally(long run) {
                return new Tally(2, 2, 0, 0, 0, 0, 0, 0, 0);
            }
        };

        assertThatThrownBy(() -> write(forgetful))
                .isInstanceOf(ReportException.class)
                .hasMessageStartingWith("The reports of run demo-20261121-000355 were not written: its rows come to"
                        + " Tally[total=1, deleted=1,")
                .hasMessageContaining("but the repository counts Tally[total=2, deleted=2,");
        assertThat(names()).isEmpty();
    }

    @Test
    void aRunningRunMayHaveMovedOnWhileItsRowsWereRead() throws IOException {
        Ledger moving = new LedgerOfRows(row(2, "u1", "p1", RowState.DELETED)) {
            @Override
            public Tally tally(long run) {
                return new Tally(2, 2, 0, 0, 0, 0, 0, 0, 0);
            }
        };

        Summary summary = Samples.reports()
                .write(moving, run(RunStatus.RUNNING, COLUMNS), directory, () -> {})
                .summary();

        assertThat(summary.rows()).isEqualTo(new Tally(1, 1, 0, 0, 0, 0, 0, 0, 0));
    }

    private void write(Ledger ledger) {
        Samples.reports().write(ledger, run(RunStatus.STOPPED, COLUMNS), directory, () -> {});
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
