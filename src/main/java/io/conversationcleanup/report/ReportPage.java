package io.conversationcleanup.report;

import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.evidence.Manifest.FileStamp;
import io.conversationcleanup.runs.Summary;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@code report.html} shows. Immutable.
 *
 * @param summary the figures
 * @param firstFailures the first rows that were not done
 * @param history how the run went over time
 * @param meanings what is known of a code
 * @param files the other reports
 * @param ids what stands for users and peers
 */
record ReportPage(
        Summary summary,
        List<FailedRow> firstFailures,
        RunHistory history,
        Function<String, Optional<CodeMeaning>> meanings,
        List<FileStamp> files,
        Manifest.Ids ids) {

    ReportPage {
        firstFailures = List.copyOf(firstFailures);
        files = List.copyOf(files);
    }
}
