package io.conversationcleanup.report;

import static io.conversationcleanup.report.Samples.COLUMNS;
import static io.conversationcleanup.report.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.evidence.FileStamp;
import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.ledger.CallCounts;
import io.conversationcleanup.ledger.NewRun;
import io.conversationcleanup.ledger.RunEvent;
import io.conversationcleanup.ledger.RunIdentity;
import io.conversationcleanup.ledger.RunRecord;
import io.conversationcleanup.ledger.StartDetail;
import io.conversationcleanup.ledger.Tally;
import io.conversationcleanup.ledger.TimelinePoint;
import io.conversationcleanup.model.Latencies;
import io.conversationcleanup.model.Mandate;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private static final String HOSTILE = "<script>alert('1')</script>\"&\u0000\u202e";
    private static final String ESCAPED = "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;\u2400\u202e";
    private static final Tally ONE_FAILED = new Tally(1, 0, 0, 1, 0, 0, 0, 0, 0);

    @Test
    void whateverAnIdOrAMessageHoldsIsShownAndNeverMarkup() {
        RunRecord hostile = new RunRecord(
                1,
                1,
                new NewRun(
                        HOSTILE,
                        new RunIdentity(HOSTILE, "lane", HOSTILE),
                        HOSTILE,
                        HOSTILE,
                        HOSTILE,
                        COLUMNS,
                        "",
                        1,
                        Samples.AT,
                        new Mandate(Optional.of(HOSTILE), Optional.of(HOSTILE)),
                        Optional.of(HOSTILE)),
                RunStatus.STOPPED,
                HOSTILE,
                Samples.AT,
                Duration.ZERO,
                Duration.ZERO,
                CallCounts.NONE);

        String html = page(
                Summary.of(hostile, ONE_FAILED, Map.of(HOSTILE, 1L)),
                List.of(new FailedRow(2, HOSTILE, HOSTILE, "failed", HOSTILE, HOSTILE)));

        assertThat(html).doesNotContain("<script", "alert('");
        // Title, heading, reason, provider, operation, run, who, why, parent, input, SHA-256, code, and four cells.
        assertThat(html.split(Pattern.quote(ESCAPED), -1)).hasSize(17);
    }

    @Test
    void whoeverAndWhateverTheHistoryNamesIsNeverMarkupEither() {
        String html = HtmlReport.of(new ReportPage(
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
                Manifest.Ids.PLAIN));

        assertThat(html).doesNotContain("<script", "alert('");
        // Who started it and how it ended, a setting's key and value, meaning and advice, a file's name twice and its
        // hash.
        assertThat(html.split(Pattern.quote(ESCAPED), -1)).hasSize(10);
    }

    @Test
    void settingsCodesAndFilesAreShown() {
        String html = HtmlReport.of(new ReportPage(
                Summary.of(run(RunStatus.STOPPED, COLUMNS), ONE_FAILED, Map.of("50001", 1L)),
                List.of(),
                new RunHistory(List.of(), List.of(), Optional.of(new StartDetail(Map.of("limits.strict", "false"), 1))),
                code -> Optional.of(new CodeMeaning("No such user", "Ask")),
                List.of(new FileStamp("results.csv", 6_079_554, "5465fd")),
                Manifest.Ids.PLAIN));

        assertThat(html)
                .contains("<th scope=\"row\"><code>limits.strict</code></th><td><bdi>false</bdi></td>")
                .contains("<span>No such user. <em>Ask.</em></span>")
                .contains(
                        "<a href=\"results.csv\">results.csv</a></th><td data-label=\"Bytes\"><span>6,079,554</span></td>"
                                + "<td data-label=\"SHA-256\"><code>5465fd</code></td>");
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

        String html = HtmlReport.of(new ReportPage(
                Summary.of(run(RunStatus.COMPLETED, COLUMNS), ONE_FAILED, Map.of()),
                List.of(),
                new RunHistory(List.of(point), List.of(), Optional.empty()),
                code -> Optional.empty(),
                List.of(),
                Manifest.Ids.PLAIN));

        assertThat(html.split("<svg ", -1)).hasSize(7);
        assertThat(html)
                .contains(
                        "<p class=\"quiet\">2026-11-21, times in UTC. Over the whole run half of the answers came within")
                .contains("<li><i class=\"key box refused\"></i>refused</li></ul>")
                .doesNotContain("<li><i class=\"key band");
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
                        + "<span class=\"failed\" style=\"flex-grow:250\" title=\"Failed: 250\"></span></div>")
                .contains("<tfoot><tr><th scope=\"row\">All rows of the input</th><td>2,000</td><td></td></tr></tfoot>")
                .contains("<strong>1,500</strong> of 2,000 rows gone at the provider, <strong>500</strong> not.")
                .contains("<p>The same run command again sends the 210 rows that are left.</p>");
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

        assertThat(html)
                .contains("The first 100 of 2,000; all of them are in <a href=\"failures.csv\">failures.csv</a>")
                .contains("<th scope=\"row\"><code>1</code></th><td data-label=\"Rows\"><span>2,000</span></td>");
    }

    @Test
    void statusIsWrittenInWordsAndColour() {
        assertThat(List.of(RunStatus.values()).stream()
                        .map(status -> page(Summary.of(run(status, COLUMNS), ONE_FAILED, Map.of()), List.of()))
                        .map(html -> html.substring(html.indexOf("<header"), html.indexOf("<h1>"))))
                .containsExactly(
                        "<header class=\"neutral\">\n<p class=\"status\">Running</p>\n",
                        "<header class=\"good\">\n<p class=\"status\">Completed</p>\n",
                        "<header class=\"warning\">\n<p class=\"status\">Completed with failures</p>\n",
                        "<header class=\"warning\">\n<p class=\"status\">Stopped</p>\n",
                        "<header class=\"bad\">\n<p class=\"status\">Stopped by a rule</p>\n",
                        "<header class=\"bad\">\n<p class=\"status\">Aborted</p>\n");
    }

    private static String page(Summary summary, List<FailedRow> failures) {
        return HtmlReport.of(new ReportPage(
                summary, failures, RunHistory.NONE, code -> Optional.empty(), List.of(), Manifest.Ids.PLAIN));
    }
}
