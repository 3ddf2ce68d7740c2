package io.conversationcleanup.report;

import static io.conversationcleanup.report.Html.escape;

import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.evidence.Manifest.FileStamp;
import io.conversationcleanup.ledger.HistoryStore.StartDetail;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.model.Wording;
import io.conversationcleanup.report.RowReports.FailedRow;
import io.conversationcleanup.runs.Summary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The page {@code report.html}, which needs no network and no script. Immutable. */
record HtmlReport(
        Summary summary,
        List<FailedRow> firstFailures,
        RunHistory history,
        Function<String, Optional<CodeMeaning>> meanings,
        List<FileStamp> files,
        Manifest.Ids ids) {

    private record Outcome(String style, String name, String meaning, long rows) {}

    HtmlReport {
        firstFailures = List.copyOf(firstFailures);
        files = List.copyOf(files);
    }

    String text() {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="robots" content="noindex">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                <title>%s: %s</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                %s%s%s%s%s%s%s%s%s<footer>
                <p>Every row with its outcome is in <a href="results.csv">results.csv</a>, the figures for scripts are in
                <a href="summary.json">summary.json</a>. Times are UTC.</p>
                </footer>
                </main>
                </body>
                </html>
                """.formatted(
                        escape(summary.job()),
                        Wording.status(summary.status()),
                        Html.css(),
                        header(),
                        outcomes(summary.rows()),
                        asked(),
                        HtmlOverTime.of(history),
                        calls(),
                        codes(),
                        failures(),
                        settings(),
                        files(files));
    }

    private String header() {
        String style = switch (summary.status()) {
            case COMPLETED -> "good";
            case COMPLETED_WITH_FAILURES, STOPPED -> "warning";
            case STOPPED_BY_RULE, ABORTED -> "bad";
            case RUNNING -> "neutral";
        };
        return """
                <header class="%s">
                <p class="status">%s</p>
                <h1>%s</h1>
                <p class="lead">%s</p>
                %s%s</header>
                """.formatted(
                        style,
                        Wording.status(summary.status()),
                        escape(summary.job()),
                        lead(summary.rows()),
                        summary.reason().map(Html::paragraph).orElse(""),
                        Html.paragraph(NextStep.of(summary, ids)).replace("--input", "<code>--input</code>"));
    }

    private static String lead(Tally rows) {
        if (rows.total() == 0) {
            return "The input has no rows.";
        }
        long done = rows.deleted() + rows.alreadyGone();
        long open = rows.unsuccessful() + rows.pending();
        String gone = "<strong>%s</strong> of %s gone at the provider"
                .formatted(Wording.count(done), Wording.count(rows.total(), "row"));
        String left = open == 0 ? "none is left" : "<strong>%s</strong> not".formatted(Wording.count(open));
        return rows.duplicate() == 0
                ? gone + ", " + left + "."
                : gone + ", " + left + "; " + Wording.count(rows.duplicate(), "duplicate") + ".";
    }

    private static String outcomes(Tally rows) {
        List<Outcome> outcomes = List.of(
                new Outcome("deleted", "Deleted", "the provider confirmed it", rows.deleted()),
                new Outcome("gone", "Already gone", "there was nothing to delete", rows.alreadyGone()),
                new Outcome("duplicate", "Duplicate", "stands on an earlier line, sent once", rows.duplicate()),
                new Outcome("pending", "Pending", "not sent, or not known to be answered", rows.pending()),
                new Outcome("retryable", "Retryable", "failed for a passing reason", rows.retryable()),
                new Outcome("failed", "Failed", "the provider refused it for good", rows.failed()),
                new Outcome("rejected", "Rejected", "not a conversation that could be sent", rows.rejected()));
        String bar = outcomes.stream()
                .filter(outcome -> outcome.rows() > 0)
                .map(outcome -> "<span class=\"%s\" style=\"flex-grow:%s\" title=\"%s: %s\"></span>"
                        .formatted(outcome.style(), outcome.rows(), outcome.name(), Wording.count(outcome.rows())))
                .collect(Collectors.joining("", "<div class=\"bar\" aria-hidden=\"true\">", "</div>"));
        String lines =
                outcomes.stream().map(outcome -> line(outcome, rows.total())).collect(Collectors.joining());
        return Html.section("Rows", """
                %s
                <table class="figures">
                <thead><tr><th scope="col">Outcome</th><th scope="col">Rows</th><th scope="col">Share</th></tr></thead>
                <tbody>
                %s</tbody>
                <tfoot><tr><th scope="row">All rows of the input</th><td>%s</td><td></td></tr></tfoot>
                </table>
                """.formatted(rows.total() == 0 ? "" : bar, lines, Wording.count(rows.total())));
    }

    private static String line(Outcome outcome, long total) {
        return """
                <tr%s><th scope="row"><i class="%s"></i>%s <small>%s</small></th><td>%s</td><td>%s</td></tr>
                """.formatted(
                        outcome.rows() == 0 ? " class=\"none\"" : "",
                        outcome.style(),
                        outcome.name(),
                        outcome.meaning(),
                        Wording.count(outcome.rows()),
                        Wording.share(outcome.rows(), total));
    }

    private String asked() {
        String ended = summary.endedAt().map(Wording::time).orElse("still running");
        String facts = String.join(
                "",
                Html.fact("fact", "Provider", summary.provider()),
                Html.fact("fact", "Operation", summary.operation()),
                Html.fact("fact", "Run", summary.run()),
                Html.fact("fact", "Asked for by", summary.requestedBy().user().orElse("not known")),
                Html.fact("fact", "Time spent", Wording.duration(summary.duration())),
                Html.fact("fact", "Started", Wording.time(summary.startedAt())),
                Html.fact("fact", "Ended", ended),
                summary.requestedBy()
                        .reason()
                        .map(text -> Html.fact("wide", "Reason", text))
                        .orElse(""),
                summary.rerunOf()
                        .map(run -> Html.fact("wide", "Sent again rows of run", run))
                        .orElse(""),
                Html.fact("wide", "Input", summary.input().file()),
                Html.fact("wide", "SHA-256 of the input", summary.input().sha256()));
        return Html.section("What was asked", """
                <dl class="facts">
                %s</dl>
                """.formatted(facts));
    }

    private String calls() {
        Summary.Rate rate = summary.rate();
        String limit = rate.limitPerSecond().isPresent()
                ? Wording.rate(rate.limitPerSecond().getAsDouble())
                : "none";
        String tiles = String.join(
                "",
                Html.tile("Calls", Wording.count(summary.calls().total())),
                Html.tile("Retries", Wording.count(summary.calls().retries())),
                Html.tile("Throttled", Wording.count(summary.calls().throttled())),
                Html.tile("In doubt", Wording.count(summary.calls().inDoubt())),
                Html.tile("Limit, calls/s", limit),
                Html.tile("Mean, calls/s", Wording.rate(rate.meanPerSecond())),
                Html.tile("Most in any second", Wording.count(rate.maxInAnySecond())),
                Html.tile("Rows/s", Wording.rate(summary.rowsPerSecond())));
        String doubt = summary.calls().inDoubt() == 0
                ? ""
                : "Rows in doubt were sent again, because a crash or an outage left it unknown whether their call had"
                        + " happened.";
        return Html.section("Calls and rate", """
                <dl class="tiles">
                %s</dl>
                %s""".formatted(tiles, Html.paragraph(doubt)));
    }

    private String codes() {
        if (summary.failuresByCode().isEmpty()) {
            return "";
        }
        String lines = summary.failuresByCode().entrySet().stream()
                .map(entry -> "<tr><th scope=\"row\"><code>%s</code></th>%s%s</tr>\n"
                        .formatted(
                                escape(Wording.code(entry.getKey())),
                                Html.markupCell("Rows", "<span>" + Wording.count(entry.getValue()) + "</span>"),
                                meaning(meanings.apply(entry.getKey()))))
                .collect(Collectors.joining());
        return Html.section("Failures by code", Html.table("codes", List.of("Code", "Rows", "Meaning"), lines));
    }

    private static String meaning(Optional<CodeMeaning> known) {
        return Html.markupCell(
                "Meaning",
                known.map(code -> "<span>" + escape(code.meaning()) + "."
                                + (code.advice().isEmpty() ? "" : " <em>" + escape(sentence(code.advice())) + "</em>")
                                + "</span>")
                        .orElse(""));
    }

    private static String sentence(String text) {
        return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
    }

    private String failures() {
        if (firstFailures.isEmpty()) {
            return "";
        }
        long all = summary.rows().unsuccessful();
        String which = all > firstFailures.size()
                ? "The first %s of %s; all of them".formatted(Wording.count(firstFailures.size()), Wording.count(all))
                : "They";
        String how = ids == Manifest.Ids.PLAIN ? "in the input's own columns" : "with pseudonyms in place of ids";
        return Html.section(
                "Rows not done",
                "<p>%s are in <a href=\"failures.csv\">failures.csv</a>, %s.</p>\n".formatted(which, how)
                        + Html.table(
                                "rows",
                                List.of("Line", "User", "Peer", "Outcome", "Code", "Message"),
                                firstFailures.stream().map(HtmlReport::failure).collect(Collectors.joining())));
    }

    private static String failure(FailedRow row) {
        String outcome = escape(row.outcome());
        return "<tr>"
                + Html.cell("Line", Long.toString(row.line()))
                + Html.cell("User", row.user())
                + Html.cell("Peer", row.peer())
                + Html.markupCell("Outcome", "<span><i class=\"%1$s\"></i>%1$s</span>".formatted(outcome))
                + Html.cell("Code", row.code())
                + Html.cell("Message", row.message())
                + "</tr>\n";
    }

    private String settings() {
        Map<String, String> settings =
                history.start().map(StartDetail::settings).orElse(Map.of());
        if (settings.isEmpty()) {
            return "";
        }
        String lines = settings.entrySet().stream()
                .map(entry -> "<tr><th scope=\"row\"><code>%s</code></th><td><bdi>%s</bdi></td></tr>\n"
                        .formatted(escape(entry.getKey()), escape(entry.getValue())))
                .collect(Collectors.joining());
        return Html.section("Settings", """
                <p class="quiet">Those of the last start, by their keys in the job file.</p>
                <table class="settings">
                <tbody>
                %s</tbody>
                </table>
                """.formatted(lines));
    }

    private static String files(List<FileStamp> files) {
        if (files.isEmpty()) {
            return "";
        }
        String lines = files.stream()
                .map(file -> "<tr><th scope=\"row\"><a href=\"%1$s\">%1$s</a></th>".formatted(escape(file.name()))
                        + Html.markupCell("Bytes", "<span>" + Wording.count(file.bytes()) + "</span>")
                        + Html.markupCell("SHA-256", "<code>" + escape(file.sha256()) + "</code>")
                        + "</tr>\n")
                .collect(Collectors.joining());
        return Html.section("Files", Html.table("files", List.of("File", "Bytes", "SHA-256"), lines) + """
                <p class="quiet">manifest.json holds these and the hash of this page; <code>verify</code> with the directory
                checks them, and tells at which line results.csv was changed.</p>
                """);
    }
}
