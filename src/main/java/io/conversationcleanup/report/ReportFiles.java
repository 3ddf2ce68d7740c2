package io.conversationcleanup.report;

import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.FilesApart.Written;
import io.conversationcleanup.runs.Summary;
import java.nio.file.Path;
import java.util.List;

/**
 * The reports of a run as they were written. Immutable.
 *
 * @param directory where they are
 * @param summary the figures
 * @param manifestSha256 the hash of {@code manifest.json}, which vouches for all the others
 * @param ids what stands for users and peers in them
 */
public record ReportFiles(Path directory, Summary summary, String manifestSha256, Manifest.Ids ids) {

    static final String RESULTS = "results.csv";
    static final String CHAIN = "results.chain";
    static final String FAILURES = "failures.csv";
    static final String HTML = "report.html";
    static final String SUMMARY = "summary.json";

    /** In the order in which they appear: the first names the run, and where the last is, all are. */
    static final List<String> NAMES = List.of(Manifest.NAME, RESULTS, FAILURES, CHAIN, HTML, SUMMARY);

    /** The files that reports in this directory are written to; the name tells where it was named. */
    public static List<Written> written(Path directory, String name) {
        return NAMES.stream()
                .map(file ->
                        new Written(name, directory.resolve(file), AtomicFile.temporaryName(file), Source.COMMAND_LINE))
                .toList();
    }

    /** The rows that were not done, in the input's own columns. */
    public Path failures() {
        return directory.resolve(FAILURES);
    }

    /** The figures, for people. */
    public Path html() {
        return directory.resolve(HTML);
    }
}
