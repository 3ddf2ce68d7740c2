package io.conversationcleanup.report;

import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.FilesApart.Written;
import io.conversationcleanup.runs.Summary;
import java.nio.file.Path;
import java.util.List;

/**
 * The written reports of a run. Immutable. {@code manifestSha256} is the hash of {@code manifest.json}, which has the
 * hashes of the others.
 */
public record ReportFiles(Path directory, Summary summary, String manifestSha256, Manifest.Ids ids) {

    static final String RESULTS = "results.csv";
    static final String CHAIN = "results.chain";
    static final String FAILURES = "failures.csv";
    static final String HTML = "report.html";
    static final String SUMMARY = "summary.json";

    /** In the order of their appearance: the first names the run, and the last exists only if all do. */
    static final List<String> NAMES = List.of(Manifest.NAME, RESULTS, FAILURES, CHAIN, HTML, SUMMARY);

    /** Returns the report files of this directory; {@code name} is the option or key that names it. */
    public static List<Written> written(Path directory, String name) {
        return NAMES.stream()
                .map(file ->
                        new Written(name, directory.resolve(file), AtomicFile.temporaryName(file), Source.COMMAND_LINE))
                .toList();
    }

    public Path failures() {
        return directory.resolve(FAILURES);
    }

    public Path html() {
        return directory.resolve(HTML);
    }
}
