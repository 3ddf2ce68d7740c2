package io.conversationcleanup.report;

import static io.conversationcleanup.report.Samples.COLUMNS;
import static io.conversationcleanup.report.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.runs.Summary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTextTest {

    private static final CallCounts CALLS = new CallCounts(1012, 12, 0, 0, 160);

    @Test
    void aCompletedRunTellsItsCountsItsSpeedAndWhereTheReportsAre() {
        Golden.check(
                "summary/completed.txt",
                lines(
                        run(RunStatus.COMPLETED, null, COLUMNS, 160, CALLS),
                        new Tally(1000, 998, 1, 0, 0, 0, 0, 1, 0),
                        Map.of()));
    }

    @Test
    void failuresAreToldByCodeAndWhatToDoWithThem() {
        Golden.check(
                "summary/completed-with-failures.txt",
                lines(
                        run(
                                RunStatus.COMPLETED_WITH_FAILURES,
                                null,
                                COLUMNS,
                                Double.POSITIVE_INFINITY,
                                new CallCounts(30, 1, 2, 3, 30)),
                        new Tally(30, 3, 0, 25, 1, 0, 1, 0, 0),
                        Map.of("1", 9L, "2", 8L, "3", 5L, "4", 2L, "", 1L, "timeout", 1L)));
    }

    @Test
    void aStoppedRunTellsWhyAndHowItGoesOn() {
        Golden.check(
                "summary/stopped-by-rule.txt",
                lines(
                        run(RunStatus.STOPPED_BY_RULE, "22 % of the rows failed.", COLUMNS, 160, CALLS),
                        new Tally(1000, 600, 0, 100, 50, 20, 0, 0, 250),
                        Map.of("50001", 150L)));
    }

    @Test
    void anAbortedRunSaysThatSomethingMustBePutRightFirst() {
        Golden.check(
                "summary/aborted.txt",
                lines(
                        run(RunStatus.ABORTED, "The provider refused the signature.", COLUMNS, 160, CALLS),
                        new Tally(1, 0, 0, 0, 0, 0, 0, 0, 1),
                        Map.of()));
    }

    @Test
    void noLineButThoseWithFileNamesIsWiderThanATerminal() {
        List<String> lines = lines(
                run(
                        RunStatus.STOPPED,
                        "somebody asked it to stop, and said so at some length, for reasons best known to themselves",
                        COLUMNS,
                        19.8,
                        new CallCounts(123_456_789_012L, 123_456_789_012L, 123_456_789_012L, 123_456_789_012L, 9)),
                new Tally(
                        70_000_000_000L,
                        10_000_000_000L,
                        10_000_000_000L,
                        10_000_000_000L,
                        10_000_000_000L,
                        5_000_000_000L,
                        10_000_000_000L,
                        10_000_000_000L,
                        10_000_000_000L),
                Map.of("a-rather-long-code-of-ours", 1_000_000L, "another-rather-long-code", 1_000_000L));

        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    private static List<String> lines(Run run, Tally rows, Map<String, Long> codes) {
        Path out = Path.of("out");
        return SummaryText.lines(new ReportFiles(
                out.resolve("results.csv"),
                out.resolve("failures.csv"),
                out.resolve("summary.json"),
                out.resolve("report.html"),
                Summary.of(run, rows, codes),
                "ab34",
                Manifest.Ids.PLAIN));
    }

    private static Run refused(int sequence) {
        Run run = run(
                RunStatus.STOPPED,
                Summary.NOT_CONFIRMED + ": nobody could be asked, and --yes was not given",
                COLUMNS,
                160,
                CallCounts.NONE);
        return new Run(
                run.number(),
                sequence,
                run.entry(),
                run.status(),
                run.cause(),
                run.confirmed(),
                run.statusReason(),
                run.endedAt(),
                run.active(),
                run.sending(),
                run.calls(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void ofARunThatWasNotConfirmedTheSameCommandAsksAgainButNotWithFresh() {
        Tally rows = new Tally(10, 0, 0, 0, 0, 0, 0, 0, 10);

        Golden.check("summary/not-confirmed.txt", lines(refused(1), rows, Map.of()));
        Golden.check("summary/not-confirmed-fresh.txt", lines(refused(2), rows, Map.of()));
    }

    @Test
    void aRerunThatTookUpAllThatWasNotDoneIsToldInPlaceOfAdvice() {
        Summary summary = failed().among(List.of(rerun("demo-rerun", RunStatus.COMPLETED, "3 retryable", 8)));

        Golden.check("summary/next-step-after-a-rerun.txt", NextStep.of(summary));
        assertThat(SummaryText.again(summary, words -> words)).isEmpty();
        assertThat(SummaryJson.tree(summary).get("reruns").toString()).isEqualTo("[\"demo-rerun\"]");
    }

    @Test
    void rowsThatNoRerunTookUpKeepTheirAdvice() {
        Summary summary = failed().among(List.of(
                rerun("demo-rerun-2", RunStatus.RUNNING, "1 failed or retryable, 20004", 9),
                rerun("demo-rerun", RunStatus.COMPLETED_WITH_FAILURES, "1 failed, 60008", 8)));

        Golden.check("summary/next-step-after-two-reruns.txt", NextStep.of(summary));
        Golden.check(
                "summary/again.txt", SummaryText.again(summary, words -> words).orElseThrow());
    }

    private static Summary failed() {
        return Summary.of(
                run(RunStatus.COMPLETED_WITH_FAILURES, null, COLUMNS, 160, CALLS),
                new Tally(10, 7, 0, 0, 3, 0, 0, 0, 0),
                Map.of());
    }

    private static Run rerun(String id, RunStatus status, String rows, long number) {
        Run parent = run(status, null, COLUMNS, 160, CALLS);
        Run.Entry made = parent.entry();
        Run.Entry rerun = new Run.Entry(
                id,
                new RunIdentity(made.identity().job(), made.identity().lane(), "ab12 " + parent.id() + ": " + rows),
                made.provider(),
                made.operation(),
                made.inputFile(),
                made.columns(),
                made.staging(),
                made.ratePerSecond(),
                made.startedAt(),
                made.requestedBy(),
                Optional.of(parent.id()));
        return new Run(
                number,
                1,
                rerun,
                status,
                null,
                true,
                null,
                null,
                parent.active(),
                parent.sending(),
                parent.calls(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aRunThatALaterOneHasReplacedDoesNotSayThatTheSameCommandGoesOnWithIt() {
        Run first = refused(1);
        Run second = new Run(
                8,
                2,
                renamed(first, "demo-later"),
                RunStatus.STOPPED,
                null,
                true,
                null,
                null,
                Duration.ZERO,
                Duration.ZERO,
                CALLS,
                Optional.empty(),
                Optional.empty());
        List<Run> runs = List.of(second, first);
        Tally rows = new Tally(10, 0, 0, 0, 0, 0, 0, 0, 10);

        Golden.check(
                "summary/next-step-of-a-replaced-run.txt",
                NextStep.of(Summary.of(first, rows, Map.of()).among(runs)));
        assertThat(Summary.of(second, rows, Map.of()).among(runs).replacedBy()).isEmpty();
    }

    private static Run.Entry renamed(Run run, String id) {
        Run.Entry made = run.entry();
        return new Run.Entry(
                id,
                made.identity(),
                made.provider(),
                made.operation(),
                made.inputFile(),
                made.columns(),
                made.staging(),
                made.ratePerSecond(),
                made.startedAt(),
                made.requestedBy(),
                made.parent());
    }
}
