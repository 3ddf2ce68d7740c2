package io.conversationcleanup.report;

import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.runs.Summary;
import java.nio.file.Path;

/**
 * The reports of a run as they were written. Immutable.
 *
 * @param directory where they are
 * @param summary the figures
 * @param manifestSha256 the hash of {@code manifest.json}, which vouches for all the others
 * @param ids what stands for users and peers in them
 */
public record ReportFiles(Path directory, Summary summary, String manifestSha256, Manifest.Ids ids) {

    /** The rows that were not done, in the input's own columns. */
    public Path failures() {
        return directory.resolve(Reports.FAILURES);
    }

    /** The figures, for people. */
    public Path html() {
        return directory.resolve(Reports.HTML);
    }
}
