package io.conversationcleanup.report;

import static io.conversationcleanup.report.HtmlText.escape;

import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.model.Wording;
import io.conversationcleanup.runs.Summary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code report.html}: a summary as one page that needs nothing else, no network and no script. Stateless, hence
 * thread-safe.
 */
final class HtmlReport {

    private record Outcome(String style, String name, String meaning, long rows) {}

    private HtmlReport() {}

    static String of(ReportPage page) {
        Summary summary = page.summary();
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
                        HtmlStyle.CSS,
                        header(page),
                        outcomes(summary.rows()),
                        asked(summary),
                        HtmlOverTime.of(page.history()),
                        calls(summary),
                        codes(page),
                        failures(page),
                        HtmlRecord.settings(page.history()),
                        HtmlRecord.files(page.files()));
    }

    private static String header(ReportPage page) {
        Summary summary = page.summary();
        return """
                <header class="%s">
                <p class="status">%s</p>
                <h1>%s</h1>
                <p class="lead">%s</p>
                %s%s</header>
                """.formatted(
                statusStyle(summary.status()),
                Wording.status(summary.status()),
                escape(summary.job()),
                lead(summary.rows()),
                summary.reason().map(HtmlParts::paragraph).orElse(""),
                HtmlParts.paragraph(NextStep.of(summary, page.ids())).replace("--input", "<code>--input</code>"));
    }

    private static String statusStyle(RunStatus status) {
        return switch (status) {
            case COMPLETED -> "good";
            case COMPLETED_WITH_FAILURES, STOPPED -> "warning";
            case STOPPED_BY_RULE, ABORTED -> "bad";
            case RUNNING -> "neutral";
        };
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
                .map(HtmlReport::segment)
                .collect(Collectors.joining("", "<div class=\"bar\" aria-hidden=\"true\">", "</div>"));
        String lines =
                outcomes.stream().map(outcome -> line(outcome, rows.total())).collect(Collectors.joining());
        return """
                <section>
                <h2>Rows</h2>
                %s
                <table class="figures">
                <thead><tr><th scope="col">Outcome</th><th scope="col">Rows</th><th scope="col">Share</th></tr></thead>
                <tbody>
                %s</tbody>
                <tfoot><tr><th scope="row">All rows of the input</th><td>%s</td><td></td></tr></tfoot>
                </table>
                </section>
                """.formatted(rows.total() == 0 ? "" : bar, lines, Wording.count(rows.total()));
    }

    private static String segment(Outcome outcome) {
        return "<span class=\"%s\" style=\"flex-grow:%s\" title=\"%s: %s\"></span>"
                .formatted(outcome.style(), outcome.rows(), outcome.name(), Wording.count(outcome.rows()));
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

    private static String asked(Summary summary) {
        String facts = String.join(
                "",
                HtmlParts.fact("fact", "Provider", summary.provider()),
                HtmlParts.fact("fact", "Operation", summary.operation()),
                HtmlParts.fact("fact", "Run", summary.run()),
                HtmlParts.fact(
                        "fact", "Asked for by", summary.requestedBy().user().orElse("not known")),
                HtmlParts.fact("fact", "Time spent", Wording.duration(summary.duration())),
                HtmlParts.fact("fact", "Started", Wording.time(summary.startedAt())),
                HtmlParts.fact(
                        "fact", "Ended", summary.endedAt().map(Wording::time).orElse("still running")),
                summary.requestedBy()
                        .reason()
                        .map(text -> HtmlParts.fact("wide", "Reason", text))
                        .orElse(""),
                summary.rerunOf()
                        .map(run -> HtmlParts.fact("wide", "Sent again rows of run", run))
                        .orElse(""),
                HtmlParts.fact("wide", "Input", summary.input().file()),
                HtmlParts.fact("wide", "SHA-256 of the input", summary.input().sha256()));
        return """
                <section>
                <h2>What was asked</h2>
                <dl class="facts">
                %s</dl>
                </section>
                """.formatted(facts);
    }

    private static String calls(Summary summary) {
        String tiles = String.join(
                "",
                HtmlParts.tile("Calls", Wording.count(summary.calls().total())),
                HtmlParts.tile("Retries", Wording.count(summary.calls().retries())),
                HtmlParts.tile("Throttled", Wording.count(summary.calls().throttled())),
                HtmlParts.tile("In doubt", Wording.count(summary.calls().inDoubt())),
                HtmlParts.tile("Limit, calls/s", limit(summary)),
                HtmlParts.tile("Mean, calls/s", Wording.rate(summary.rate().meanPerSecond())),
                HtmlParts.tile(
                        "Most in any second", Wording.count(summary.rate().maxInAnySecond())),
                HtmlParts.tile("Rows/s", Wording.rate(summary.rowsPerSecond())));
        return """
                <section>
                <h2>Calls and rate</h2>
                <dl class="tiles">
                %s</dl>
                %s</section>
                """.formatted(
                        tiles,
                        summary.calls().inDoubt() == 0
                                ? ""
                                : HtmlParts.paragraph(
                                        "Rows in doubt were sent again, because a crash or an outage left it unknown whether"
                                                + " their call had happened."));
    }

    private static String limit(Summary summary) {
        return summary.rate().limitPerSecond().isPresent()
                ? Wording.rate(summary.rate().limitPerSecond().getAsDouble())
                : "none";
    }

    private static String codes(ReportPage page) {
        if (page.summary().failuresByCode().isEmpty()) {
            return "";
        }
        String lines = page.summary().failuresByCode().entrySet().stream()
                .map(entry -> "<tr><th scope=\"row\"><code>%s</code></th>%s%s</tr>%n"
                        .formatted(
                                escape(Wording.code(entry.getKey())),
                                HtmlParts.markupCell("Rows", "<span>" + Wording.count(entry.getValue()) + "</span>"),
                                meaning(page.meanings().apply(entry.getKey()))))
                .collect(Collectors.joining());
        return HtmlParts.section("Failures by code", """
                <table class="codes">
                <thead><tr><th scope="col">Code</th><th scope="col">Rows</th><th scope="col">Meaning</th></tr></thead>
                <tbody>
                %s</tbody>
                </table>
                """.formatted(lines));
    }

    private static String meaning(Optional<CodeMeaning> known) {
        return HtmlParts.markupCell(
                "Meaning",
                known.map(code -> "<span>" + escape(code.meaning()) + "."
                                + (code.advice().isEmpty() ? "" : " <em>" + escape(sentence(code.advice())) + "</em>")
                                + "</span>")
                        .orElse(""));
    }

    private static String sentence(String text) {
        return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
    }

    private static String failures(ReportPage page) {
        List<FailedRow> firstFailures = page.firstFailures();
        if (firstFailures.isEmpty()) {
            return "";
        }
        String lines = firstFailures.stream().map(HtmlReport::failure).collect(Collectors.joining());
        long all = page.summary().rows().unsuccessful();
        String which = all > firstFailures.size()
                ? "The first %s of %s; all of them".formatted(Wording.count(firstFailures.size()), Wording.count(all))
                : "They";
        return """
                <section>
                <h2>Rows not done</h2>
                <p>%s are in <a href="failures.csv">failures.csv</a>, %s.</p>
                <table class="rows">
                <thead><tr><th scope="col">Line</th><th scope="col">User</th><th scope="col">Peer</th>\
                <th scope="col">Outcome</th><th scope="col">Code</th><th scope="col">Message</th></tr></thead>
                <tbody>
                %s</tbody>
                </table>
                </section>
                """.formatted(
                which,
                page.ids() == Manifest.Ids.PLAIN ? "in the input's own columns" : "with pseudonyms in place of ids",
                lines);
    }

    private static String failure(FailedRow row) {
        return "<tr>"
                + HtmlParts.cell("Line", Long.toString(row.line()))
                + HtmlParts.cell("User", row.user())
                + HtmlParts.cell("Peer", row.peer())
                + "<td data-label=\"Outcome\"><span><i class=\"%s\"></i>%s</span></td>"
                        .formatted(escape(row.outcome()), escape(row.outcome()))
                + HtmlParts.cell("Code", row.code())
                + HtmlParts.cell("Message", row.message())
                + "</tr>\n";
    }
}
