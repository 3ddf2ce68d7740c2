package io.conversationcleanup.report;

import static io.conversationcleanup.report.HtmlText.escape;

import io.conversationcleanup.evidence.Manifest.FileStamp;
import io.conversationcleanup.ledger.HistoryStore.StartDetail;
import io.conversationcleanup.model.Wording;
import java.util.List;
import java.util.stream.Collectors;

/** The parts of {@code report.html} for the record: settings, and the files with their hashes. Stateless, thread-safe. */
final class HtmlRecord {

    private HtmlRecord() {}

    static String settings(RunHistory history) {
        if (history.start()
                .map(StartDetail::settings)
                .filter(all -> !all.isEmpty())
                .isEmpty()) {
            return "";
        }
        String lines = history.start().orElseThrow().settings().entrySet().stream()
                .map(entry -> "<tr><th scope=\"row\"><code>%s</code></th><td><bdi>%s</bdi></td></tr>%n"
                        .formatted(escape(entry.getKey()), escape(entry.getValue())))
                .collect(Collectors.joining());
        return HtmlParts.section("Settings", """
                <p class="quiet">Those of the last start, by their keys in the job file.</p>
                <table class="settings">
                <tbody>
                %s</tbody>
                </table>
                """.formatted(lines));
    }

    static String files(List<FileStamp> files) {
        if (files.isEmpty()) {
            return "";
        }
        String lines = files.stream()
                .map(file -> "<tr><th scope=\"row\"><a href=\"%1$s\">%1$s</a></th>".formatted(escape(file.name()))
                        + HtmlParts.markupCell("Bytes", "<span>" + Wording.count(file.bytes()) + "</span>")
                        + HtmlParts.markupCell("SHA-256", "<code>" + escape(file.sha256()) + "</code>")
                        + "</tr>\n")
                .collect(Collectors.joining());
        return HtmlParts.section("Files", """
                <table class="files">
                <thead><tr><th scope="col">File</th><th scope="col">Bytes</th><th scope="col">SHA-256</th></tr></thead>
                <tbody>
                %s</tbody>
                </table>
                <p class="quiet">manifest.json holds these and the hash of this page; <code>verify</code> with the directory
                checks them, and tells at which line results.csv was changed.</p>
                """.formatted(lines));
    }
}
