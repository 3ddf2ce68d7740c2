package io.conversationcleanup.report;

import static io.conversationcleanup.report.Samples.COLUMNS;
import static io.conversationcleanup.report.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.evidence.Manifest.FileStamp;
import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.golden.HtmlOutline;
import io.conversationcleanup.ledger.HistoryStore.RunEvent;
import io.conversationcleanup.ledger.HistoryStore.StartDetail;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.ledger.TimelinePoint;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Latencies;
import io.conversationcleanup.model.RequestedBy;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.model.Traffic;
import io.conversationcleanup.report.RowReports.FailedRow;
import io.conversationcleanup.runs.Summary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private static final String HOSTILE = "<script>alert('1')</script>\"&\u0000\u202e";
    private static final String ESCAPED = "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;\u2400\u202e";
    private static final Tally ONE_FAILED = new Tally(1, 0, 0, 1, 0, 0, 0, 0, 0);

    @Test
    void whateverAnIdOrAMessageHoldsIsShownAndNeverMarkup() {
        Run hostile = new Run(
                1,
                1,
                new Run.Entry(
                        HOSTILE,
                        new RunIdentity(HOSTILE, "lane", HOSTILE),
                        HOSTILE,
                        HOSTILE,
                        HOSTILE,
                        COLUMNS,
                        "",
                        1,
                        Samples.AT,
                        new RequestedBy(Optional.of(HOSTILE), Optional.of(HOSTILE)),
                        Optional.of(HOSTILE)),
                RunStatus.STOPPED,
                StopCause.PERSON,
                true,
                HOSTILE,
                Samples.AT,
                Duration.ZERO,
                Duration.ZERO,
                CallCounts.NONE,
                Optional.empty(),
                Optional.empty());

        String html = page(
                Summary.of(hostile, ONE_FAILED, Map.of(HOSTILE, 1L)),
                List.of(new FailedRow(2, HOSTILE, HOSTILE, "failed", HOSTILE, HOSTILE)));

        assertThat(html).doesNotContain("<script", "alert('");
        // Title, heading, reason, provider, operation, run, who, why, parent, input, SHA-256, code, and four cells.
        assertThat(html.split(Pattern.quote(ESCAPED), -1)).hasSize(17);
    }

    @Test
    void whoeverAndWhateverTheHistoryNamesIsNeverMarkupEither() {
        String html = new HtmlReport(
                        Summary.of(run(RunStatus.STOPPED, COLUMNS), ONE_FAILED, Map.of("1", 1L)),
                        List.of(),
                        new RunHistory(
                                List.of(),
                                List.of(
                                        new RunEvent(Samples.AT, RunEvent.Kind.STARTED, HOSTILE, "{}"),
                                        RunEvent.ended(Samples.AT, RunStatus.STOPPED, HOSTILE)),
                                Optional.of(new StartDetail(Map.of(HOSTILE, HOSTILE), 1))),
                        code -> Optional.of(new CodeMeaning(HOSTILE, HOSTILE)),
                        List.of(new FileStamp(HOSTILE, 1, HOSTILE)),
                        Manifest.Ids.PLAIN)
                .text();

        assertThat(html).doesNotContain("<script", "alert('");
        // Who started it and how it ended, a setting's key and value, meaning and advice, a file's name twice and its
        // hash.
        assertThat(html.split(Pattern.quote(ESCAPED), -1)).hasSize(10);
    }

    @Test
    void settingsCodesAndFilesAreShown() {
        String html = new HtmlReport(
                        Summary.of(run(RunStatus.STOPPED, COLUMNS), ONE_FAILED, Map.of("50001", 1L)),
                        List.of(),
                        new RunHistory(
                                List.of(),
                                List.of(),
                                Optional.of(new StartDetail(Map.of("limits.strict", "false"), 1))),
                        code -> Optional.of(new CodeMeaning("No such user", "Ask")),
                        List.of(new FileStamp("results.csv", 6_079_554, "5465fd")),
                        Manifest.Ids.PLAIN)
                .text();

        assertThat(html).contains("<a href=\"results.csv\">results.csv</a>");
        Golden.check("report/settings-codes-and-files.html-text", HtmlOutline.of(html));
    }

    @Test
    void aRunWithAHistoryIsDrawn() {
        TimelinePoint point = new TimelinePoint(
                Samples.AT,
                Samples.AT.plusSeconds(1),
                Duration.ofSeconds(1),
                new Traffic(100, 90, 10, 0, 0, 0, new Latencies(Map.of(40, 100L))),
                160,
                160,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);

        String html = new HtmlReport(
                        Summary.of(run(RunStatus.COMPLETED, COLUMNS), ONE_FAILED, Map.of()),
                        List.of(),
                        new RunHistory(List.of(point), List.of(), Optional.empty()),
                        code -> Optional.empty(),
                        List.of(),
                        Manifest.Ids.PLAIN)
                .text();

        assertThat(html.split("<svg ", -1)).hasSize(7);
        assertThat(html).doesNotContain("<li><i class=\"key band");
        Golden.check("report/history.html-text", HtmlOutline.of(html));
    }

    @Test
    void thePageNeedsNoNetwork() {
        String html = page(Summary.of(run(RunStatus.COMPLETED, COLUMNS), ONE_FAILED, Map.of()), List.of());

        assertThat(html)
                .contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"")
                .doesNotContain("http:", "https:", "src=", "url(", "@import", "<link", "<script");
    }

    @Test
    void theBarAndTheTableBalanceToTheTotal() {
        String html = page(
                Summary.of(
                        run(RunStatus.STOPPED, COLUMNS), new Tally(2_000, 1_500, 0, 250, 50, 10, 0, 0, 200), Map.of()),
                List.of());

        assertThat(html)
                .contains("<span class=\"deleted\" style=\"flex-grow:1500\" title=\"Deleted: 1,500\"></span>"
                        + "<span class=\"pending\" style=\"flex-grow:200\" title=\"Pending: 200\"></span>"
                        + "<span class=\"retryable\" style=\"flex-grow:50\" title=\"Retryable: 50\"></span>"
                        + "<span class=\"failed\" style=\"flex-grow:250\" title=\"Failed: 250\"></span></div>");
        Golden.check("report/rows.html-text", HtmlOutline.of(html));
    }

    @Test
    void moreFailuresThanAreShownAreReferredTo() {
        List<FailedRow> shown = IntStream.rangeClosed(1, 100)
                .mapToObj(line -> new FailedRow(line, "u", "p", "failed", "1", "m"))
                .toList();

        String html = page(
                Summary.of(
                        run(RunStatus.COMPLETED_WITH_FAILURES, COLUMNS),
                        new Tally(2_000, 0, 0, 2_000, 0, 0, 0, 0, 0),
                        Map.of("1", 2_000L)),
                shown);

        Golden.check(
                "report/more-failures-than-shown.html-text",
                HtmlOutline.of(html)
                        .lines()
                        .filter(line -> !line.matches("\\d+ \\| u .*") || line.startsWith("100 "))
                        .toList());
    }

    @Test
    void statusIsWrittenInWordsAndColour() {
        assertThat(List.of(RunStatus.values()).stream()
                        .map(status -> page(Summary.of(run(status, COLUMNS), ONE_FAILED, Map.of()), List.of()))
                        .map(html -> html.substring(html.indexOf("<header"), html.indexOf("<p class=\"status"))))
                .extracting(header -> header.replaceAll("\\W|header|class", ""))
                .containsExactly("neutral", "good", "warning", "warning", "bad", "bad");
        Golden.check(
                "report/statuses.html-text",
                Stream.of(RunStatus.values())
                        .map(status -> page(Summary.of(run(status, COLUMNS), ONE_FAILED, Map.of()), List.of()))
                        .map(HtmlOutline::of)
                        .map(text -> text.substring(0, text.indexOf("\n## Rows")))
                        .toList());
    }

    private static String page(Summary summary, List<FailedRow> failures) {
        return new HtmlReport(
                        summary,
                        failures,
                        new RunHistory(List.of(), List.of(), Optional.empty()),
                        code -> Optional.empty(),
                        List.of(),
                        Manifest.Ids.PLAIN)
                .text();
    }
}
